import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe';
import { detailOf, pane, searchFor } from './detail';
import { launch, openLog, settingsKept, settled } from './page';
import { importEvents } from './samples';
import { chooseTenant } from './tenants';

let browser: Browser;
let page: Page;
let folder: string;

const list = <T>(count: number, of: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => of(n));
const update = (name: string, more: object): object => ({
  id: `${name}.move`,
  created: '2026-03-01T10:00:00.000Z',
  event: 'User Updated',
  type: 'update',
  user: { email: 'mara@northwind.example' },
  targetId: name,
  ...more,
});
const people = ['ann', 'bob', 'cyd'].map((id) => ({ id, plan: 'free' }));
const events = [
  update('moved', {
    before: { people, hosts: ['a.example', 'b.example', 'c.example'], tokens: ['hunter2hunter2hunter2', 'x', 'y'] },
    after: {
      people: [people[1], people[2], { id: 'ann', plan: 'pro' }],
      hosts: ['c.example', 'a.example', 'b.example'],
      tokens: ['x', 'y', 'hunter2hunter2hunter2'],
    },
  }),
  update('renamed', { changes: [{ op: 'move', from: '/draft/2', path: '/live/0' }] }),
  // So many alike without an identity that it is not tried which became which.
  update('coarse', { before: list(4000, (n) => ({ a: n, b: 1, c: 2 })), after: list(4000, (n) => ({ a: -n - 1, b: 1, c: 2 })) }),
  update('many', { before: list(10_500, (n) => ({ id: n, v: 1 })), after: list(10_500, (n) => ({ id: n, v: 2 })) }),
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'moves-'));
  browser = await launch();
  page = await openLog(browser);
  await importEvents(page, join(folder, 'moves.ndjson'), 'Moves', events);
  await page.reload();
  await page.locator('.eye').first().waitFor();
  await chooseTenant(page, /Moves/);
  await settled(page);
});
afterAll(async () => {
  await page.keyboard.press('1'); // the next spec shares the settings
  await settingsKept(page, { view: 'changes' });
  await browser.close();
  rmSync(folder, { recursive: true });
});

async function open(name: string, view = '1'): Promise<void> {
  await searchFor(page, `${name}.move`);
  await page.locator('.eye').first().click();
  await pane(page).getByRole('heading', { name: 'User Updated' }).waitFor();
  await page.keyboard.press(view);
}
const changes = (): Locator => pane(page).getByRole('group', { name: 'Changes', exact: true });
const card = (name: string | RegExp): Locator => changes().getByRole('group', { name });
const note = (text: string | RegExp): Locator => pane(page).getByRole('note').filter({ hasText: text });
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
/** The words of an element, once it is laid out. */
const words = (found: Locator): ReturnType<typeof expect.poll> => expect.poll(async () => plain(await found.innerText()));

describe('what moved', () => {
  it('says in the changes by sign, word and place from where to where', async () => {
    await open('moved');
    const ann = card(/people › ann/);
    await ann.getByText('moved and changed').waitFor();
    const [moved, changed] = [ann.getByRole('listitem').first(), ann.getByRole('listitem').nth(1)];
    await words(moved).toBe('↕ moved entry moved from no. 1 to no. 3');
    await words(changed).toMatch(/^~ changed plan − before: free \+ after: pro/);
    const host = changes().getByRole('listitem').filter({ hasText: 'c.example' });
    await words(host).toMatch(/^↕ moved hosts\/no\. 1 moved value: c\.example.*from no\. 3 to no\. 1$/);
    expect(await changes().getByText('removed', { exact: true }).count()).toBe(0);
  });

  it('keeps a secret masked on its way', async () => {
    const secret = changes().getByRole('listitem').filter({ hasText: 'secret' });
    await words(secret).toMatch(/tokens\/no\. 3 moved value: ••• 21 characters.*from no\. 1 to no\. 3$/);
    for (const view of ['1', '2', '3', '4', '6']) {
      await page.keyboard.press(view);
      await pane(page).getByText('•••').first().waitFor();
      expect(await pane(page).innerText()).not.toContain('hunter2');
    }
  });

  it('is said above side by side and text, which show it as removed and added', async () => {
    for (const view of ['2', '3']) {
      await open('moved', view);
      const said = await note('Moved').getByRole('listitem').allTextContents();
      expect(said.map(plain)).toEqual([
        '↕ people › ann moved from no. 1 to no. 3',
        '↕ hosts › c.example moved from no. 3 to no. 1',
        '↕ tokens › ••• 21 characters moved from no. 1 to no. 3',
      ]);
    }
  });

  it('says it in the tree', async () => {
    await open('moved', '4');
    const ann = pane(page).getByRole('treeitem').filter({ hasText: 'people › ann' }).last();
    await words(ann).toMatch(/^↕ moved: people › ann moved from no\. 1 to no\. 3/);
    await pane(page).getByRole('treeitem').filter({ hasText: 'c.example' }).last().getByText('moved from no. 3 to no. 1').waitFor();
  });

  it('is found by its way, and has nothing for axe to find', async () => {
    await open('moved');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('from no. 3 to no. 1');
    await pane(page).getByRole('search').getByText('1 of 1').waitFor();
    await page.keyboard.press('Escape');
    for (const view of ['1', '2', '4']) {
      await page.keyboard.press(view);
      await page.waitForTimeout(200);
      expect(await violations(page)).toEqual([]);
    }
  });

  it('says whole paths where a list of changes moves it elsewhere', async () => {
    await open('renamed');
    await words(changes().getByRole('listitem')).toContain('from draft / 2 to live / 0');
    await words(pane(page).locator('p.summary')).toBe('draft › no. 3 moved to live › no. 1');
  });
});

describe('a comparison that was cut off', () => {
  it('says so above the changes and above the tree', async () => {
    expect((await detailOf(page, 'coarse.move', 0)).coarse).toBe(true);
    await open('coarse');
    await note('Compared only in part.').waitFor();
    await page.keyboard.press('4');
    await pane(page).getByRole('tree').waitFor();
    expect(await note('Compared only in part.').count()).toBe(1);
  });

  it('is not claimed of one that is whole', async () => {
    await open('moved');
    await card(/people › ann/).waitFor();
    expect(await note('Compared only in part.').count()).toBe(0);
  });

  it('says how many changes are not listed', async () => {
    const { left } = await detailOf(page, 'many.move', 0);
    expect(left).toBe(500);
    await open('many');
    await pane(page).getByText('500 more changes are not listed here').waitFor();
  });
});
