import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Row } from '../src/lib/api/types';
import type { SavedView } from '../src/lib/api/views';
import { violations } from './axe';
import { pane, searchFor } from './detail';
import { drop } from './imports';
import { counts, rowAt, settled, useLog, waitForCount } from './page';

let page: Page;
let rows: Row[];
useLog((opened, all) => ([page, rows] = [opened, all]));

const folder = mkdtempSync(join(tmpdir(), 'views-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Bound {
  go: {
    bind: {
      Views: {
        List(): Promise<{ kept: SavedView[]; recent: SavedView[] }>;
        Remove(name: string): Promise<void>;
        Link(view: SavedView): Promise<string>;
        EventLink(key: number): Promise<string>;
      };
    };
  };
}

const menu = (): Locator => page.getByRole('dialog', { name: 'Views' });
const dialog = (name: string): Locator => page.getByRole('dialog', { name });
async function fromMenu(name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await menu().getByRole('button', { name }).click();
}
const kept = (): Promise<SavedView[]> => page.evaluate(async () => (await (window as unknown as Bound).go.bind.Views.List()).kept);
async function save(name: string): Promise<void> {
  await fromMenu('Save this filter as a view…');
  await dialog('Save this filter as a view').getByLabel('Name').fill(name);
  await page.keyboard.press('Enter');
  await dialog('Save this filter as a view').waitFor({ state: 'hidden' });
}
async function openLink(link: string): Promise<void> {
  await fromMenu('Open a view file or a link…');
  await dialog('Open a view or a link').getByLabel('Link to a view or an event').fill(link);
  await page.keyboard.press('Enter');
}

afterEach(async () => {
  await page.evaluate(async () => {
    const { Views } = (window as unknown as Bound).go.bind;
    for (const { name } of (await Views.List()).kept) await Views.Remove(name);
  });
  if (await pane(page).isVisible()) await pane(page).getByRole('button', { name: 'Close details' }).click();
});

const deletes = (): number => rows.filter(({ type }) => type === 'delete').length;

/** Searches that stay in the search: the form has no way to leave types out. */
const only = { create: '-type:delete,update,other', update: '-type:create,delete,other', delete: '-type:create,update,other' };

describe('saved views', () => {
  it('keep the filter, its order and its columns, and name the tab', async () => {
    await searchFor(page, only.delete);
    await page.getByRole('columnheader', { name: 'Created' }).getByRole('button').click();
    await settled(page);
    await save('Deletes');
    const [view] = await kept();
    expect(view).toMatchObject({ name: 'Deletes', filter: { search: only.delete, zone: 'UTC' }, order: { ascending: true } });
    expect(view?.columns).toContain('action');
    await page.getByRole('columnheader', { name: 'Created' }).getByRole('button').click();
    await searchFor(page, '');
    await fromMenu('Deletes');
    await waitForCount(page, deletes());
    await page.locator('[role="columnheader"][aria-sort="ascending"]').waitFor();
    await page.getByRole('tab', { name: 'Deletes', selected: true }).waitFor();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await waitForCount(page, rows.length);
  });

  it('are renamed, ordered, updated and deleted', async () => {
    await searchFor(page, only.delete);
    await save('One');
    await searchFor(page, only.create);
    await save('Two');
    await searchFor(page, only.update);
    await fromMenu('Manage the views…');
    const manage = dialog('Saved views');
    await manage.getByRole('button', { name: 'Move Two up' }).click();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('dialog[open] li input')?.value === 'Two');
    await manage.getByLabel('Name of One').fill('First');
    await page.keyboard.press('Enter');
    await manage.getByText('The view has another name.').waitFor();
    await manage.getByRole('button', { name: 'Update First to the present filter' }).click();
    await manage.getByText('The view is the present filter now.').waitFor();
    expect((await kept()).map(({ name, filter }) => [name, filter.search])).toEqual([
      ['Two', only.create],
      ['First', only.update],
    ]);
    await manage.getByLabel('Name of First').fill('Two');
    await page.keyboard.press('Enter');
    await manage.getByText('There is a view "Two" already.').waitFor();
    expect(await manage.getByLabel('Name of First').inputValue()).toBe('First');
    await manage.getByRole('button', { name: 'Delete Two' }).click();
    await manage.getByText('The view is deleted.').waitFor();
    expect((await kept()).map(({ name }) => name)).toEqual(['First']);
    expect(await violations(page)).toEqual([]);
    await manage.getByRole('button', { name: 'Done' }).click();
  });

  it('refuse a filter with a secret in it', async () => {
    await searchFor(page, 'ghp_16C7e42F292c6912E7710c838347Ae178B4a');
    await fromMenu('Save this filter as a view…');
    await dialog('Save this filter as a view').getByLabel('Name').fill('Leak');
    await page.keyboard.press('Enter');
    await dialog('Save this filter as a view').getByText(/looks like a secret/).waitFor();
    await dialog('Save this filter as a view').getByRole('button', { name: 'Cancel' }).click();
    expect(await kept()).toEqual([]);
  });

  it('have the filters used last beside them, each once', async () => {
    for (const search of [only.delete, only.create, only.delete]) await searchFor(page, search);
    await page.getByRole('button', { name: 'Views', exact: true }).click();
    await menu().getByText('Recent filters').waitFor();
    const lines = await menu().getByRole('list').last().getByRole('button').allInnerTexts();
    expect(lines.filter((line) => line.includes(only.delete))).toHaveLength(1);
    expect(lines[0]).toContain(only.delete);
    await menu().getByRole('button', { name: only.create }).click();
    await waitForCount(page, rows.filter(({ type }) => type === 'create').length);
  });
});

