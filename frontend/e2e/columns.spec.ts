import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '../src/lib/api/types';
import { violations } from './axe';
import { column, rowAt, settingsKept, settled, showLog, useLog } from './page';

let page: Page;
let rows: Row[];
// Before the page is closed: others share its settings.
afterAll(async () => {
  await reset();
  await settingsKept(page, { columns: ['action', 'summary', 'target', 'user', 'createdAt'] });
});
useLog((opened, all) => ([page, rows] = [opened, all]));

const heading = (name: string): Locator => page.getByRole('columnheader', { name: new RegExp(`^${name}`) });
const shown = async (): Promise<string[]> =>
  (await page.locator('[role="columnheader"] [data-heading]').allInnerTexts()).map((text) => text.replace(/[\s↑↓]+$/, '').toLowerCase());
const width = async (name: string): Promise<number> => Math.round((await heading(name).boundingBox())?.width ?? 0);
const menu = (): Promise<void> => page.getByRole('button', { name: 'Columns' }).click();
const usual = ['action', 'summary', 'target', 'user', 'created (utc)'];

async function reset(): Promise<void> {
  await page.setViewportSize({ width: 1600, height: 1000 });
  if ((await heading('Created').count()) > 0) await sortBy('Created', 'descending');
  await menu();
  await page.getByRole('dialog', { name: 'Columns' }).waitFor();
  const button = page.getByRole('button', { name: 'Usual columns' });
  if (await button.isVisible()) await button.click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}

async function sortBy(name: string, direction: string): Promise<void> {
  while ((await heading(name).getAttribute('aria-sort')) !== direction) {
    const before = await heading(name).getAttribute('aria-sort');
    await heading(name).getByRole('button').click();
    await expect.poll(() => heading(name).getAttribute('aria-sort')).not.toBe(before);
    await settled(page);
  }
}

/** The rows as a column sorts them: by text whatever its case, then newest first; those without one at the end. */
function sorted(text: (row: Row) => string, ascending: boolean): string[] {
  const fold = (row: Row): string => text(row).toLowerCase();
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const order = rows.map((row, at) => ({ row, at, fold: fold(row), text: text(row) }));
  order.sort((a, b) => {
    if (a.text === b.text) return a.at - b.at;
    if (a.text === '' || b.text === '') return a.text === '' ? 1 : -1;
    return (compare(a.fold, b.fold) || compare(a.text, b.text)) * (ascending ? 1 : -1);
  });
  return order.slice(0, 20).map(({ row }) => row.id);
}

const ids = (): Promise<string[]> =>
  page.evaluate(async () => {
    const { go } = window as unknown as { go: { bind: { Events: { Rows(token: string, from: number, count: number): Promise<{ id: string }[]>; Filter(spec: unknown, order: unknown): Promise<{ token: string }> } } } };
    const header = document.querySelector('[aria-sort="ascending"], [aria-sort="descending"]');
    const by = header?.textContent?.trim().toLowerCase().split(/[\s(]/)[0];
    const { token } = await go.bind.Events.Filter({}, { column: by, ascending: header?.getAttribute('aria-sort') === 'ascending' });
    return (await go.bind.Events.Rows(token, 0, 20)).map(({ id }) => id);
  });

describe('sorting', () => {
  it.each<[string, (row: Row) => string]>([
    ['Action', (row) => row.action],
    ['User', (row) => row.user],
    ['Target', (row) => row.targetName || row.targetId],
  ])('by %s, both ways', async (name, text) => {
    for (const ascending of [true, false]) {
      await heading(name).getByRole('button').click();
      await settled(page);
      await expect.poll(() => heading(name).getAttribute('aria-sort')).toBe(ascending ? 'ascending' : 'descending');
      const want = sorted(text, ascending);
      expect(await ids()).toEqual(want);
      const first = rows.find(({ id }) => id === want[0]);
      if (first) await rowAt(page, 0).getByText(text(first), { exact: true }).first().waitFor();
    }
    expect(await heading('Created').getAttribute('aria-sort')).toBe('none');
  });

  it('by Created both ways, newest first at first', async () => {
    const header = heading('Created');
    await header.getByRole('button').click();
    await expect.poll(() => header.getAttribute('aria-sort')).toBe('descending');
    await settled(page);
    expect(await column(page, 'Created')).toEqual((await column(page, 'Created')).sort().reverse());
    await header.getByRole('button').click();
    await expect.poll(() => header.getAttribute('aria-sort')).toBe('ascending');
    await settled(page);
    await rowAt(page, 0).getByText(new Date(rows.at(-1)?.createdAt ?? 0).toISOString().slice(0, 19).replace('T', ' ')).waitFor();
    await header.getByRole('button').click();
    await settled(page);
  });

  it('by keyboard: up from the first row, Enter, and down again', async () => {
    await rowAt(page, 0).getByRole('gridcell').nth(4).click();
    await page.keyboard.press('ArrowUp');
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'columnheader');
    await page.keyboard.press('Enter');
    await settled(page);
    await expect.poll(() => heading('User').getAttribute('aria-sort')).toBe('ascending');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-sort'))).toBe('ascending');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => document.activeElement?.closest('[role="row"]')?.getAttribute('aria-rowindex') === '2');
    await heading('Created').getByRole('button').click();
    await settled(page);
  });
});

