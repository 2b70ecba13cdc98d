import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Row } from '../src/lib/api/types';
import { violations } from './axe';
import { launch, openLog, settingsKept, settled, useLog, waitForCount } from './page';

let page: Page;
let rows: Row[];
useLog((opened, all) => ([page, rows] = [opened, all]));

const panel = (): Locator => page.getByRole('region', { name: 'Facets' });
const group = (name: string): Locator => panel().getByRole('list', { name, exact: true });
const value = (facet: string, name: string): Locator => group(facet).getByRole('button', { name: new RegExp(`^${name}, [\\d,]+ event`) });
/** The number that stands beside a value. */
const countOf = async (facet: string, name: string): Promise<number> =>
  Number((await value(facet, name).locator('.count').innerText()).replaceAll(',', ''));
const counted = (): Promise<unknown> => page.locator('.facets[aria-busy="false"]').waitFor();
const typed = (type: string): Row[] => rows.filter((row) => row.type === type);
/** The most frequent of some texts, and how often. */
function mostFrequent(texts: string[]): [string, number] {
  const counts = new Map<string, number>();
  for (const text of texts) if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
}

describe('facets beside the table', () => {
  it('count every event of every value', async () => {
    await counted();
    for (const [name, type] of [['Create', 'create'], ['Update', 'update'], ['Delete', 'delete'], ['Other', 'other']] as const) {
      expect(await countOf('Event type', name)).toBe(typed(type).length);
    }
    const [action, count] = mostFrequent(rows.map((row) => row.action));
    expect(await countOf('Action', action)).toBe(count);
  });

  it('choose several types, each at a click, and count the others as if none were chosen', async () => {
    await value('Event type', 'Create').click();
    await waitForCount(page, typed('create').length);
    await counted();
    expect(await countOf('Event type', 'Delete')).toBe(typed('delete').length);
    await value('Event type', 'Delete').click();
    await waitForCount(page, typed('create').length + typed('delete').length);
    await counted();
    const [action] = mostFrequent(typed('delete').map((row) => row.action));
    expect(await countOf('Action', action)).toBe(typed('delete').filter((row) => row.action === action).length);
    await value('Event type', 'Create').click();
    await waitForCount(page, typed('delete').length);
    expect(await value('Event type', 'Delete').getAttribute('aria-pressed')).toBe('true');
  });

  // WebKitGTK went on to draw the old number of a row that moved and changed at once: its pictures showed
  // 1,161 where the document said 4,163.
  it('give another number another element', async () => {
    await counted();
    const action = (await group('Action').locator('.name').first().innerText()).trim();
    const count = await value('Action', action).locator('.count').elementHandle();
    const before = await countOf('Action', action);
    await value('Event type', 'Create').click();
    await waitForCount(page, typed('create').length);
    await counted();
    expect(await page.evaluate((element) => element?.isConnected, count)).toBe(false);
    expect(before).toBe(rows.filter((row) => row.action === action).length);
  });

  it('keep what is chosen in sight where no event has it', async () => {
    const [user] = mostFrequent(typed('delete').map((row) => row.user));
    await value('User', user).click();
    await settled(page);
    await page.getByRole('combobox', { name: 'Search' }).fill('id:nothing-has-this');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'No event matches' }).waitFor();
    await counted();
    expect(await countOf('User', user)).toBe(0);
    await page.getByRole('button', { name: 'RESET' }).last().click();
    await waitForCount(page, rows.length);
  });

  it('are read and chosen by keys, and say what was done', async () => {
    await counted();
    const names = await group('Event type').locator('.name').allInnerTexts();
    await group('Event type').locator('.value').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    const second = names[1] ?? '';
    await waitForCount(page, typed(second.toLowerCase()).length);
    await panel().getByText(`Event type ${second} added`).waitFor({ state: 'attached' });
    await page.keyboard.press('End');
    await page.keyboard.press('o');
    const last = names.at(-1) ?? '';
    await waitForCount(page, typed(last.toLowerCase()).length);
    expect(await value('Event type', last).getAttribute('aria-pressed')).toBe('true');
    expect(await value('Event type', second).getAttribute('aria-pressed')).toBe('false');
  });

  it('exclude by a key and by its button, and choose what the form has no field for', async () => {
    const [action, count] = mostFrequent(rows.map((row) => row.action));
    await value('Action', action).focus();
    await page.keyboard.press('-');
    await waitForCount(page, rows.length - count);
    await counted();
    expect(await countOf('Action', action)).toBe(count);
    await group('Action').getByRole('button', { name: `No longer exclude ${action}` }).click();
    await waitForCount(page, rows.length);
    const [area, many] = mostFrequent(rows.map((row) => row.area));
    await value('Area', area).click();
    await waitForCount(page, many);
    await counted();
    await expect.poll(() => value('Area', area).getAttribute('aria-pressed')).toBe('true');
    await value('Area', area).click();
    await waitForCount(page, rows.length);
  });

  it('choose the events that have none of it', async () => {
    const none = rows.filter(({ flowId }) => flowId === '').length;
    const without = (): Locator => value('Flow', '\\(no flow\\)');
    await without().click();
    await waitForCount(page, none);
    await counted();
    await expect.poll(() => without().getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('-');
    await waitForCount(page, rows.length - none);
    await page.keyboard.press('-');
    await waitForCount(page, rows.length);
  });

  it('search long ones in all of the cache', async () => {
    const [user, count] = mostFrequent(rows.map((row) => row.user));
    await panel().getByRole('textbox', { name: 'Search user' }).fill(user.slice(1, -3).toUpperCase());
    await expect.poll(() => group('User').locator('.value').count()).toBe(1);
    expect(await countOf('User', user)).toBe(count);
    await value('User', user).click();
    await waitForCount(page, count);
    await panel().getByRole('textbox', { name: 'Search user' }).fill('%%%');
    await panel().getByText('Nothing matches “%%%”.').waitFor();
    await panel().getByRole('textbox', { name: 'Search user' }).press('Escape');
    await value('User', user).waitFor();
  });

  it('fold, and the window remembers it', async () => {
    await panel().getByRole('button', { name: 'Area' }).click();
    await group('Area').waitFor({ state: 'detached' });
    await page.getByRole('separator', { name: 'Width of the facets' }).press('ArrowRight');
    const width = (await panel().boundingBox())?.width;
    await settingsKept(page, { folded: ['weekday', 'hour', 'area'], facetsWidth: Math.round(width ?? 0) });
    await page.reload();
    await settled(page);
    await counted();
    expect(await group('Area').count()).toBe(0);
    expect((await panel().boundingBox())?.width).toBe(width);
    await panel().getByRole('button', { name: 'Area' }).click();
    await page.getByRole('separator', { name: 'Width of the facets' }).dblclick();
    await group('Area').waitFor();
  });
});

