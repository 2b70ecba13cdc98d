import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { VIEWS } from '../src/features/detail/views';
import { groupsOf } from '../src/features/diff/groups';
import type { Detail } from '../src/lib/api/types';
import { violations } from './axe';
import { detailOf, findEvent, pane, searchFor, tab } from './detail';
import { launch, openLog, reset, rowAt, settingsKept, showLog } from './page';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launch();
  page = await openLog(browser);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});
afterAll(() => browser.close());
beforeEach(() => reset(page));

/** The events of an action; by its words alone they might be what others changed. */
const only = (action: string): string => `action:"${action}"`;

/** How many rows from the top are drawn, wherever the window stands. */
const DRAWN = 15;

/**
 * Searches for an action and opens the first event of it that has what is asked;
 * alone in the table where it is far down, as chance may have it: the demo tenant's
 * log is another one every minute.
 */
async function openEvent(action: string, has: (detail: Detail) => boolean): Promise<Detail> {
  await searchFor(page, only(action));
  const { detail, index } = await findEvent(page, only(action), has);
  if (index >= DRAWN) await searchFor(page, `id:"${detail.id}"`);
  await rowAt(page, index >= DRAWN ? 0 : index).getByRole('button', { name: /^Details of / }).click();
  await tab(page, 'Changes').click();
  await expect.poll(heading).toContain(timeOf(detail));
  return detail;
}

const heading = (): Promise<string> => pane(page).locator('time').innerText();
const timeOf = (detail: Detail): string => new Date(detail.createdAt).toISOString().slice(0, 19).replace('T', ' ');
const meant = (detail: Detail): number => detail.changes.length - detail.noise;
const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

describe('the changes', () => {
  it('are listed by element, each with its path and a sign named in words', async () => {
    const detail = await openEvent('Flow Updated', (d) => meant(d) >= 2 && meant(d) < 30);
    const list = pane(page).getByRole('group', { name: 'Changes', exact: true });
    await list.waitFor();
    const groups = groupsOf(detail, false);
    expect(await list.locator('section[role="group"]').count()).toBe(groups.length);
    const rows = list.getByRole('listitem');
    const paths = await rows.locator('.path').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title')));
    expect(paths).toEqual(groups.flatMap(({ entries }) => entries.map(({ change }) => change.path)));
    await expect.poll(() => rows.first().innerText()).toMatch(/added|removed|changed|moved/);
  });

  it('copies a path', async () => {
    const detail = await openEvent('Flow Updated', (d) => meant(d) > 0);
    await pane(page).getByRole('button', { name: 'Copy path', exact: true }).first().click();
    await pane(page).getByText('Copied').first().waitFor();
    expect(await copied()).toBe(groupsOf(detail, false)[0]?.entries[0]?.change.path);
  });

  it('folds the machine’s own changes behind a switch that is remembered', async () => {
    // Of an event with many changes the last ones are drawn once they are scrolled to.
    const few = (d: Detail): boolean => d.noise > 0 && meant(d) > 0 && d.changes.length < 30;
    const detail = await openEvent('Flow Updated', few);
    const fold = pane(page).getByRole('switch', { name: /bookkeeping change/ });
    const noisy = pane(page).getByRole('group', { name: 'Layout and bookkeeping changes' });
    await expect.poll(() => fold.innerText()).toContain(`${detail.noise} `);
    expect(await noisy.count()).toBe(0);
    await fold.click();
    await noisy.waitFor();
    await settingsKept(page, { noise: true });
    await page.reload();
    await showLog(page);
    await openEvent('Flow Updated', few);
    await noisy.waitFor();
    await fold.click();
    await noisy.waitFor({ state: 'detached' });
  });

  it('shows that a secret changed, and never the secret', async () => {
    const detail = await openEvent('Configuration Updated', (d) => d.changes.some((change) => change.masked));
    await pane(page).getByText('secret', { exact: true }).first().waitFor();
    const shown = detail.changes.filter((change) => change.masked).flatMap(({ before, after }) => [before, after]);
    for (const text of shown) expect(text).toMatch(/^$|•/);
  });

  it('says in words that an event changes nothing', async () => {
    await openEvent('User Logged In', (d) => d.changes.length === 0);
    await pane(page).getByText('This event records no change of an object.').waitFor();
    expect(await pane(page).getByText('no details recorded').count()).toBe(0);
  });
});

