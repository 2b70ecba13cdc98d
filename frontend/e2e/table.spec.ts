import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '../src/lib/api/types';
import { column, rowAt, settled, showLog, useLog } from './page';

let page: Page;
let rows: Row[];
useLog((opened, all) => ([page, rows] = [opened, all]));

const focusedRow = (): Promise<number> =>
  page.evaluate(() => Number(document.activeElement?.closest('[role="row"]')?.getAttribute('aria-rowindex')) - 2);
const waitForFocus = (row: number): Promise<unknown> =>
  page.waitForFunction((at) => document.activeElement?.closest('[role="row"]')?.getAttribute('aria-rowindex') === String(at + 2), row);
const utc = (row: Row | undefined): string => new Date(row?.createdAt ?? 0).toISOString().slice(0, 19).replace('T', ' ');

describe('the keyboard', () => {
  beforeEach(async () => {
    await rowAt(page, 0).getByRole('gridcell').nth(1).click();
    await waitForFocus(0);
  });

  it('moves by rows, by pages and to both ends', async () => {
    await page.keyboard.press('ArrowDown');
    await waitForFocus(1);
    await page.keyboard.press('PageDown');
    await page.waitForFunction(() => Number(document.activeElement?.closest('[role="row"]')?.getAttribute('aria-rowindex')) > 20);
    const below = await focusedRow();
    await page.keyboard.press('PageUp');
    await waitForFocus(1);
    expect(below).toBeLessThan(60);
    await page.keyboard.press('End');
    await waitForFocus(rows.length - 1);
    await rowAt(page, rows.length - 1).getByText(utc(rows.at(-1))).waitFor();
    await page.keyboard.press('Home');
    await waitForFocus(0);
  });

  it('opens with Enter and closes with Esc', async () => {
    await page.keyboard.press('ArrowDown');
    await waitForFocus(1);
    await page.keyboard.press('Enter');
    await rowAt(page, 1).and(page.locator('[aria-selected="true"]')).waitFor();
    await page.locator('aside').getByRole('heading', { name: rows[1]?.action ?? '' }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('aside').waitFor({ state: 'detached' });
    expect(await focusedRow()).toBe(1);
  });

  it('keeps the focus while the wheel scrolls it away', async () => {
    await page.keyboard.press('ArrowDown');
    await waitForFocus(1);
    await page.mouse.move(400, 500);
    for (let turn = 0; turn < 5; turn++) await page.mouse.wheel(0, 1_000);
    await rowAt(page, 175).waitFor(); // 5,000 px down
    expect(await focusedRow()).toBe(1);
    await page.keyboard.press('ArrowDown');
    await waitForFocus(2);
    await rowAt(page, 0).waitFor();
  });

  it('has keys of its own for search and help', async () => {
    await page.keyboard.press('/');
    await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'search');
    await page.keyboard.press('Escape');
    await rowAt(page, 0).getByRole('gridcell').nth(1).click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor({ state: 'hidden' });
  });
});

