import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../src/lib/api/types';
import { violations } from './axe';
import { counts, reset, rowAt, settled, showLog, useLog } from './page';

let page: Page;
let rows: Row[];
useLog((opened, all) => ([page, rows] = [opened, all]));
beforeAll(() => page.context().grantPermissions(['clipboard-read', 'clipboard-write']));

const cell = (row: number, column: number): Locator => rowAt(page, row).locator(`[aria-colindex="${column + 1}"]`);
const item = (name: string): Locator => page.getByRole('menuitem', { name: new RegExp(`^${name}`) });
const focused = (): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.closest('[role="row"]')?.getAttribute('aria-rowindex') ?? null);
const count = async (): Promise<number> => (await counts(page)).count;

describe('the menu of a cell', () => {
  it('filters by its value, and leaves the focus on its row', async () => {
    const { user = '' } = rows[3] ?? {};
    const of = rows.filter((row) => row.user === user);
    await cell(3, 4).click({ button: 'right' });
    expect(await violations(page)).toEqual([]);
    await item('Only').click();
    await expect.poll(count).toBe(of.length);
    await settled(page);
    const at = of.findIndex(({ key }) => key === rows[3]?.key);
    await expect.poll(focused).toBe(String(at + 2));
  });

  it('leaves its value out, by keyboard alone', async () => {
    await cell(2, 1).click();
    await page.keyboard.press('Shift+F10');
    await item('Without').waitFor();
    await page.keyboard.press('ArrowDown');
    while (!(await item('Without').and(page.locator('[data-highlighted]')).isVisible())) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(count).toBe(rows.filter(({ action }) => action !== rows[2]?.action).length);
    await expect.poll(focused).not.toBe(null);
  });

  it('offers nothing to filter by where there is no value', async () => {
    await cell(1, 2).click({ button: 'right' });
    await item('Open').first().waitFor();
    expect(await item('Only').count()).toBe(0);
    expect(await item('Copy as JSON').count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('3');
  });

  it('copies, marks and shows the history', async () => {
    await cell(4, 1).click({ button: 'right' });
    await item('Copy').first().click();
    await page.locator('.toast', { hasText: 'Copied the cell.' }).first().waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(rows[4]?.action);
    await cell(4, 1).click({ button: 'right' });
    await item('Mark to compare').click();
    await page.getByRole('region', { name: 'Marked to compare' }).waitFor();
    await page.getByRole('region', { name: 'Marked to compare' }).getByRole('button', { name: 'Cancel' }).click();
    await cell(4, 1).click({ button: 'right' });
    await item('History').click();
    await page.locator('aside').getByRole('tab', { name: 'History', selected: true }).waitFor();
    await page.locator('aside').getByRole('tab', { name: /^Changes/ }).click();
    await page.keyboard.press('Escape');
    await page.locator('aside').waitFor({ state: 'detached' });
  });
});

describe('Go to', () => {
  const go = async (typed: string): Promise<void> => {
    await page.getByRole('textbox', { name: /^Row number/ }).fill(typed);
    await page.keyboard.press('Enter');
  };

  it.each<[string, () => number]>([
    ['1,234', () => 1233],
    ['50%', () => Math.round(rows.length / 2) - 1],
    ['99999999', () => rows.length - 1],
  ])('%s goes to its row', async (typed, want) => {
    await cell(await firstDrawn(), 1).click();
    await page.keyboard.press('g');
    await go(typed);
    await expect.poll(focused).toBe(String(want() + 2));
    await rowAt(page, want()).getByText(rows[want()]?.action ?? '').first().waitFor();
  });

  it('goes to a time, and says what is wrong with one that is none', async () => {
    const at = Math.floor(rows.length / 3);
    const time = new Date(rows[at]?.createdAt ?? 0).toISOString();
    await page.getByRole('button', { name: 'Go to', exact: true }).click();
    await go('someday');
    await page.getByRole('alert').waitFor();
    expect(await violations(page)).toEqual([]);
    await go(time);
    await expect.poll(async () => rows[Number(await focused()) - 2]?.createdAt).toBe(rows[at]?.createdAt);
  });

  async function firstDrawn(): Promise<number> {
    const indexes = await page.locator('.canvas [role="row"]').evaluateAll((all) =>
      all.filter((row) => row.getBoundingClientRect().top > 180).map((row) => Number(row.getAttribute('aria-rowindex')) - 2),
    );
    return Math.min(...indexes);
  }
});

describe('a heading', () => {
  const inField = (): Promise<boolean> => page.getByRole('combobox', { name: 'Search' }).evaluate((field) => field === document.activeElement);

  it('that sorted does not take the focus from who went on to type', async () => {
    const press = (name: string): Promise<void> => page.getByRole('columnheader', { name }).getByRole('button').evaluate((heading: HTMLElement) => {
      heading.focus();
      heading.click();
      document.querySelector<HTMLElement>('[role="combobox"]')?.focus(); // within the same frame
    });
    for (const sorted of ['ascending', 'descending']) {
      await press('Created');
      await page.locator(`[role="columnheader"][aria-sort="${sorted}"]`).waitFor();
      await settled(page);
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      expect(await inField()).toBe(true);
    }
  });
});

describe('the height of rows', () => {
  afterEach(() => reset(page));
  const choose = async (label: string): Promise<void> => {
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('radiogroup', { name: 'Rows' }).getByText(label).click();
    await page.keyboard.press('Escape');
  };

  it.each([
    ['Compact', 24],
    ['Roomy', 38],
    ['Normal', 30],
  ])('is chosen: %s has %i px, keeps its place and is remembered', async (label, pixels) => {
    await page.locator('.scroller').evaluate((element) => element.scrollTo(0, 12_000));
    await page.waitForTimeout(300);
    const top = (): Promise<number> =>
      page.evaluate(() => {
        const { bottom } = document.querySelector('.header')?.getBoundingClientRect() ?? { bottom: 0 };
        const at = [...document.querySelectorAll('.canvas [role="row"]')].find((row) => row.getBoundingClientRect().bottom > bottom + 1);
        return Number(at?.getAttribute('aria-rowindex'));
      });
    const before = await top();
    await choose(label);
    await expect.poll(() => page.locator('.canvas [role="row"]').first().evaluate((row) => row.getBoundingClientRect().height)).toBe(pixels);
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
    expect(await page.locator('.canvas [role="row"]').count()).toBeLessThanOrEqual(61);
    expect(await violations(page)).toEqual([]);
    await page.waitForFunction(async (kept) => {
      const { go } = window as unknown as { go: { bind: { Settings: { Get(): Promise<{ density: string }> } } } };
      return (await go.bind.Settings.Get()).density === kept;
    }, label.toLowerCase());
    await page.reload();
    await showLog(page);
    expect(await page.locator('.canvas [role="row"]').first().evaluate((row) => row.getBoundingClientRect().height)).toBe(pixels);
  });
});
