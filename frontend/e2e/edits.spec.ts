import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pane, searchFor } from './detail';
import { edits, type Edit } from './edits';
import { launch, openLog, settled } from './page';
import { importLines } from './samples';
import { chooseTenant } from './tenants';

// Every edit as a reader sees it, each in a picture under out/e2e/edits.

const pictures = join(import.meta.dirname, '../../out/e2e/edits');
/** Of these there is one in the dark theme too. */
const DARK = ['acl-reordered-one-rule-widened', 'array-element-moved-and-changed', 'flow-second-port-connected', 'secret-rotated'];

let browser: Browser;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'edits-'));
const all = edits(folder);

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await launch();
  page = await openLog(browser, { viewport: { width: 1600, height: 800 }, colorScheme: 'light' });
  await importLines(page, join(folder, 'edits.ndjson'), 'Edits', all.map(({ line }) => line));
  await page.reload();
  await page.locator('.eye').first().waitFor();
  await chooseTenant(page, /Edits/);
  await settled(page);
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
const texts = async (found: Locator): Promise<string[]> => (await found.allTextContents()).map(plain);
const changes = (): Locator => pane(page).getByRole('group', { name: 'Changes', exact: true });

async function open({ name, action }: Edit): Promise<void> {
  await searchFor(page, `${name}.edit`);
  await page.locator('.eye').first().click();
  await pane(page).getByRole('heading', { name: action }).waitFor();
  await page.keyboard.press('1');
  await pane(page).locator('p.summary').waitFor();
}

describe('the forty edits', () => {
  it('are all there', () => expect(all).toHaveLength(40));

  it.each(all.map((edit, at) => [edit.name, edit, at] as const))('%s', async (name, edit, at) => {
    await open(edit);
    expect(plain(await pane(page).locator('p.summary').innerText())).toBe(plain(edit.summary));
    if (edit.changes.length === 0) {
      await pane(page).getByText(edit.noise > 0 ? 'Only layout and bookkeeping changed.' : 'The object is the same before and after.').waitFor();
    }
    expect(await texts(changes().locator('.card .name > bdi'))).toEqual(edit.elements.map((element) => plain(element.name)));
    const done = await texts(changes().locator('.card .name'));
    for (const [index, { change }] of edit.elements.entries()) expect(done[index]).toContain(change);
    expect(await changes().locator('.card li').count()).toBe(edit.changes.length);
    // What moved says from where to where, in words.
    const moved = edit.changes.filter((line) => line.startsWith('»'));
    const ways = await texts(changes().locator('.card li .way'));
    expect(ways).toHaveLength(moved.length);
    for (const way of ways) expect(way).toMatch(/^from no\. \d+ to no\. \d+$/);
    expect(await pane(page).innerText()).not.toContain('hunter2');

    const picture = join(pictures, `${String(at + 1).padStart(2, '0')}-${name}`);
    await pane(page).screenshot({ path: `${picture}.png` });
    if (!DARK.includes(name)) return;
    await page.emulateMedia({ colorScheme: 'dark' });
    await pane(page).screenshot({ path: `${picture}-dark.png` });
    await page.emulateMedia({ colorScheme: 'light' });
  });
});