describe('hours of the week', () => {
  it('count by the clock of the zone, and are read by keys', async () => {
    await page.getByRole('button', { name: 'Weekdays by hours' }).click();
    const cell = (day: number, hour: number): Locator => page.locator(`[data-cell="${day}-${hour}"]`);
    const events = (day: number, hour: number): number =>
      rows.filter(({ createdAt }) => (new Date(createdAt).getUTCDay() + 6) % 7 === day && new Date(createdAt).getUTCHours() === hour).length;
    await cell(0, 9).focus();
    expect(await cell(0, 9).getAttribute('aria-label')).toBe(`Monday 09:00–10:00, ${events(0, 9).toLocaleString('en')} events`);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset['cell'])).toBe('1-10');
    expect(await page.locator(':focus').getAttribute('aria-label')).toContain(`${events(1, 10).toLocaleString('en')} event`);
    expect(await violations(page)).toEqual([]);
    await cell(0, 9).focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await waitForCount(page, events(0, 9) + events(0, 10) + events(1, 9) + events(1, 10));
    await page.keyboard.press('Escape');
  });
});

it('folds away in a narrow window and opens over the table', async () => {
  const browser = await launch();
  const narrow = await openLog(browser, { viewport: { width: 900, height: 700 } });
  const toggle = narrow.getByRole('button', { name: 'Facets', exact: true });
  expect(await toggle.getAttribute('aria-pressed')).toBe('false');
  await toggle.click();
  await narrow.locator('.facets .value').first().waitFor();
  expect(await violations(narrow)).toEqual([]);
  await narrow.locator('.facets .value').first().press('Escape');
  await narrow.locator('.facets').waitFor({ state: 'detached' });
  expect(await toggle.evaluate((button) => button === document.activeElement)).toBe(true);
  await browser.close();
});
