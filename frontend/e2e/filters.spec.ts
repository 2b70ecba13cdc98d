import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Row } from '../src/lib/api/types';
import { column, counts, filter, picker, settled, useLog, waitForCount } from './page';

let page: Page;
let rows: Row[];
useLog((opened, all) => ([page, rows] = [opened, all]));

const day = (row: Row): string => new Date(row.createdAt).toISOString().slice(0, 10);
/** What a word of the search means: anywhere in these, whatever its case. */
const says = (row: Row, word: string): boolean =>
  [row.action, row.user, row.userId, row.flowId, row.targetId, row.targetName, row.id, row.summary].some((text) => text.toLowerCase().includes(word));
const choose = async (name: string, option: string | RegExp): Promise<void> => {
  await picker(page, name).click();
  await page.getByRole('option', { name: option }).first().click();
  await page.keyboard.press('Escape');
};

describe('every filter shows exactly the events it means', () => {
  it('search: all words, anywhere, whatever their case', async () => {
    await page.getByRole('combobox', { name: 'Search' }).fill('  LOGGED user ');
    await page.keyboard.press('Enter');
    const want = rows.filter((row) => says(row, 'logged') && says(row, 'user'));
    expect(want.length).toBeGreaterThan(0);
    await waitForCount(page, want.length);
    expect((await column(page, 'Action')).slice(0, 20)).toEqual(want.slice(0, 20).map((row) => row.action));
  });

  it.each(['Create', 'Update', 'Delete', 'Other'])('event type %s', async (type) => {
    await choose('Event type', type);
    await filter(page);
    await waitForCount(page, rows.filter((row) => row.type === type.toLowerCase()).length);
  });

  it('two event types are either of them', async () => {
    await choose('Event type', 'Create');
    await choose('Event type', 'Delete');
    await filter(page);
    await waitForCount(page, rows.filter((row) => ['create', 'delete'].includes(row.type)).length);
  });

  it('user: found by typing, with its count', async () => {
    const user = rows[0]?.user ?? '';
    const want = rows.filter((row) => row.user === user).length;
    await picker(page, 'User').click();
    await page.getByRole('combobox', { name: 'User' }).fill(user.slice(0, -4).toUpperCase());
    await page.locator('[role="listbox"][aria-busy="false"]').waitFor();
    const option = page.getByRole('option', { name: user });
    await option.waitFor();
    expect((await option.innerText()).replaceAll(',', '')).toContain(String(want));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await filter(page);
    await waitForCount(page, want);
    expect(new Set(await column(page, 'User'))).toEqual(new Set([user]));
  });

  it('flow ID', async () => {
    const flowId = rows.find((row) => row.flowId !== '')?.flowId ?? 'none';
    await page.getByRole('textbox', { name: 'Flow ID' }).fill(` ${flowId} `);
    await page.keyboard.press('Enter');
    await waitForCount(page, rows.filter((row) => row.flowId === flowId).length);
  });

  it('a typed period: days in UTC, the last included', async () => {
    const [to, from] = [day(rows[100] as Row), day(rows[2_000] as Row)];
    await picker(page, 'Date range').click();
    await page.getByLabel('From').fill(from);
    await page.getByLabel('To, included').fill(to);
    await page.keyboard.press('Enter');
    await waitForCount(page, rows.filter((row) => day(row) >= from && day(row) <= to).length);
  });

  it('a typed period to the minute', async () => {
    const at = new Date((rows[500] as Row).createdAt).toISOString().slice(0, 16);
    await picker(page, 'Date range').click();
    await page.getByLabel('From').fill(at.replace('T', ' '));
    await page.keyboard.press('Enter');
    await waitForCount(page, rows.filter((row) => row.createdAt >= Date.parse(`${at}Z`)).length);
  });

  it('a preset', async () => {
    await picker(page, 'Date range').click();
    await page.getByRole('button', { name: 'Last month' }).click();
    await filter(page);
    const now = new Date();
    const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1);
    const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
    await waitForCount(page, rows.filter((row) => row.createdAt >= first && row.createdAt < end).length);
  });

  it('a period picked in the calendar', async () => {
    const now = new Date();
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
    await picker(page, 'Date range').click();
    await page.locator(`[data-range-calendar-day][data-value="${month}-05"]`).first().click();
    await page.locator(`[data-range-calendar-day][data-value="${month}-09"]`).first().click();
    expect(await page.getByLabel('To, included').inputValue()).toBe(`${month}-09`);
    await page.keyboard.press('Escape');
    await filter(page);
    await waitForCount(page, rows.filter((row) => day(row) >= `${month}-05` && day(row) <= `${month}-09`).length);
  });

  it('all of them together', async () => {
    const user = rows.find((row) => row.type === 'update')?.user ?? '';
    await page.getByRole('combobox', { name: 'Search' }).fill('action:*flow*');
    await choose('Event type', 'Update');
    await choose('User', user);
    await filter(page);
    const want = rows.filter((row) => row.type === 'update' && row.user === user && row.action.toLowerCase().includes('flow'));
    expect(want.length).toBeGreaterThan(0);
    await waitForCount(page, want.length);
  });
});

describe('the bar', () => {
  it('says that what stands in it is not applied yet', async () => {
    await page.getByRole('combobox', { name: 'Search' }).fill('flow');
    await page.getByTitle('The filter has changed: apply it').waitFor();
    await filter(page);
    expect(await page.getByTitle('The filter has changed: apply it').count()).toBe(0);
  });

  it('keeps a date that it cannot read, says so, and leaves the table alone', async () => {
    const before = await counts(page);
    await picker(page, 'Date range').click();
    await page.getByLabel('From').fill('2026-02-30');
    await page.getByText('Write a date as 2026-10-01').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('search').getByRole('button', { name: 'FILTER' }).click();
    expect(await page.getByLabel('From').inputValue()).toBe('2026-02-30');
    expect(await counts(page)).toEqual(before);
    await page.keyboard.press('Escape');
  });

  it('takes parts of the filter away by their chips', async () => {
    await choose('Event type', 'Create');
    await page.getByRole('combobox', { name: 'Search' }).fill('flow');
    await filter(page);
    await page.getByRole('button', { name: 'Remove search: flow' }).click();
    await waitForCount(page, rows.filter((row) => row.type === 'create').length);
    await page.getByRole('button', { name: 'Remove type: Create' }).click();
    await waitForCount(page, rows.length);
  });

  it('shows an empty result with the way out', async () => {
    await page.getByRole('combobox', { name: 'Search' }).fill('no such thing anywhere');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'No event matches' }).waitFor();
    await page.locator('.notice').getByRole('button', { name: 'RESET' }).click();
    await waitForCount(page, rows.length);
    await settled(page);
  });
});
