import type { Locator, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { Row } from '../src/lib/api/types';
import { violations } from './axe';
import { pane, searchFor } from './detail';
import { counts, rowAt, settled, useLog, waitForCount } from './page';

let page: Page;
let rows: Row[];
useLog((opened, all) => ([page, rows] = [opened, all]));

const bar = (): Locator => page.getByRole('tablist', { name: 'Tabs' });
const names = (): Promise<string[]> => bar().getByRole('tab').allInnerTexts();
const shown = (): Promise<string> => bar().getByRole('tab', { selected: true }).innerText();
const open = async (count: number): Promise<unknown> => page.waitForFunction((n) => document.querySelectorAll('[aria-label="Tabs"] [role="tab"]').length === n, count);

afterEach(async () => {
  while ((await names()).length > 1) {
    const left = (await names()).length - 1;
    await page.keyboard.press('Control+w');
    await open(left);
  }
  if (await pane(page).isVisible()) await pane(page).getByRole('button', { name: 'Close details' }).click();
  await settled(page);
});

/** Searches that stay in the search, and name their tab: the form has no way to leave types out. */
const only = { create: '-type:delete,update,other', update: '-type:create,delete,other', delete: '-type:create,update,other' };

describe('tabs', () => {
  it('hold a filter, a place and an open event each', async () => {
    await rowAt(page, 4).getByRole('button', { name: /^Details of / }).click();
    await pane(page).waitFor();
    const title = await pane(page).getByRole('heading', { level: 2 }).innerText();
    await page.keyboard.press('Control+t');
    await open(2);
    await pane(page).waitFor({ state: 'detached' });
    await searchFor(page, only.delete);
    const { count } = await counts(page);
    expect(count).toBe(rows.filter(({ type }) => type === 'delete').length);
    await page.locator('.scroller').evaluate((element) => element.scrollTo(0, 900));
    await rowAt(page, 32).waitFor();
    expect(await names()).toEqual(['All events', only.delete]);

    await page.keyboard.press('Control+Tab');
    await waitForCount(page, rows.length);
    expect(await pane(page).getByRole('heading', { level: 2 }).innerText()).toBe(title);
    await rowAt(page, 4).and(page.locator('[aria-current="true"]')).waitFor();

    await page.keyboard.press('Control+Shift+Tab');
    await waitForCount(page, count);
    await pane(page).waitFor({ state: 'detached' });
    await rowAt(page, 32).waitFor();
    expect(await page.locator('.scroller').evaluate((element) => element.scrollTop)).toBe(900);
  });

  it('open from a row: with Ctrl Enter shown, with the middle button behind', async () => {
    await rowAt(page, 6).getByRole('gridcell').nth(1).click({ button: 'middle' });
    await open(2);
    expect(await shown()).toBe('All events');
    await pane(page).waitFor({ state: 'detached' });
    await rowAt(page, 7).getByRole('gridcell').nth(1).click();
    await page.keyboard.press('Control+Enter');
    await open(3);
    expect(await pane(page).getByRole('heading', { level: 2 }).innerText()).toBe(rows[7]?.action);
    await bar().getByRole('tab').nth(2).click();
    await rowAt(page, 6).and(page.locator('[aria-current="true"]')).waitFor();
  });

  it('open for a lead with Shift', async () => {
    const index = rows.findIndex(({ user }) => user !== '');
    await rowAt(page, index).getByRole('gridcell').nth(1).click();
    await page.keyboard.press('Shift+U');
    await open(2);
    await waitForCount(page, rows.filter(({ user }) => user === rows[index]?.user).length);
    expect(await names()).toEqual(['All events', `user: ${rows[index]?.user}`]);
  });

  it('have steps of their own', async () => {
    await searchFor(page, only.create);
    await page.keyboard.press('Control+t');
    await open(2);
    await waitForCount(page, rows.length);
    expect(await page.getByRole('button', { name: 'Back', exact: true }).isDisabled()).toBe(true);
    await page.keyboard.press('Control+w');
    await open(1);
    await page.getByRole('button', { name: 'Back', exact: true }).and(page.locator(':enabled')).waitFor();
  });

  it('are a tab list: one is reached by Tab, the others by arrows, and Delete closes', async () => {
    await page.keyboard.press('Control+t');
    await searchFor(page, only.update);
    await page.keyboard.press('Control+t');
    await open(3);
    expect(await bar().locator('[role="tab"][tabindex="0"]').count()).toBe(1);
    await bar().getByRole('tab', { selected: true }).focus();
    await page.keyboard.press('ArrowLeft');
    await bar().getByRole('tab', { name: only.update, selected: true }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Home');
    await bar().getByRole('tab').first().and(page.locator(':focus')).waitFor();
    await page.keyboard.press('ArrowRight');
    await bar().getByRole('tab', { name: only.update, selected: true }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Delete');
    await open(2);
    await bar().getByRole('tab', { selected: true }).and(page.locator(':focus')).waitFor();
    const panel = page.locator(`#${await bar().getByRole('tab').first().getAttribute('aria-controls')}`);
    expect(await panel.getAttribute('role')).toBe('tabpanel');
    await page.keyboard.press('Control+Shift+T');
    await open(3);
    expect(await shown()).toBe(only.update);
  });

  it('close by their cross and by the middle button, but never the last', async () => {
    await page.keyboard.press('Control+t');
    await page.keyboard.press('Control+t');
    await open(3);
    await page.getByTitle('Close the tab (Ctrl W)').first().click();
    await open(2);
    await bar().getByRole('tab').first().click({ button: 'middle' });
    await open(1);
    await page.keyboard.press('Control+w');
    await settled(page);
    expect(await names()).toEqual(['All events']);
  });

  it.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    await page.keyboard.press('Control+t');
    await searchFor(page, only.update);
    await page.getByRole('button', { name: 'Steps of this tab' }).click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });
});
