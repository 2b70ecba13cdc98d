import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe';
import { startGateway, type Gateway } from './gateway';
import { column, counts, filter, launch, openLog, picker, reset, settingsKept, settled, showLog, waitForCount } from './page';
import { addTenant, chooseTenant, program, removeTenant, startDemo, switcher, type DemoTenant } from './tenants';

const EVENTS = 250;
const FILES = 'Only files';
const HOUR = 60 * 60_000;

let browser: Browser;
let page: Page;
let demo: DemoTenant;
let folder: string;
let built: number;

beforeAll(async () => {
  demo = await startDemo(EVENTS);
  browser = await launch();
  page = await openLog(browser);
  ({ total: built } = await counts(page));
  await addTenant(page, 'Contoso', demo);
  await waitForCount(page, EVENTS);
  folder = mkdtempSync(join(tmpdir(), 'several-'));
  const file = join(folder, 'old.ndjson');
  const entry = { id: 'a1', createdAt: '2025-03-01T10:00:00.000Z', action: 'Flow Created', user: { email: 'ada@old.example' } };
  writeFileSync(file, `${JSON.stringify(entry)}\n`);
  execFileSync(program, ['import', file, '--tenant', FILES]);
  await page.reload();
  await showLog(page);
});
afterAll(async () => {
  for (const name of ['Contoso', FILES]) await removeTenant(page, name);
  await browser.close();
  demo.stop();
  rmSync(folder, { recursive: true });
});

const reload = (): Locator => page.getByRole('banner').getByRole('button', { name: 'RELOAD' });

describe('all tenants together', () => {
  beforeAll(async () => {
    await chooseTenant(page, 'All tenants');
    await settled(page);
  });

  it('shows the events of each, and which tenant’s they are', async () => {
    await waitForCount(page, built + EVENTS + 1);
    expect(new Set(await column(page, 'Tenant')).size).toBeGreaterThan(0);
    expect(await page.getByRole('banner').getByText('3 tenants').count()).toBe(1);
  });

  it('filters by several tenants that are ticked, and says so', async () => {
    await picker(page, 'Tenant').click();
    await page.getByRole('option', { name: 'Contoso' }).click();
    await page.getByRole('option', { name: FILES }).click();
    await page.keyboard.press('Escape');
    await filter(page);
    await waitForCount(page, EVENTS + 1);
    await page.getByRole('button', { name: 'Remove tenant: Contoso' }).click();
    await waitForCount(page, 1);
    expect(await column(page, 'Tenant')).toEqual([FILES]);
    await reset(page);
  });

  it('remembers that all are shown', async () => {
    await settingsKept(page, { tenant: '' });
    await page.reload();
    await showLog(page);
    await waitForCount(page, built + EVENTS + 1);
    expect(await switcher(page).innerText()).toContain('All tenants');
  });

  it('fetches from every tenant that has a server', async () => {
    await reload().click();
    await page.getByText(/Nothing new\.|new event/).first().waitFor({ timeout: 60_000 });
  });

  it.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    await picker(page, 'Tenant').click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('goes on with the others when one does not answer, and names it', async () => {
    demo.stop();
    await reload().click();
    await page.getByText(/^Contoso could not be synced\./).waitFor({ timeout: 90_000 });
    await page.getByRole('banner').getByText('1 not synced').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).first().click();
  });
});

it('says why RELOAD can do nothing for a tenant of files', async () => {
  await chooseTenant(page, new RegExp(FILES));
  await waitForCount(page, 1);
  expect(await reload().getAttribute('aria-disabled')).toBe('true');
  expect(await reload().getAttribute('title')).toBe('This tenant has no server: its events came from files.');
  await page.keyboard.press('F5');
  await page.getByRole('status').getByText('This tenant has no server').waitFor();
  expect(await page.getByRole('group', { name: 'Sync' }).count()).toBe(0);
});

describe('a token that ends', () => {
  let second: Gateway;
  beforeAll(async () => void (second = await startGateway(await startDemo(20))));
  afterAll(async () => {
    await removeTenant(page, 'Short-lived');
    second.stop();
  });

  it('is told of days before, with a way to enter a new one', async () => {
    await addTenant(page, 'Short-lived', second, second.token(Date.now() + 50 * HOUR));
    await page.getByText(/^The token of Short-lived expires in 2 days/).waitFor();
    expect(await switcher(page).innerText()).toContain('2 days left');
    await page.getByRole('button', { name: 'Enter a new token…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit tenant' });
    await dialog.getByLabel('Token', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('can be put off until the next start', async () => {
    await page.getByRole('button', { name: 'Later' }).click();
    expect(await page.getByText(/^The token of Short-lived expires/).count()).toBe(0);
  });
});

describe('the automatic sync', () => {
  const menu = (): Promise<void> => page.getByRole('banner').getByRole('button', { name: 'Settings' }).click();

  it.each(['light', 'dark'] as const)('is chosen in the settings and says when it is next, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    await menu();
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await settings.getByLabel('Every 15 minutes').check();
    await settings.getByText(/Next at (\d{4}-\d\d-\d\d )?\d\d:\d\d UTC/).waitFor();
    expect(await violations(page)).toEqual([]);
    await settings.getByLabel('Never').check();
    await settings.getByText('Trailbook syncs when you press RELOAD.').waitFor();
    await page.keyboard.press('Escape');
  });
});