describe('columns', () => {
  beforeEach(reset);

  it('are dragged to another place', async () => {
    const from = await heading('User').boundingBox();
    const to = await heading('Summary').boundingBox();
    if (!from || !to) throw new Error('the headings are not drawn');
    await page.mouse.move(from.x + 20, from.y + 15);
    await page.mouse.down();
    await page.mouse.move(to.x + 12, to.y + 15, { steps: 6 });
    await page.mouse.up();
    await expect.poll(shown).toEqual(['action', 'user', 'summary', 'target', 'created (utc)']);
    expect((await column(page, 'User')).slice(0, 10)).toEqual(rows.slice(0, 10).map((row) => row.user));
    // It was no click: the order of the rows is what it was.
    expect(await heading('Created').getAttribute('aria-sort')).toBe('descending');
  });

  it('are moved and resized by keyboard, and the focus goes with them', async () => {
    await rowAt(page, 0).getByRole('gridcell').nth(1).click();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+ArrowRight');
    await expect.poll(shown).toEqual(['summary', 'action', 'target', 'user', 'created (utc)']);
    await page.waitForFunction(() => document.activeElement?.textContent?.trim().startsWith('Action'));
    await page.keyboard.press('Control+ArrowLeft');
    await expect.poll(shown).toEqual(usual);
    const before = await width('Action');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => width('Action')).toBe(before + 8);
    await page.keyboard.press('Delete');
    await expect.poll(() => width('Action')).toBe(before);
  });

  it('are resized by the edge, which a double click fits', async () => {
    const handle = page.getByRole('separator', { name: 'Width of Action' });
    const before = await width('Action');
    const box = await handle.boundingBox();
    if (!box) throw new Error('the handle is not drawn');
    await page.mouse.move(box.x + 4, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x - 96, box.y + 5, { steps: 4 });
    await page.mouse.up();
    expect(await width('Action')).toBe(before - 100);
    await handle.focus();
    await page.keyboard.press('ArrowRight');
    expect(await width('Action')).toBe(before - 92);
    await handle.dblclick();
    await settled(page);
    const cut = (): Promise<number> =>
      page.locator('.canvas [aria-colindex="2"]').evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).length);
    expect(await cut()).toBe(0);
    await handle.focus();
    await page.keyboard.press('Delete');
    expect(await width('Action')).toBe(before);
  });

  it('stay at the left while the others scroll, once pinned', async () => {
    await menu();
    for (const name of ['Type', 'Area', 'Flow ID']) await page.getByRole('checkbox', { name, exact: true }).check();
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 800, height: 700 });
    await heading('User').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Pin at the left' }).click();
    await expect.poll(async () => (await shown())[0]).toBe('user');
    await page.locator('.scroller').evaluate((element) => element.scrollTo(10_000, 0));
    const inView = async (place: Locator): Promise<boolean> => ((await place.boundingBox())?.x ?? -1) >= 0;
    await expect.poll(() => inView(heading('Action'))).toBe(false);
    expect(await inView(heading('User'))).toBe(true);
    expect(await inView(rowAt(page, 3).locator('[aria-colindex="2"]'))).toBe(true);
    expect(await rowAt(page, 3).locator('[aria-colindex="2"]').innerText()).toBe(rows[3]?.user);
    expect(await violations(page)).toEqual([]);
    // The cell that takes the focus comes out from behind those pinned.
    await rowAt(page, 3).locator('[aria-colindex="2"]').click();
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => {
      const [cell, user] = await Promise.all([rowAt(page, 3).locator('[aria-colindex="3"]').boundingBox(), rowAt(page, 3).locator('[aria-colindex="2"]').boundingBox()]);
      return cell && user ? cell.x >= user.x + user.width - 1 : false;
    }).toBe(true);
  });

  it('are chosen, moved and pinned in the menu by keyboard alone, and remembered', async () => {
    await page.getByRole('button', { name: 'Columns' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: 'Action' }).focus();
    for (let line = 0; line < 6; line++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect.poll(shown).toContain('area');
    await page.getByRole('checkbox', { name: 'Area' }).focus();
    await page.keyboard.press('Control+ArrowUp');
    await page.keyboard.press('Control+ArrowUp');
    await expect.poll(shown).toEqual(['area', ...usual]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('button', { name: 'Pin Area at the left' }).getAttribute('aria-pressed')).toBe('true');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect((await column(page, 'Area')).slice(0, 10)).toEqual(rows.slice(0, 10).map((row) => row.area));
    // Settings are written a moment after the change.
    await page.waitForFunction(async () => {
      const { go } = window as unknown as { go: { bind: { Settings: { Get(): Promise<{ columns: string[]; pinned: string[] }> } } } };
      const { columns, pinned } = await go.bind.Settings.Get();
      return columns[0] === 'area' && pinned[0] === 'area';
    });
    await page.reload();
    await showLog(page);
    await expect.poll(shown).toEqual(['area', ...usual]);
  });

  it('are hidden at their heading, but for the last one', async () => {
    for (const name of ['Summary', 'Target', 'User', 'Created']) {
      await heading(name).click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Hide' }).click();
      await heading(name).waitFor({ state: 'detached' });
    }
    await rowAt(page, 0).getByRole('gridcell').nth(1).click();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Shift+F10');
    const hide = page.getByRole('menuitem', { name: 'Hide' });
    expect(await hide.getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'columnheader');
    expect(await shown()).toEqual(['action']);
  });
});
