import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe';
import { har, record } from './har';
import { drop } from './imports';
import { launch, openLog, waitForCount } from './page';
import { startDemo, type DemoTenant } from './tenants';

const EVENTS = 300;

let browser: Browser;
let page: Page;
let folder: string;
let demo: DemoTenant;
let token: string;
let file: string;
let dialog: Locator;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'example-'));
  demo = await startDemo(EVENTS);
  const recorded = await record(demo.url, demo.email, demo.password, 50);
  token = recorded.token;
  file = join(folder, 'backoffice.har');
  writeFileSync(file, recorded.text);
  browser = await launch();
  page = await openLog(browser);
  dialog = page.getByRole('dialog', { name: 'Connect by example' });
});
afterAll(async () => {
  await browser.close();
  demo.stop();
  rmSync(folder, { recursive: true });
});

const menu = async (name: string): Promise<void> => {
  await page.getByRole('banner').getByRole('button').first().click();
  await page.getByRole('menuitem', { name }).click();
};

it('says how to make a HAR file, and that no token is kept', async () => {
  await menu('Connect by example…');
  await dialog.getByText(/two pages/).waitFor();
  await dialog.getByText(/Trailbook passes over them/).waitFor();
});

it('says plainly when there is no audit log in the file', async () => {
  const other = join(folder, 'other.har');
  writeFileSync(other, har([{ url: `${demo.url}/flows/count`, answer: { count: 3 } }]));
  await dialog.getByLabel('Or its path').fill(other);
  await page.keyboard.press('Enter');
  await dialog.getByRole('alert').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

describe('a HAR file that is dropped', () => {
  it('opens the dialog with what it showed, one entry field by field', async () => {
    await drop(page, file);
    await dialog.getByText(/looks?\s+like an audit log, with\s+100\s+entries/).waitFor();
    await dialog.getByText(demo.url, { exact: false }).first().waitFor();
    const entry = dialog.getByRole('region', { name: 'One entry, field by field' });
    expect(await entry.getByRole('row', { name: /^Created / }).innerText()).toMatch(/\d{4}-\d\d-\d\dT/);
    expect(await dialog.getByLabel(/^Action/).inputValue()).not.toBe('');
  });

  it.each(['light', 'dark'] as const)('shows it without a fault that axe finds in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('takes corrections', async () => {
    const user = dialog.getByLabel('User', { exact: true });
    const learnt = await user.inputValue();
    await user.selectOption('');
    await dialog.getByRole('row', { name: /^User .*not found/ }).waitFor();
    await user.selectOption(learnt);
    await dialog.getByRole('row', { name: /^User .*@/ }).waitFor();
  });

  it('imports the entries inside it at once', async () => {
    await dialog.getByText('Only import the entries').click();
    await dialog.getByLabel('They belong to').selectOption('');
    await dialog.getByRole('region', { name: 'What to do with it' }).getByLabel('Name', { exact: true }).fill('From a HAR');
    await dialog.getByRole('button', { name: 'Import 100 events' }).click();
    await dialog.getByText(/100 events imported into From a HAR/).waitFor();
  });

  it('adds the tenant with what was learnt, and its whole log comes', async () => {
    const step = dialog.getByRole('region', { name: 'What to do with it' });
    await dialog.getByText('Add the tenant', { exact: true }).click();
    expect(await step.getByLabel('API address').inputValue()).toBe(demo.url);
    await step.getByLabel('Name', { exact: true }).fill('By example');
    await step.getByRole('button', { name: 'Add and sync' }).click();
    expect(await step.getByRole('textbox', { name: 'Token' }).getAttribute('aria-invalid')).toBe('true');
    await step.getByRole('textbox', { name: 'Token' }).fill(token);
    await step.getByRole('button', { name: 'Add and sync' }).click();
    await dialog.waitFor({ state: 'hidden', timeout: 60_000 });
    await waitForCount(page, EVENTS);
  });
});

it('keeps nothing of the file that proves who somebody is', () => {
  const data = process.env['TRAILBOOK_DATA'] ?? '';
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' }).map((name) => join(data, name));
  const kept = files.filter((path) => statSync(path).isFile()).map((path) => readFileSync(path).toString('latin1'));
  expect(kept.length).toBeGreaterThan(0);
  for (const text of kept) {
    expect(text.includes('cookie-secret-5309')).toBe(false);
    expect(text.includes(demo.password)).toBe(false);
  }
});