describe('the table', () => {
  it('says how long it is and draws only what is in view', async () => {
    const grid = page.getByRole('grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(rows.length + 1));
    expect(await page.locator('.canvas [role="row"]').count()).toBeLessThanOrEqual(61);
  });

  it('shows the right events where the scroll bar is dragged to', async () => {
    const row = Math.floor(rows.length / 2);
    await page.locator('.scroller').evaluate((element, top) => element.scrollTo(0, top), row * 30);
    await rowAt(page, row + 3).getByText(utc(rows[row + 3])).waitFor();
    expect(await rowAt(page, row + 3).locator('[aria-colindex="2"]').innerText()).toBe(rows[row + 3]?.action);
  });

  it('opens by the eye, and by one click while something is open', async () => {
    await rowAt(page, 3).getByRole('button', { name: /^Details of / }).click();
    await rowAt(page, 3).and(page.locator('[aria-selected="true"]')).waitFor();
    await rowAt(page, 5).getByRole('gridcell').nth(1).click();
    await rowAt(page, 5).and(page.locator('[aria-selected="true"]')).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('aside').waitFor({ state: 'detached' });
    await rowAt(page, 2).getByRole('gridcell').nth(1).dblclick();
    await rowAt(page, 2).and(page.locator('[aria-selected="true"]')).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('aside').waitFor({ state: 'detached' });
  });

  it('sorts by Created both ways', async () => {
    const header = page.getByRole('columnheader', { name: 'Created' });
    await header.getByRole('button').click();
    await rowAt(page, 0).getByText(utc(rows.at(-1))).waitFor();
    expect(await header.getAttribute('aria-sort')).toBe('ascending');
    const shown = await column(page, 'Created');
    expect(shown).toEqual([...shown].sort());
    await header.getByRole('button').click();
    await rowAt(page, 0).getByText(utc(rows[0])).waitFor();
    expect(await header.getAttribute('aria-sort')).toBe('descending');
  });

  it('adds and removes columns, and remembers them', async () => {
    await page.getByRole('button', { name: 'Columns' }).click();
    for (const name of ['Type', 'Area', 'Flow ID']) await page.getByRole('option', { name, exact: true }).click();
    await page.keyboard.press('Escape');
    expect((await column(page, 'Area')).slice(0, 10)).toEqual(rows.slice(0, 10).map((row) => row.area));
    expect((await column(page, 'Flow ID')).slice(0, 10)).toEqual(rows.slice(0, 10).map((row) => row.flowId));
    // Settings are written a moment after the change.
    await page.waitForFunction(async () => {
      const { go } = window as unknown as { go: { bind: { Settings: { Get(): Promise<{ columns: string[] }> } } } };
      return (await go.bind.Settings.Get()).columns.includes('flowId');
    });
    await page.reload();
    await showLog(page);
    await page.getByRole('columnheader', { name: 'Flow ID' }).waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    for (const name of ['Type', 'Area', 'Flow ID']) await page.getByRole('option', { name, exact: true }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Flow ID' }).waitFor({ state: 'detached' });
  });

  it('resizes columns by mouse and by keyboard', async () => {
    const header = page.getByRole('columnheader', { name: 'Action' });
    const width = async (): Promise<number> => Math.round((await header.boundingBox())?.width ?? 0);
    const handle = page.getByRole('separator', { name: 'Width of Action' });
    const before = await width();
    const box = await handle.boundingBox();
    if (!box) throw new Error('the handle is not drawn');
    await page.mouse.move(box.x + 4, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x - 96, box.y + 5, { steps: 4 });
    await page.mouse.up();
    expect(await width()).toBe(before - 100);
    await handle.focus();
    await page.keyboard.press('ArrowRight');
    expect(await width()).toBe(before - 92);
    await handle.dblclick();
    expect(await width()).toBe(before);
  });
});

describe('the window', () => {
  it('shows local time or UTC by one switch', async () => {
    const [first] = rows;
    await page.getByText('Local', { exact: true }).click();
    await page.getByRole('radio', { name: 'Local' }).and(page.locator(':checked')).waitFor();
    const header = await page.getByRole('columnheader', { name: /^Created/ }).textContent();
    const zone = /\((.+)\)/.exec(header ?? '')?.[1] ?? '';
    // sv-SE writes times the way the table does.
    await rowAt(page, 0).getByText(new Date(first?.createdAt ?? 0).toLocaleString('sv-SE', { timeZone: zone })).waitFor();
    await page.getByText('UTC', { exact: true }).click();
    await rowAt(page, 0).getByText(utc(first)).waitFor();
  });

  it('fetches what is new with RELOAD and with F5', async () => {
    const reload = page.getByRole('button', { name: 'RELOAD' });
    for (const press of [() => reload.click(), () => page.keyboard.press('F5')]) {
      await press();
      await page.locator('button:disabled', { hasText: 'RELOAD' }).or(page.locator('.toast')).first().waitFor();
      await page.locator('button:enabled', { hasText: 'RELOAD' }).waitFor();
      await settled(page);
      await page.locator('.toast').first().waitFor();
      for (const dismiss of await page.getByRole('button', { name: 'Dismiss' }).all()) await dismiss.click();
    }
  });
});
