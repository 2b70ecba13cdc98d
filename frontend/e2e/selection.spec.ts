import type { Locator, Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '../src/lib/api/types';
import { violations } from './axe';
import { rowAt, useLog } from './page';

let page: Page;
let rows: Row[];
useLog((opened, all) => ([page, rows] = [opened, all]));
beforeAll(() => page.context().grantPermissions(['clipboard-read', 'clipboard-write']));

const cell = (row: number, column: number): Locator => rowAt(page, row).locator(`[aria-colindex="${column + 1}"]`);
const selected = (): Promise<string[]> =>
  page.locator('[role="gridcell"][aria-selected="true"]').evaluateAll((cells) =>
    cells.map((one) => `${Number(one.parentElement?.getAttribute('aria-rowindex')) - 2}:${Number(one.getAttribute('aria-colindex')) - 1}`).sort(),
  );
const tools = (): Locator => page.getByRole('group', { name: 'Selection' });
const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
const said = (words: string): Promise<void> => page.locator('.toast', { hasText: words }).first().waitFor();

beforeEach(async () => {
  for (const dismiss of await page.getByRole('button', { name: 'Dismiss' }).all()) await dismiss.click();
  await cell(0, 1).click();
});

describe('what is selected', () => {
  it('is a rectangle with Shift, by pointer and by keyboard', async () => {
    await cell(2, 1).click();
    await cell(4, 2).click({ modifiers: ['Shift'] });
    expect(await selected()).toEqual(['2:1', '2:2', '3:1', '3:2', '4:1', '4:2']);
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(selected).toEqual(['2:1', '3:1']);
    await tools().getByText('2 rows × 1 column').waitFor();
    await page.keyboard.press('ArrowDown');
    await expect.poll(selected).toEqual([]);
  });

  it('gains and loses cells with Ctrl, and whole rows by their sign', async () => {
    await cell(1, 2).click({ modifiers: ['Control'] });
    await cell(3, 1).click({ modifiers: ['Control'] });
    await cell(1, 2).click({ modifiers: ['Control'] });
    expect(await selected()).toEqual(['3:1']);
    await cell(5, 0).click();
    await cell(6, 0).click({ modifiers: ['Shift'] });
    await tools().getByText('2 rows', { exact: true }).waitFor();
    expect(await rowAt(page, 6).getAttribute('aria-selected')).toBe('true');
    expect(await rowAt(page, 7).getAttribute('aria-selected')).toBe('false');
    await page.keyboard.press('Escape');
    await tools().waitFor({ state: 'detached' });
  });

  it('is all of the table with Ctrl A, and still there at its end', async () => {
    await page.keyboard.press('Control+a');
    await tools().getByText(`${rows.length.toLocaleString('en')} rows`).waitFor();
    await page.keyboard.press('Control+Space');
    await tools().getByText('× 1 column').waitFor();
    await page.keyboard.press('Control+Shift+End');
    await rowAt(page, rows.length - 1).waitFor();
    expect(await rowAt(page, rows.length - 1).locator('[aria-selected="true"]').count()).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    expect(await violations(page)).toEqual([]);
  });

  it('is seen by axe as well, and said once it has come to rest', async () => {
    await page.keyboard.press('Shift+Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByRole('status').getByText('2 rows selected').waitFor({ state: 'attached' });
    expect(await violations(page)).toEqual([]);
  });

  it('ends where another question begins', async () => {
    await page.keyboard.press('Control+a');
    await tools().waitFor();
    await page.getByRole('columnheader', { name: 'Created' }).getByRole('button').click();
    await tools().waitFor({ state: 'detached' });
    await page.getByRole('columnheader', { name: 'Created' }).getByRole('button').click();
  });
});

describe('copying', () => {
  it('takes the cell with the focus where nothing is selected', async () => {
    await cell(3, 1).click();
    await page.keyboard.press('Control+c');
    await said('Copied the cell.');
    expect(await copied()).toBe(rows[3]?.action);
  });

  it('takes a table with its headings', async () => {
    await cell(3, 1).click();
    await cell(5, 2).click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+c');
    await said('Copied 3 rows.');
    const field = (text: string): string => (text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text);
    const want = rows.slice(3, 6).map(({ action, summary }) => `${field(action)}\t${field(summary)}`);
    expect((await copied()).split('\n')).toEqual(['Action\tSummary', ...want]);
  });

  it.each<[string, (text: string) => unknown, () => unknown]>([
    ['JSON', (text) => (JSON.parse(text) as Record<string, string>[]).map((one) => one['action']), () => rows.slice(3, 5).map(({ action }) => action)],
    ['Markdown', (text) => text.split('\n').slice(0, 2), () => ['| Action |', '| --- |']],
    ['Plain text', (text) => text.split('\n'), () => rows.slice(3, 5).map(({ action }) => action)],
  ])('offers %s', async (label, of, want) => {
    await cell(3, 1).click();
    await page.keyboard.press('Shift+ArrowDown');
    await tools().getByRole('button', { name: /Copy/ }).click();
    await page.getByRole('button', { name: label }).click();
    await said('Copied 2 rows.');
    expect(of(await copied())).toEqual(want());
  });

  it('says where it was cut', async () => {
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    await said(`Copied the first 10,000 of ${rows.length.toLocaleString('en')} rows.`);
    const lines = (await copied()).split('\n');
    expect(lines).toHaveLength(10_001);
    expect(lines.at(-1)?.split('\t')[0]).toBe(rows[9_999]?.action);
  });
});