describe('the other views', () => {
  it('compares the text with both line numbers, and wraps or not', async () => {
    await openEvent('Flow Updated', (d) => meant(d) > 0 && d.shape === 'beforeAfter');
    await tab(page, 'Text').click();
    const region = pane(page).getByRole('group', { name: 'Text before and after' });
    await region.getByText('added: ').or(region.getByText('removed: ')).first().waitFor();
    expect(await region.getByText(/equal lines?$/).count()).toBeGreaterThan(0);
    const lines = region.locator('.line .text').first();
    const space = (): Promise<string> => lines.evaluate((element) => getComputedStyle(element).whiteSpace);
    expect(await space()).toBe('pre-wrap');
    await pane(page).getByRole('switch', { name: 'Wrap long lines' }).click();
    expect(await space()).toBe('pre');
    await pane(page).getByRole('switch', { name: 'Wrap long lines' }).click();
  });

  it('says in each what is folded away, and when that is all there is', async () => {
    const detail = await openEvent('Flow Updated', (d) => d.noise > 0 && meant(d) === 0 && d.changes.length < 30);
    const fold = pane(page).getByRole('switch', { name: new RegExp(`^${detail.noise} .*bookkeeping change`) });
    for (const view of ['Tree', 'Side by side', 'Text']) {
      await tab(page, view).click();
      await pane(page).getByText('Only layout and bookkeeping changed.').waitFor();
      expect(await fold.getAttribute('aria-checked')).toBe('false');
    }
    const region = pane(page).getByRole('group', { name: 'Text before and after' });
    await region.getByText(/equal lines?$/).first().waitFor();
    expect(await region.getByText('added: ').count()).toBe(0);
    await fold.click();
    await region.getByText('added: ').first().waitFor();
    await fold.click();
    await region.getByText('added: ').first().waitFor({ state: 'detached' });
  });

  it('lists every field and copies one', async () => {
    const detail = await openEvent('Flow Updated', (d) => d.flowId !== '');
    await tab(page, 'Fields').click();
    await pane(page).getByRole('button', { name: 'Copy Event ID' }).click();
    await pane(page).getByText('Copied').first().waitFor();
    expect(await copied()).toBe(detail.id);
    const field = (name: string): Promise<string> =>
      pane(page).locator('.field', { has: page.getByText(name, { exact: true }) }).locator('dd').innerText();
    expect((await field('Flow ID')).trim()).toContain(detail.flowId);
    expect((await field('Created (UTC)')).trim()).toContain(new Date(detail.createdAt).toISOString());
  });

  it('shows the entry as received, and copies it whole', async () => {
    const detail = await openEvent('Flow Updated', (d) => d.rawBytes > 2000);
    await tab(page, 'Raw').click();
    await pane(page).getByRole('button', { name: 'Copy all' }).click();
    await pane(page).getByRole('button', { name: 'Copied' }).waitFor();
    expect(JSON.stringify(JSON.parse(await copied()))).toContain(detail.id);
  });
});

describe('moving between events', () => {
  it('steps by ] and [ and never shows an event under another’s name', async () => {
    const first = await openEvent('Flow Updated', () => true);
    await tab(page, 'Fields').click();
    for (let n = 0; n < 12; n++) {
      await page.waitForFunction(() => !(document.querySelector('[aria-label="Next event"]') as HTMLButtonElement).disabled);
      await page.keyboard.press(']');
    }
    await pane(page).getByRole('button', { name: 'Copy Event ID' }).click();
    await pane(page).getByText('Copied').first().waitFor();
    const twelfth = await detailOf(page, only('Flow Updated'), 12);
    expect(await copied()).toBe(twelfth.id);
    expect(await heading()).toContain(timeOf(twelfth));
    for (let n = 0; n < 12; n++) {
      await page.waitForFunction(() => !(document.querySelector('[aria-label="Previous event"]') as HTMLButtonElement).disabled);
      await page.keyboard.press('[');
    }
    expect(await heading()).toContain(timeOf(first));
  });

  it('gives the focus back to the table on Esc', async () => {
    await openEvent('Flow Updated', () => true);
    await tab(page, 'Changes').focus();
    await page.keyboard.press('Escape');
    await pane(page).waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('gridcell');
  });

  it('moves between tabs by arrow keys, and by one stop of the Tab key', async () => {
    await openEvent('Flow Updated', () => true);
    await tab(page, 'Changes').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await tab(page, VIEWS.at(-1)?.label ?? '').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[role="group"]')?.getAttribute('aria-label'))).toBe('Tools of the view');
  });

  it('changes its width by arrow keys and keeps it', async () => {
    await openEvent('Flow Updated', () => true);
    const handle = pane(page).getByRole('separator', { name: 'Width of the details' });
    const before = Number(await handle.getAttribute('aria-valuenow'));
    await handle.focus();
    await page.keyboard.press('ArrowLeft');
    await settingsKept(page, { detail: before + 24 });
    await page.reload();
    await showLog(page);
    await openEvent('Flow Updated', () => true);
    expect(Number(await handle.getAttribute('aria-valuenow'))).toBe(before + 24);
    await handle.focus();
    await page.keyboard.press('ArrowRight');
  });
});

describe.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', (colorScheme) => {
  it.each(VIEWS.map(({ label }) => label))('in %s', async (name) => {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    await openEvent('Flow Updated', (d) => meant(d) > 0 && d.noise > 0);
    await tab(page, name).click();
    await page.waitForTimeout(300);
    expect(await violations(page)).toEqual([]);
  });
});
