import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe';
import { HOSTILE } from './ledger';
import { launch, openLog } from './page';
import { program, removeTenant } from './tenants';

const TENANT = 'Watched';

let browser: Browser;
let page: Page;
let folder: string;
let view: Locator;

/** Runs the program beside the window, on the same cache. */
function run(...args: string[]): void {
  execFileSync(program, args, { stdio: 'ignore', cwd: folder });
}

/** Picks the view again, which reads the log again. */
async function again(): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Audit Logs' }).click();
  await page.getByRole('navigation').getByRole('button', { name: 'Activity' }).click();
  await view.waitFor();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'activity-'));
  browser = await launch();
  page = await openLog(browser);
  view = page.getByRole('region', { name: 'What was done' });
  writeFileSync(join(folder, 'w.ndjson'), '{"id":"w1","createdAt":"2025-02-01T10:00:00.000Z","action":"Flow Updated"}\n');
  run('import', 'w.ndjson', '--tenant', TENANT);
  run('export', '--tenant', TENANT, '--out', 'watched.csv');
  await again();
});
afterAll(async () => {
  await page.reload();
  await removeTenant(page, TENANT);
  await browser.close();
  rmSync(folder, { recursive: true });
});

const row = (what: string): Locator => view.getByRole('row', { name: new RegExp(what) }).first();

describe('the activity', () => {
  it('lists the newest first, with time, detail and the entry of the ledger', async () => {
    const cells = await row('1 events to watched.csv').getByRole('cell').allInnerTexts();
    expect(cells[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(cells[1]).toBe('export');
    expect(cells[2]).toMatch(/sha256 [0-9a-f]{64}, on the command line/);
    expect(Number(cells[4])).toBeGreaterThan(3);
    const entries = (await view.locator('tbody .figure').allInnerTexts()).map(Number);
    expect(entries).toEqual([...entries].sort((a, b) => b - a));
    await row('w.ndjson: received 1 = new 1').waitFor();
    await row(`tenant added "${TENANT}"`).waitFor();
  });

  it('says that the ledger holds, and gives the hash of its newest entry', async () => {
    const note = view.getByRole('status');
    await note.getByText('The ledger holds').waitFor();
    expect(await note.locator('.hash code').innerText()).toMatch(/^[0-9a-f]{64}$/);
  });

  it('shows what a file is called as text', async () => {
    const name = `${HOSTILE.replaceAll('/', '')}.ndjson`;
    writeFileSync(join(folder, name), '{"id":"w2","createdAt":"2025-02-02T10:00:00.000Z","action":"Flow Updated"}\n');
    run('import', name, '--tenant', TENANT);
    await again();
    await view.getByText(HOSTILE.slice(0, 12)).first().waitFor();
    expect(await page.title()).not.toBe('1');
    expect(await view.locator('img').count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)('has nothing for axe to find in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    await view.getByText('The ledger holds').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
