import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '../src/lib/api/types';
import { rowAt, settled, useLog } from './page';

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
    await page.keyboard.press('Control+End');
    await waitForFocus(rows.length - 1);
    await rowAt(page, rows.length - 1).getByText(utc(rows.at(-1))).waitFor();
    await page.keyboard.press('Control+ArrowUp');
    await waitForFocus(0);
  });

  it('moves to both ends of a row and of the list', async () => {
    const columns = Number(await page.getByRole('grid').getAttribute('aria-colcount'));
    const focused = (): Promise<number> => page.evaluate(() => Number(document.activeElement?.getAttribute('aria-colindex')));
    await page.keyboard.press('End');
    await expect.poll(focused).toBe(columns);
    await page.keyboard.press('Home');
    await expect.poll(focused).toBe(1);
    await page.keyboard.press('Control+End');
    await waitForFocus(rows.length - 1);
    expect(await focused()).toBe(columns);
    await page.keyboard.press('Control+Home');
    await waitForFocus(0);
    expect(await focused()).toBe(1);
  });

  it('opens with Enter and closes with Esc', async () => {
    await page.keyboard.press('ArrowDown');
    await waitForFocus(1);
    await page.keyboard.press('Enter');
    await rowAt(page, 1).and(page.locator('[aria-current="true"]')).waitFor();
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

  it('stays where it is when the eye at its end opens an event, and the table becomes narrower', async () => {
    const left = (): Promise<number> => page.locator('.scroller').evaluate((scroller) => scroller.scrollLeft);
    await page.setViewportSize({ width: 1400, height: 900 });
    await rowAt(page, 3).getByRole('button', { name: /^Details of / }).click();
    await page.locator('aside').waitFor();
    await page.waitForTimeout(300);
    expect(await left()).toBe(0);
    await page.keyboard.press('Escape');
    await page.locator('aside').waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 1600, height: 1000 });
  });

  it('opens by the eye, and by one click while something is open', async () => {
    await rowAt(page, 3).getByRole('button', { name: /^Details of / }).click();
    await rowAt(page, 3).and(page.locator('[aria-current="true"]')).waitFor();
    await rowAt(page, 5).getByRole('gridcell').nth(1).click();
    await rowAt(page, 5).and(page.locator('[aria-current="true"]')).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('aside').waitFor({ state: 'detached' });
    await rowAt(page, 2).getByRole('gridcell').nth(1).dblclick();
    await rowAt(page, 2).and(page.locator('[aria-current="true"]')).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('aside').waitFor({ state: 'detached' });
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
