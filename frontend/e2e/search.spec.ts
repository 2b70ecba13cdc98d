import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Row } from '../src/lib/api/types';
import { violations } from './axe';
import { column, picker, settled, useLog, waitForCount } from './page';

let page: Page;
let rows: Row[];
useLog((opened, all) => ([page, rows] = [opened, all]));

const field = () => page.getByRole('combobox', { name: 'Search' });
const options = () => page.getByRole('listbox', { name: 'Ways to go on' }).getByRole('option');
const chips = () => page.getByRole('list', { name: 'Applied filter' }).locator('li');

async function type(text: string): Promise<void> {
  await field().fill('');
  await field().pressSequentially(text);
}

async function search(text: string): Promise<void> {
  await field().fill(text);
  await page.keyboard.press('Enter');
  await settled(page);
}

describe('the search language', () => {
  it('excludes, chooses between terms, and looks into what changed', async () => {
    const says = (row: Row, word: string): boolean => row.action.toLowerCase().includes(word);
    await search('action:*flow* -action:*deleted (action:*updated OR action:/start/)');
    await waitForCount(page, rows.filter((row) => says(row, 'flow') && !says(row, 'deleted') && (says(row, 'updated') || says(row, 'start'))).length);
    await search('action:"Flow Updated" changed:name created:>-10y id:*');
    expect(new Set(await column(page, 'Action'))).toEqual(new Set(['Flow Updated']));
    expect(await chips().allInnerTexts()).toEqual(['action:"Flow Updated"', 'changed:name', 'created:>-10y', 'id:*']);
  });

  it('moves into the form what the form can show, and back into text', async () => {
    const user = rows.find((row) => row.user !== '' && row.type === 'update')?.user ?? '';
    await search(`type:update user:${user.toUpperCase()} created:2020-01-01..2099-12-31 -nothing`);
    await waitForCount(page, rows.filter((row) => row.type === 'update' && row.user === user).length);
    expect(await field().inputValue()).toBe('-nothing');
    expect(await picker(page, 'User').innerText()).toBe(user);
    expect(await picker(page, 'Event type').innerText()).toContain('Update');
    expect(await picker(page, 'Date range').innerText()).toContain('2099');
    await page.getByRole('button', { name: 'As text' }).click();
    await expect.poll(() => field().inputValue()).toBe(`type:update user:${user} created:>=2020-01-01 created:<2100-01-01 -nothing`);
    expect(await page.getByRole('button', { name: 'As text' }).count()).toBe(0);
    await page.keyboard.press('Enter');
    await waitForCount(page, rows.filter((row) => row.type === 'update' && row.user === user).length);
  });

  it('takes one term away by its chip', async () => {
    await search('flow -updated');
    expect(await chips().allInnerTexts()).toEqual(['search: flow', '-updated']);
    await page.getByRole('button', { name: 'Remove -updated' }).click();
    await settled(page);
    expect(await field().inputValue()).toBe('flow');
  });
});

describe('what was searched', () => {
  /** The texts that are marked, by where they stand: in the table, or in the event that is open. */
  const marked = (within: string): Promise<string[]> =>
    page.evaluate((where) => {
      const all = [...((CSS.highlights.get('searched') ?? []) as Iterable<StaticRange>)];
      return all
        .filter(({ startContainer }) => startContainer.isConnected && startContainer.parentElement?.closest(where))
        .map(({ startContainer, startOffset, endOffset }) => startContainer.nodeValue?.slice(startOffset, endOffset) ?? '');
    }, within);

  it('is marked where it stands, in the table and in the event', async () => {
    await search('stopped stage -deleted');
    await expect.poll(async () => new Set(await marked('.canvas'))).toEqual(new Set(['Stopped', 'stopped', 'stage']));
    await page.locator('.canvas [aria-rowindex="2"] .eye').click();
    await page.locator('aside [role="tabpanel"]').getByText('stopped').first().waitFor();
    await expect.poll(async () => (await marked('aside')).length).toBeGreaterThan(1);
    await page.locator('.scroller').evaluate((element) => element.scrollTo(0, 3000));
    await page.locator('.canvas [aria-rowindex="103"] bdi').first().waitFor(); // the summary gave way to the event
    const stopped = (): Promise<number> =>
      page.evaluate(() => [...document.querySelectorAll('.canvas [role="gridcell"]')].filter((cell) => cell.textContent.includes('Stopped')).length);
    await expect.poll(async () => (await marked('.canvas')).length - (await stopped())).toBe(0);
    expect(await stopped()).toBeGreaterThan(0);
    await search('');
    await expect.poll(() => marked('*')).toEqual([]);
  });
});

describe('an error', () => {
  it('shows the place and what to write, keeps the table, and goes when typing goes on', async () => {
    await search('flow');
    const before = await page.getByText(/of [\d,]+ events match/).innerText();
    await search('flow usr:alice');
    const alert = page.getByRole('alert').filter({ hasText: 'There is no key' });
    await alert.waitFor();
    expect(await alert.locator('mark').innerText()).toBe('usr:');
    expect(await alert.innerText()).toContain('user:alice@acme.com');
    expect(await field().getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByText(/of [\d,]+ events match/).innerText()).toBe(before);
    expect(await violations(page)).toEqual([]);
    await field().press('End');
    await page.keyboard.type('x');
    await alert.waitFor({ state: 'detached' });
  });
});

describe('completion', () => {
  it('suggests keys, then values with counts, by keyboard alone', async () => {
    await type('flow act');
    await options().first().waitFor();
    expect((await options().allInnerTexts())[0]).toContain('action:');
    expect(await field().getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowDown');
    expect(await field().getAttribute('aria-activedescendant')).toBe(await options().first().getAttribute('id'));
    await page.keyboard.press('Enter');
    await expect.poll(() => field().inputValue()).toBe('flow action:');
    await expect.poll(async () => (await options().allInnerTexts()).join(' ')).toMatch(/\d/);
    await page.keyboard.type('"flow up');
    await expect.poll(() => options().count()).toBe(1);
    const want = rows.filter((row) => row.action === 'Flow Updated').length;
    expect((await options().first().innerText()).replaceAll(',', '')).toContain(String(want));
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await field().inputValue()).toBe('flow action:"Flow Updated" ');
    await page.keyboard.press('Enter');
    await waitForCount(page, want);
  });

  it('never takes Enter, closes on Escape, and is clicked', async () => {
    await type('user:');
    await options().first().waitFor();
    await page.keyboard.press('Escape');
    await options().first().waitFor({ state: 'hidden' });
    expect(await field().inputValue()).toBe('user:');
    await type('type:del');
    await expect.poll(() => options().allInnerTexts()).toHaveLength(1);
    await page.waitForTimeout(300); // a list for what was typed before is not taken from
    await options().first().click();
    expect(await field().inputValue()).toBe('type:delete ');
    await type('-has:fl');
    await options().first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: '"fl"' }).waitFor();
    expect(await field().inputValue()).toBe('-has:fl');
  });

  it('lists every key on request', async () => {
    await field().fill('');
    await page.keyboard.press('ArrowDown');
    await options().first().waitFor();
    expect(await options().count()).toBeGreaterThan(15);
    await page.keyboard.press('ArrowUp');
    expect(await field().getAttribute('aria-activedescendant')).toBe(await options().last().getAttribute('id'));
  });
});

it('explains itself', async () => {
  await page.getByRole('button', { name: 'How to search' }).click();
  const dialog = page.getByRole('dialog', { name: 'How to search' });
  await dialog.getByText('created:2026-01..2026-03').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});
