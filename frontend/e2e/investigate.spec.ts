import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '../src/lib/api/types';
import { pane } from './detail';
import { counts, rowAt, settled, useLog, waitForCount } from './page';

let page: Page;
let rows: Row[];
useLog((opened, all) => ([page, rows] = [opened, all]));

const scrolled = (): Promise<number> => page.locator('.scroller').evaluate((element) => element.scrollTop);

/** Scrolls far down and puts the focus on the first row from there on that has what is asked. */
async function focusOn(has: (row: Row) => boolean, from = 400): Promise<{ row: Row; index: number }> {
  const index = rows.findIndex((row, at) => at >= from && has(row));
  const row = rows[index];
  if (!row) throw new Error('no event has what is asked');
  await page.locator('.scroller').evaluate((element, top) => element.scrollTo(0, top), (index - 5) * 30);
  await rowAt(page, index).getByText(row.action, { exact: true }).click();
  await page.waitForFunction((at) => document.activeElement?.closest('[role="row"]')?.getAttribute('aria-rowindex') === String(at + 2), index);
  return { row, index };
}

/** Waits for the answer to a lead, and for the focus on the event that it was followed from. */
async function answered(expected: Row[], from: Row): Promise<void> {
  await waitForCount(page, expected.length);
  await page.waitForFunction(
    (at) => document.activeElement?.closest('[role="row"]')?.getAttribute('aria-rowindex') === String(at + 2),
    expected.findIndex(({ key }) => key === from.key),
  );
}

const MINUTE_MS = 60_000;
const around = (at: number): ((row: Row) => boolean) => {
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  return (row) => row.createdAt >= minute - 5 * MINUTE_MS && row.createdAt < minute + 6 * MINUTE_MS;
};

const leads: [key: string, has: (row: Row) => boolean, like: (one: Row) => (row: Row) => boolean][] = [
  ['u', (row) => row.user !== '', (one) => (row) => row.user === one.user],
  ['l', (row) => row.flowId !== '', (one) => (row) => row.flowId === one.flowId],
  ['t', (row) => row.targetId !== '', (one) => (row) => row.targetId === one.targetId],
  ['w', (row) => row.createdAt > 0, (one) => around(one.createdAt)],
];

describe('one key on a row', () => {
  it.each(leads)('%s shows what it has in common, and Alt ← returns to the very place', async (key, has, like) => {
    const { row, index } = await focusOn(has);
    const before = await scrolled();
    await page.keyboard.press(key);
    await answered(rows.filter(like(row)), row);
    await page.keyboard.press('Alt+ArrowLeft');
    await waitForCount(page, rows.length);
    await page.waitForFunction((at) => document.activeElement?.closest('[role="row"]')?.getAttribute('aria-rowindex') === String(at + 2), index);
    expect(await scrolled()).toBe(before);
    await page.keyboard.press('Alt+ArrowRight');
    await answered(rows.filter(like(row)), row);
  });

  it('goes from the rows to the note that there are none, and back into them', async () => {
    await page.getByRole('combobox', { name: 'Search' }).fill('id:nothing-has-this');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'No event matches' }).waitFor();
    await page.locator('.notice').getByRole('button', { name: 'RESET' }).focus();
    await page.keyboard.press('Enter');
    await waitForCount(page, rows.length);
    await page.waitForFunction(() => document.activeElement?.closest('[role="grid"]'));
    await page.keyboard.press('Alt+ArrowLeft');
    await page.getByRole('heading', { name: 'No event matches' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.matches('.notice button'));
  });

  it('says what the event does not tell', async () => {
    await focusOn((row) => row.flowId === '');
    await page.keyboard.press('l');
    await page.getByText('This event belongs to no flow.').waitFor();
    expect((await counts(page)).count).toBe(rows.length);
  });

  it('is a letter like any other while something is typed', async () => {
    await page.getByRole('combobox', { name: 'Search' }).fill('');
    await page.keyboard.type('ultw');
    expect(await page.getByRole('combobox', { name: 'Search' }).inputValue()).toBe('ultw');
    expect((await counts(page)).count).toBe(rows.length);
  });
});

describe('the open event', () => {
  beforeEach(async () => {
    const { index } = await focusOn((row) => row.user !== '' && row.flowId !== '');
    await rowAt(page, index).getByRole('button', { name: /^Details of / }).click();
    await pane(page).waitFor();
  });

  it('stays open through a lead, by key and by menu', async () => {
    const title = await pane(page).getByRole('heading', { level: 2 }).innerText();
    await pane(page).getByRole('button', { name: 'Close details' }).focus();
    await page.keyboard.press('u');
    await page.getByRole('button', { name: /^Remove user: / }).waitFor();
    await settled(page);
    await pane(page).getByRole('button', { name: 'Investigate' }).click();
    await page.getByRole('dialog', { name: 'Investigate' }).getByRole('button', { name: 'Same flow' }).click();
    await page.getByRole('button', { name: /^Remove flow: / }).waitFor();
    await settled(page);
    expect(await pane(page).getByRole('heading', { level: 2 }).innerText()).toBe(title);
    await page.locator('[role="row"][aria-current="true"]').waitFor();
  });

  it('is open again after going back to where it was', async () => {
    const title = await pane(page).getByRole('heading', { level: 2 }).innerText();
    await page.keyboard.press('w');
    await page.getByRole('button', { name: /^Remove \d+ \w+/ }).waitFor();
    await page.keyboard.press('Escape');
    await pane(page).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await waitForCount(page, rows.length);
    expect(await pane(page).getByRole('heading', { level: 2 }).innerText()).toBe(title);
    await page.getByRole('button', { name: 'Forward', exact: true }).click();
    await pane(page).waitFor({ state: 'detached' });
  });
});

describe('the steps', () => {
  it('are listed, the newest on top, and chosen from', async () => {
    const { row } = await focusOn((one) => one.user !== '' && one.flowId !== '');
    await page.keyboard.press('u');
    await answered(rows.filter(({ user }) => user === row.user), row);
    await page.keyboard.press('l');
    await answered(rows.filter(({ flowId }) => flowId === row.flowId), row);
    await page.getByRole('button', { name: 'Steps of this tab' }).click();
    const list = page.getByRole('dialog', { name: 'Steps of this tab' });
    await list.getByRole('button').nth(2).waitFor(); // loaded when it is first asked for
    const lines = await list.getByRole('button').allInnerTexts();
    expect(lines[0]).toContain(`flow: ${row.flowId}`);
    expect(lines[1]).toContain(`user: ${row.user}`);
    expect(lines[2]).toContain('All events');
    await list.getByRole('button').nth(2).click();
    await waitForCount(page, rows.length);
    await page.mouse.move(600, 500);
  });

  it('are stepped through by the thumb’s buttons of a mouse', async () => {
    const { row } = await focusOn((one) => one.user !== '');
    await page.keyboard.press('u');
    const like = rows.filter(({ user }) => user === row.user);
    await answered(like, row);
    // Playwright knows three buttons; the events are those of Chromium.
    const press = (button: number): Promise<void> =>
      page.evaluate((which) => {
        for (const type of ['mousedown', 'mouseup']) document.body.dispatchEvent(new MouseEvent(type, { button: which, bubbles: true, cancelable: true }));
      }, button);
    await press(3);
    await waitForCount(page, rows.length);
    await press(4);
    await waitForCount(page, like.length);
  });
});
