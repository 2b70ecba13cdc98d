import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe';
import { launch, openLog, picker, reset, rowAt, settled } from './page';

let browser: Browser;
beforeAll(async () => void (browser = await launch()));
afterAll(() => browser.close());

const states: [string, (page: Page) => Promise<unknown>][] = [
  ['the table', async () => undefined],
  ['an open event', (page) => rowAt(page, 1).getByRole('button', { name: /^Details of / }).click()],
  ['the date range', (page) => picker(page, 'Date range').click()],
  [
    'the users',
    async (page) => {
      await picker(page, 'User').click();
      await page.getByRole('option').first().waitFor();
    },
  ],
  ['the event types', (page) => picker(page, 'Event type').click()],
  ['the columns', (page) => page.getByRole('button', { name: 'Columns' }).click()],
  ['the shortcuts', (page) => page.getByRole('button', { name: 'Keyboard shortcuts' }).click()],
  [
    'an empty result',
    async (page) => {
      await page.getByRole('combobox', { name: 'Search' }).fill('no such thing anywhere');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'No event matches' }).waitFor();
    },
  ],
];

describe.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', (colorScheme) => {
  let page: Page;
  beforeAll(async () => {
    page = await openLog(browser, { colorScheme });
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe(colorScheme);
  });
  afterAll(() => page.context().close());

  it.each(states)('in %s', async (_name, enter) => {
    await enter(page);
    await settled(page);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await reset(page);
  });
});
