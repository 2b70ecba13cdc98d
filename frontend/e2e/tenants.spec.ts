import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe';
import { startGateway, type Gateway } from './gateway';
import { counts, launch, openLog, waitForCount } from './page';
import { startDemo, switcher } from './tenants';

const EVENTS = 300;

let browser: Browser;
let page: Page;
let demo: Gateway;
let dialog: Locator;

beforeAll(async () => {
  demo = await startGateway(await startDemo(EVENTS));
  browser = await launch();
  page = await openLog(browser);
  dialog = page.getByRole('dialog');
});
afterAll(async () => {
  await browser.close();
  demo.stop();
});

const choose = async (role: 'menuitem' | 'menuitemradio', name: string | RegExp): Promise<void> => {
  await switcher(page).click();
  await page.getByRole(role, { name }).click();
};
const status = (text: RegExp): Promise<void> => page.getByRole('banner').getByText(text).first().waitFor({ timeout: 60_000 });
const submit = (): Promise<void> => dialog.getByRole('button', { name: 'Add and sync' }).click();

async function fillIn(name: string, url: string, password: string): Promise<void> {
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('API address').fill(url);
  await dialog.getByLabel('E-mail', { exact: true }).fill(demo.email);
  await dialog.getByLabel('Password', { exact: true }).fill(password);
}

describe('adding a tenant', () => {
  it('marks what is missing and goes to the first fault', async () => {
    await choose('menuitem', 'Add tenant…');
    await submit();
    await dialog.getByText('Give the tenant a name.').waitFor();
    expect(await dialog.getByLabel('Name').evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await dialog.locator('[aria-invalid="true"]').count()).toBe(4);
  });

  it.each([
    ['nobody answers', 'http://127.0.0.1:9'],
    ['the password is wrong', ''],
  ])('says when %s, and keeps what was typed', async (_why, url) => {
    await fillIn('Second tenant', url || demo.url, 'not the password');
    await submit();
    await dialog.getByRole('alert').waitFor({ timeout: 60_000 });
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Second tenant');
    expect(await dialog.getByLabel('Password', { exact: true }).inputValue()).toBe('not the password');
    expect(await dialog.getByRole('alert').innerText()).not.toContain('not the password');
  });

  it.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('adds it, shows it and fetches its log', async () => {
    await fillIn('Second tenant', demo.url, demo.password);
    await submit();
    await dialog.waitFor({ state: 'hidden', timeout: 60_000 });
    await status(/Synced just now · 300 events · complete/);
    await waitForCount(page, EVENTS);
    expect(await switcher(page).innerText()).toContain('Second tenant');
  });
});

describe('with two tenants', () => {
  it('switches to all and back, and the table follows', async () => {
    await choose('menuitemradio', 'All tenants');
    await status(/2 tenants/);
    await expect.poll(async () => (await counts(page)).total).toBeGreaterThan(EVENTS);
    await choose('menuitemradio', /Second tenant/);
    await waitForCount(page, EVENTS);
  });

  it('fetches again at once where there is nothing new', async () => {
    await page.getByRole('button', { name: 'RELOAD' }).click();
    await page.getByText('Nothing new.').waitFor({ timeout: 60_000 });
    await waitForCount(page, EVENTS);
  });

  it('edits one without asking for the password again, and never shows it; renaming asks the tenant for nothing', async () => {
    const before = demo.requests();
    await choose('menuitem', 'Edit…');
    expect(await dialog.getByLabel('Password', { exact: true }).inputValue()).toBe('');
    await dialog.getByLabel('Name').fill('Renamed tenant');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden', timeout: 60_000 });
    expect(await switcher(page).innerText()).toContain('Renamed tenant');
    await waitForCount(page, EVENTS);
    await page.waitForTimeout(500);
    expect(demo.requests()).toBe(before);
  });

  it('waits for a tenant that asks for it, saying so, until it is told to stop', async () => {
    demo.refuse();
    await page.getByRole('button', { name: 'RELOAD' }).click();
    const sync = page.getByRole('group', { name: 'Sync' });
    await sync.getByText(/waiting/i).waitFor();
    await sync.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText(/^Stopped\./).waitFor();
    await status(/300 events/);
    await waitForCount(page, EVENTS);
  });

  it('asks before it removes one, and says how many events go', async () => {
    await choose('menuitem', 'Remove…');
    await dialog.getByText('300 events').waitFor();
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await choose('menuitem', 'Remove…');
    const name = dialog.getByLabel('Type the tenant’s name to remove it');
    await name.fill('Another tenant');
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await dialog.getByText('This is not the name of the tenant.').waitFor();
    await name.fill('Renamed tenant');
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await switcher(page).click();
    expect(await page.getByRole('menuitemradio', { name: /Renamed tenant/ }).count()).toBe(0);
    await page.keyboard.press('Escape');
  });
});

it.each(['light', 'dark'] as const)('axe finds nothing in the open menu in the %s theme', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
  await switcher(page).click();
  await page.getByRole('menu').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
});
