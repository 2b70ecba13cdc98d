// A report with its evidence, made and verified in the window.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe';
import { searchFor } from './detail';
import { counts, launch, openLog, reset } from './page';

let browser: Browser;
let page: Page;
let folder: string;
let exporting: Locator;
let verifying: Locator;
let report: string;
let pack: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'));
  report = join(folder, 'logins.csv');
  pack = join(folder, 'logins.pack.zip');
  browser = await launch();
  page = await openLog(browser);
  exporting = page.getByRole('dialog', { name: 'Export' });
  verifying = page.getByRole('dialog', { name: 'Verify a report' });
  await reset(page);
  await searchFor(page, 'Login Failed');
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await browser.close();
});
afterEach(async () => {
  await page.emulateMedia({ colorScheme: null });
  for (const dialog of [verifying, exporting]) {
    if (!(await dialog.isVisible())) continue;
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }
});

async function openExport(format: string): Promise<void> {
  await page.getByRole('button', { name: 'Export…' }).click();
  await exporting.getByRole('radio', { name: format }).check();
}

it('makes a report with its pack and verifies it', async () => {
  const { count } = await counts(page);
  await openExport('CSV');
  await exporting.getByLabel('With an evidence pack').check();
  await exporting.getByLabel('File').fill(report);
  await exporting.getByRole('button', { name: 'Export', exact: true }).click();
  await exporting.getByText(`${count.toLocaleString('en')} events exported`).waitFor();
  await exporting.getByText(pack).waitFor();
  await exporting.getByRole('button', { name: 'Verify it' }).click();
  await verifying.getByText('It holds').waitFor();
  expect(await verifying.getByRole('list', { name: 'Checks' }).getByRole('listitem').count()).toBeGreaterThanOrEqual(4);
  await verifying.getByText('It does not prove').waitFor();
});

it.each(['light', 'dark'] as const)('axe finds nothing in a verdict in the %s theme', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
  await page.keyboard.press('v');
  expect(await violations(page)).toEqual([]);
  await verifying.getByLabel('Report or evidence pack', { exact: true }).fill(pack);
  await verifying.getByRole('button', { name: 'Verify', exact: true }).click();
  await verifying.getByText('It holds').waitFor();
  expect(await violations(page)).toEqual([]);
});

it('names what was changed', async () => {
  const text = readFileSync(report, 'utf8');
  writeFileSync(report, text.replace('Login Failed', 'Login Worked'));
  await page.keyboard.press('v');
  await verifying.getByLabel('Report or evidence pack', { exact: true }).fill(report);
  await page.keyboard.press('Enter');
  await verifying.getByText('It does not hold').waitFor();
  await verifying.getByText('Login Worked').first().waitFor();
  writeFileSync(report, text);
  await verifying.getByRole('button', { name: 'Verify another' }).click();
  await verifying.getByLabel('Fingerprint of who has to have signed').fill('0'.repeat(64));
  await verifying.getByRole('button', { name: 'Verify', exact: true }).click();
  await verifying.getByText('It does not hold').waitFor();
});

it('says what is no file to verify, and keeps what was typed', async () => {
  await page.keyboard.press('v');
  const file = verifying.getByLabel('Report or evidence pack', { exact: true });
  await file.fill(join(folder, 'nowhere.zip'));
  await verifying.getByLabel('Fingerprint of who has to have signed').fill('');
  await page.keyboard.press('Enter');
  await verifying.getByRole('alert').waitFor();
  expect(await file.inputValue()).toBe(join(folder, 'nowhere.zip'));
  await verifying.getByRole('button', { name: 'Show my key' }).click();
  await verifying.getByText(/^[0-9a-f]{64}$/).waitFor();
});

describe('layouts', () => {
  const layouts = (): Locator => page.getByRole('dialog', { name: 'Layouts of Excel files' });

  it('are made, used, edited and removed', async () => {
    await openExport('Excel');
    await exporting.getByRole('button', { name: 'Edit layouts…' }).click();
    await layouts().getByLabel('Name', { exact: true }).fill('monthly');
    await layouts().getByLabel('Headings').selectOption('de');
    await layouts().getByRole('checkbox', { name: 'Pivot' }).uncheck();
    await layouts().getByRole('checkbox', { name: 'Raw entry' }).uncheck();
    await layouts().getByRole('button', { name: 'Move Summary up' }).click();
    expect(await violations(page)).toEqual([]);
    await layouts().getByRole('button', { name: 'Save layout' }).click();
    await layouts().waitFor({ state: 'hidden' });
    expect(await exporting.getByLabel('Layout', { exact: true }).inputValue()).toBe('monthly');
    await exporting.getByLabel('With an evidence pack').uncheck();
    await exporting.getByLabel('With a PDF for signing').check();
    await exporting.getByLabel('File').fill(join(folder, 'monthly.xlsx'));
    await exporting.getByRole('button', { name: 'Export', exact: true }).click();
    await exporting.getByText('events exported').waitFor();
    await exporting.getByText(join(folder, 'monthly.pdf')).waitFor();
    expect(readFileSync(join(folder, 'monthly.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    await exporting.getByRole('button', { name: 'Close' }).last().click();

    await openExport('Excel');
    await exporting.getByRole('button', { name: 'Edit layouts…' }).click();
    expect(await layouts().getByLabel('Headings').inputValue()).toBe('de');
    expect(await layouts().getByRole('checkbox', { name: 'Raw entry' }).isChecked()).toBe(false);
    expect((await layouts().getByRole('listitem').first().innerText()).trim()).toBe('Summary');
    await layouts().getByRole('button', { name: 'Remove' }).click();
    await layouts().getByRole('button', { name: 'Remove' }).waitFor({ state: 'hidden' });
    await layouts().getByRole('button', { name: 'Save layout' }).click();
    await layouts().getByText('A template needs a name').waitFor();
    await page.keyboard.press('Escape');
    await layouts().waitFor({ state: 'hidden' });
    expect(await exporting.getByLabel('Layout', { exact: true }).inputValue()).toBe('');
  });
});

it('leaves secrets in clear only for the one export that was asked for', async () => {
  await openExport('ECS');
  expect(await exporting.getByLabel('With an evidence pack').count()).toBe(0);
  const secrets = exporting.getByLabel('Leave secrets in clear');
  await secrets.check();
  await exporting.getByText('recorded in the activity log').waitFor();
  await exporting.getByLabel('File').fill(join(folder, 'logins-ecs.ndjson'));
  await exporting.getByRole('button', { name: 'Export', exact: true }).click();
  await exporting.getByText('events exported').waitFor();
  const [first] = readFileSync(join(folder, 'logins-ecs.ndjson'), 'utf8').split('\n');
  expect(JSON.parse(first ?? '')).toHaveProperty('ecs.version');
  await page.keyboard.press('Escape');
  await exporting.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Export…' }).click();
  expect(await secrets.isChecked()).toBe(false);
});
