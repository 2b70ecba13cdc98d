import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe';
import { pane } from './detail';
import { launch, openLog, showLog, waitForCount } from './page';
import { chooseTenant, program, removeTenant } from './tenants';

const TENANT = 'Archive';

let browser: Browser;
let page: Page;
let folder: string;
let view: Locator;

const entry = (n: number, user: string): string =>
  JSON.stringify({ id: `s${n}`, createdAt: `2025-02-0${n}T10:00:00.000Z`, action: 'Flow Updated', user: { email: user } });

/** Imports lines as a file of a name; what is rejected makes the program say so with an exit status. */
function importFile(name: string, lines: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  try {
    execFileSync(program, ['import', path, '--tenant', TENANT], { stdio: 'ignore' });
  } catch (reason) {
    expect(reason).toHaveProperty('status', 3);
  }
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

let firstHash: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sources-'));
  browser = await launch();
  page = await openLog(browser);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const first = [1, 2, 3].map((n) => entry(n, 'ada@old.example'));
  firstHash = importFile('first.ndjson', [...first, '{"no": "time"}', 'not JSON']);
  importFile('second.ndjson', [entry(1, 'ada@old.example'), entry(2, 'eve@old.example'), entry(4, 'ada@old.example')]);
  await page.reload();
  await showLog(page);
  await chooseTenant(page, new RegExp(TENANT));
  await waitForCount(page, 4);
  view = page.getByRole('region', { name: 'Syncs and files' });
});
afterAll(async () => {
  await removeTenant(page, TENANT);
  await browser.close();
  rmSync(folder, { recursive: true });
});

const line = (name: string): Locator => view.locator('tbody', { has: page.getByText(name, { exact: true }) });
const details = (name: string): Locator => view.getByRole('button', { name: new RegExp(`^Details of ${name}`) });
const figures = async (row: Locator): Promise<number[]> =>
  (await row.locator('.figure').allInnerTexts()).map((text) => Number(text.replaceAll(',', '')));

describe('the sources', () => {
  it('open by the key that the help names, and by the way in the header', async () => {
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await page.getByRole('dialog').getByText('Sources: where the events came from, and back').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    await view.waitFor();
    await page.keyboard.press('s');
    await view.waitFor({ state: 'detached' });
    await page.getByRole('navigation').getByRole('button', { name: 'Sources' }).click();
    await view.waitFor();
  });

  it('add up, each and together', async () => {
    expect(await figures(line('first.ndjson'))).toEqual([5, 3, 0, 0, 2]);
    expect(await figures(line('second.ndjson'))).toEqual([3, 1, 1, 1, 0]);
    expect(await figures(view.getByRole('row', { name: new RegExp(`^${TENANT}`) }))).toEqual([8, 4, 1, 1, 2]);
    expect(await view.getByText('adds up').count()).toBe(1);
  });

  it('give the size and the SHA-256 of a file, to copy', async () => {
    await details('first.ndjson').click();
    await view.getByText(firstHash).waitFor();
    await view.getByRole('button', { name: 'Copy SHA-256' }).click();
    await view.getByText('Copied').first().waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(firstHash);
  });

  it('list what was rejected, with place and reason', async () => {
    const rejected = view.getByRole('region', { name: 'Rejected of first.ndjson' });
    await rejected.getByText('line 4').waitFor();
    await rejected.getByText('line 5').waitFor();
    expect(await rejected.getByRole('row').count()).toBe(3);
    await view.getByRole('button', { name: 'Save list…' }).waitFor();
  });

  it.each(['light', 'dark'] as const)('have nothing for axe to find in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe('an entry that changed', () => {
  it('opens from the sources in the log, with a sign in the table', async () => {
    await view.getByRole('button', { name: 'Show 1 event changed after it was first seen' }).first().click();
    await view.getByRole('listitem').getByRole('button').first().click();
    await pane(page).getByText('This entry changed after Trailbook first saw it.').waitFor();
    await page.getByRole('grid').getByText('Changed after it was first seen').waitFor({ state: 'attached' });
    expect(await page.getByRole('grid').getByText('Changed after it was first seen').count()).toBe(1);
  });

  it('shows its older version, and how it differs', async () => {
    await pane(page).getByRole('button', { name: 'Show older versions' }).click();
    await pane(page).getByRole('button', { name: 'Compare with now' }).click();
    const changes = pane(page).getByRole('list', { name: 'Changes since version 1' });
    // A change's own text is laid out a frame after its place (content-visibility), so it is waited for itself.
    await changes.filter({ hasText: /ada@old\.example[\s\S]*eve@old\.example/ }).waitFor();
    await pane(page).getByRole('button', { name: 'As received' }).click();
    await pane(page).getByRole('region', { name: 'Version 1 as JSON' }).getByText('ada@old.example').waitFor();
  });

  it.each(['light', 'dark'] as const)('has nothing for axe to find in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });
});