describe('a view from outside', () => {
  const sent = { format: 'trailbook-view', version: 1, name: 'From <b>Eve</b>', filter: { search: 'type:delete' }, order: {} };

  it('is shown before anything of it is used, opened once, or kept', async () => {
    const path = join(folder, 'eve.trailbook-view');
    writeFileSync(path, JSON.stringify(sent));
    await drop(page, path);
    const offer = dialog('A view from outside');
    await offer.getByText('From <b>Eve</b>').waitFor();
    await offer.getByText('type:delete', { exact: true }).waitFor();
    expect((await counts(page)).count).toBe(rows.length);
    expect(await violations(page)).toEqual([]);
    await offer.getByRole('button', { name: 'Open once' }).click();
    await waitForCount(page, deletes());
    expect(await kept()).toEqual([]);
    await drop(page, path);
    await offer.getByRole('button', { name: 'Keep and open' }).click();
    await offer.waitFor({ state: 'hidden' });
    expect((await kept()).map(({ name }) => name)).toEqual(['From <b>Eve</b>']);
  });

  it('is refused where it is no view', async () => {
    const path = join(folder, 'bad.trailbook-view');
    writeFileSync(path, JSON.stringify({ ...sent, run: 'calc.exe' }));
    await drop(page, path);
    await page.getByText('This view cannot be read: it holds what no view has.').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).first().click();
    expect(readFileSync(path, 'utf8')).toContain('calc.exe');
  });

  it('comes by a link', async () => {
    await searchFor(page, only.create);
    await save('Mine');
    const [mine] = await kept();
    if (!mine) throw new Error('nothing is saved');
    const link = await page.evaluate((view) => (window as unknown as Bound).go.bind.Views.Link(view), mine);
    await searchFor(page, '');
    await openLink(link);
    await dialog('A view from outside').getByText('You have a view of this name; keeping this one replaces it.').waitFor();
    await dialog('A view from outside').getByRole('button', { name: 'Open once' }).click();
    await waitForCount(page, rows.filter(({ type }) => type === 'create').length);
  });
});

describe('a link to an event', () => {
  it('is copied from the pane and opens the event', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await rowAt(page, 5).getByRole('button', { name: /^Details of / }).click();
    await pane(page).getByRole('button', { name: /^Copy / }).first().click();
    await page.getByRole('button', { name: /^Link/ }).click();
    await page.getByText('Copied').first().waitFor();
    const link = await page.evaluate((key) => (window as unknown as Bound).go.bind.Views.EventLink(key), rows[5]?.key ?? 0);
    expect(link).toMatch(/^trailbook:\/\/event\/[^/]+\/[^/]+$/);
    await pane(page).getByRole('button', { name: 'Close details' }).click();
    await openLink(link);
    await pane(page).waitFor();
    await rowAt(page, 5).and(page.locator('[aria-current="true"]')).waitFor();
  });

  it('says what to do where the cache does not have it', async () => {
    await openLink('trailbook://event/no%20such%20tenant/1');
    await dialog('This event is not here').getByText(/Add the tenant under the same name/).waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog('This event is not here').getByRole('button', { name: 'Close' }).last().click();
    await openLink('trailbook://file/etc/passwd');
    await dialog('Open a view or a link').getByText(/This is no link to Trailbook/).waitFor();
    await dialog('Open a view or a link').getByRole('button', { name: 'Close' }).click();
  });
});
