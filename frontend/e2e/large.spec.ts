import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VIEWS } from '../src/features/detail/views';
import { pane, searchFor, tab } from './detail';
import { launch, openLog, settled } from './page';
import { bigEvent, importEvents } from './samples';
import { chooseTenant } from './tenants';
import { longestTask } from './trace';

let browser: Browser;
let page: Page;
let folder: string;
let devtools: CDPSession;

/** What a frame may cost the page at most. */
const MOST_MS = 100;
/** What may stay in memory of an event that was closed: caches of the engine, never the event. */
const MOST_LEFT = 2 << 20;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'large-'));
  browser = await launch();
  page = await openLog(browser);
  await importEvents(page, join(folder, 'large.ndjson'), 'Large', [
    { ...bigEvent('few', 4, 100), event: 'Flow Updated' },
    { ...bigEvent('many', 4, 1), event: 'Flow Moved' },
    { ...bigEvent('small', 0.1, 10), event: 'Flow Created' },
  ]);
  await page.reload();
  await page.locator('.eye').first().waitFor();
  await chooseTenant(page, /Large/);
  await settled(page);
  devtools = await page.context().newCDPSession(page);
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

async function open(action: string): Promise<void> {
  await searchFor(page, action);
  await page.locator('.eye').first().click();
  await pane(page).getByRole('heading', { name: action }).waitFor();
}

type Label = (typeof VIEWS)[number]['label'];

/** What marks that a view of the event is there. */
const drawn: Record<Label, string> = {
  Changes: '.card li',
  'Side by side': '.pair',
  Text: '.line',
  Tree: '[role="treeitem"] [role="treeitem"]',
  Fields: '.field',
  Raw: 'pre',
  History: '.history li',
};

async function show(label: Label): Promise<void> {
  await tab(page, label).click();
  await pane(page).locator(drawn[label]).nth(1).waitFor({ timeout: 60_000 });
}

async function heap(): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  await page.waitForTimeout(200);
  await devtools.send('HeapProfiler.collectGarbage');
  return (await devtools.send('Runtime.getHeapUsage')).usedSize;
}

describe.each(['Flow Updated', 'Flow Moved'])('an event of 4 MB, %s', (action) => {
  it('never keeps the window waiting, in any of its views', { timeout: 240_000 }, async () => {
    await open('Flow Created');
    for (const { label } of VIEWS) await show(label); // so that the code is compiled
    const tasks: string[] = [];
    for (const { label } of VIEWS) {
      const ms = await longestTask(browser, page, async () => {
        if (label === VIEWS[0].label) {
          await page.keyboard.press('1');
          await open(action);
        }
        await show(label);
        await page.mouse.move(1400, 700);
        for (let turn = 0; turn < 5; turn++) {
          await page.mouse.wheel(0, 1500);
          await page.waitForTimeout(60);
        }
        for (let step = 0; step < 3; step++) await page.keyboard.press('n');
        await page.waitForTimeout(300);
      });
      tasks.push(`${label} ${ms.toFixed(0)} ms`);
    }
    console.log(`Longest task, ${action}: ${tasks.join(', ')}`);
    expect(tasks.filter((task) => Number(/ (\d+) ms/.exec(task)?.[1]) > MOST_MS)).toEqual([]);
  });

  it('leaves nothing in memory once it is closed', { timeout: 120_000 }, async () => {
    const visit = async (what: string): Promise<void> => {
      await open(what);
      for (const { label } of VIEWS) await show(label);
      await page.keyboard.press('1');
      await pane(page).getByRole('button', { name: 'Close details' }).click();
      await pane(page).waitFor({ state: 'detached' });
    };
    await visit(action);
    const before = await heap();
    await visit(action);
    await visit(action);
    const after = await heap();
    console.log(`Memory, ${action}: ${(before / 1e6).toFixed(1)} MB before, ${(after / 1e6).toFixed(1)} MB after two more visits`);
    expect(after - before).toBeLessThan(MOST_LEFT);
  });
});
