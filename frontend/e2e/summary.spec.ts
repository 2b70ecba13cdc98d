import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Row } from '../src/lib/api/types';
import { searchFor } from './detail';
import { column, rowAt, useLog, waitForCount } from './page';

let page: Page;
let rows: Row[];
useLog((opened, all) => ([page, rows] = [opened, all]));

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

describe('the sentence of an event', () => {
  it('stands in the table, one for each event that did something', async () => {
    await rowAt(page, 0).waitFor();
    expect((await column(page, 'Summary')).slice(0, 20).map(plain)).toEqual(rows.slice(0, 20).map((row) => plain(row.summary)));
    expect(rows.filter((row) => row.summary !== '').length).toBeGreaterThan(rows.length * 0.9);
  });

  it('is above the changes of the event that is opened', async () => {
    const updates = rows.filter((row) => row.type === 'update');
    await searchFor(page, 'type:update');
    await waitForCount(page, updates.length);
    const at = updates.findIndex((row) => row.summary !== '');
    expect(at).toBeLessThan(20);
    await rowAt(page, at).getByRole('gridcell').nth(1).click();
    await page.keyboard.press('Enter');
    const shown = page.locator('aside p.summary');
    await shown.waitFor();
    expect(plain(await shown.innerText())).toBe(plain(updates[at]?.summary ?? ''));
  });

  it('is found by the search', async () => {
    // Not by a single word: words are looked for in changed paths too, which the rows do not tell.
    const [phrase = 'none'] = rows.flatMap((row) => row.summary.match(/\d+ components? added/) ?? []);
    await page.getByRole('combobox', { name: 'Search' }).fill(`"${phrase}"`);
    await page.keyboard.press('Enter');
    const want = rows.filter((row) => row.summary.includes(phrase));
    expect(want.length).toBeGreaterThan(0);
    await waitForCount(page, want.length);
  });
});
