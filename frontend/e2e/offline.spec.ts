import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe';
import { counts, launch, openLog, showLog } from './page';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launch();
  page = await openLog(browser);
});
afterAll(async () => {
  await work(false);
  await browser.close();
});

const banner = (): Locator => page.getByRole('banner');
const reload = (): Locator => banner().getByRole('button', { name: 'RELOAD' });

/** Sets the switch in the settings, and closes them. */
async function work(offline: boolean): Promise<void> {
  await banner().getByRole('button', { name: 'Settings' }).click();
  const work = page.getByRole('dialog', { name: 'Settings' }).getByRole('switch', { name: 'Work offline' });
  await work.setChecked(offline);
  await work.and(page.locator(offline ? ':checked' : ':not(:checked)')).waitFor();
  await page.keyboard.press('Escape');
}

describe('working offline', () => {
  it('is a switch that the status line shows', async () => {
    await work(true);
    await banner().getByText(/^Working offline – last synced .* · [\d,]+ events$/).waitFor();
  });

  it('leaves RELOAD without effect, and says why, by button and by key', async () => {
    expect(await reload().getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('F5');
    await page.getByRole('status').getByText('Trailbook works offline: it opens no connection.').waitFor();
    expect(await page.getByRole('group', { name: 'Sync' }).count()).toBe(0);
  });

  it('refuses a new tenant with the same words, and keeps what was typed', async () => {
    await banner().getByRole('button').first().click();
    await page.getByRole('menuitem', { name: 'Add tenant…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add tenant' });
    await dialog.getByLabel('Name').fill('Elsewhere');
    await dialog.getByLabel('API address').fill('https://api.elsewhere.example');
    await dialog.getByLabel('E-mail', { exact: true }).fill('ada@elsewhere.example');
    await dialog.getByLabel('Password', { exact: true }).fill('not a real one');
    await dialog.getByRole('button', { name: 'Add and sync' }).click();
    await dialog.getByRole('alert').getByText('Trailbook works offline').waitFor();
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Elsewhere');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    await banner().getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('dialog', { name: 'Settings' }).getByText('Paused while you work offline.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('is remembered, and the log stays at hand', async () => {
    await page.reload();
    await page.locator('.eye').first().waitFor();
    await banner().getByText(/^Working offline/).waitFor();
    expect((await counts(page)).total).toBeGreaterThan(0);
  });

  it('ends by the same switch', async () => {
    await work(false);
    await banner().getByText(/^Synced /).waitFor();
    await reload().click();
    await page.getByText(/Nothing new\.|new event/).first().waitFor({ timeout: 60_000 });
    await showLog(page);
  });
});
