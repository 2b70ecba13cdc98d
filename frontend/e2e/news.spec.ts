import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { violations } from './axe';
import { counts, launch, openLog, rowAt, settled, showLog, waitForCount } from './page';
import { chooseTenant, program, removeTenant } from './tenants';

const TENANT = 'Growing';
const USER = 'new@growing.example';
/** Enough that the table can be scrolled. */
const FIRST = 400;
let browser: Browser;
let page: Page;
let folder: string;
let made = 0;

/** Events of a minute from now on arrive in the cache, past the window. */
function arrive(count: number): void {
  const file = join(folder, `${made}.ndjson`);
  const entry = (): string =>
    JSON.stringify({ id: `n${++made}`, createdAt: new Date(Date.UTC(2099, 0, 1, 0, 0, made)).toISOString(), action: 'Flow Created', user: { email: USER } });
  writeFileSync(file, `${Array.from({ length: count }, entry).join('\n')}\n`);
  execFileSync(program, ['import', file, '--tenant', TENANT]);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'news-'));
  browser = await launch();
  page = await openLog(browser);
  arrive(FIRST);
  await page.reload();
  await showLog(page);
  await chooseTenant(page, 'All tenants');
  // RELOAD brings what the demo tenant logged meanwhile, too: that is not looked at.
  await page.getByRole('combobox', { name: 'Search' }).fill(`user:${USER}`);
  await page.keyboard.press('Enter');
  await waitForCount(page, FIRST);
  await settled(page);
});
afterAll(async () => {
  await removeTenant(page, TENANT);
  await browser.close();
  rmSync(folder, { recursive: true });
});

const reload = async (): Promise<void> => {
  await page.keyboard.press('F5');
  await page.locator('button:enabled', { hasText: /^\s*RELOAD/ }).waitFor();
};
const note = (words: string): Promise<void> => page.locator('.note').getByText(words).waitFor();
/** Which event is where: what must not change under the pointer. */
const drawn = (): Promise<string[]> =>
  page.locator('.canvas [role="row"]').evaluateAll((rows) =>
    rows.map((row) => `${Math.round(row.getBoundingClientRect().top)} ${(row as HTMLElement).innerText}`).sort(),
  );

beforeEach(async () => {
  await page.locator('.scroller').evaluate((element) => element.scrollTo(0, 0));
  await page.mouse.move(300, 10);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await settled(page);
});

it('shows what is new at once to who stands at the top with nothing in hand', async () => {
  const { count } = await counts(page);
  arrive(2);
  await reload();
  await expect.poll(async () => (await counts(page)).count).toBe(count + 2);
  expect(await page.locator('.note').count()).toBe(0);
});

it.each<[string, () => Promise<void>, () => Promise<void>]>([
  ['under the pointer', () => page.mouse.move(500, 400), async () => undefined],
  ['further down', () => page.locator('.scroller').evaluate((element) => element.scrollTo(0, 9_000)), async () => undefined],
  ['in use by the keyboard', () => rowAt(page, 2).locator('[aria-colindex="3"]').click().then(() => page.mouse.move(300, 10)), async () => undefined],
  [
    'open beside',
    () => rowAt(page, 2).locator('.eye').click().then(() => page.mouse.move(300, 10)),
    async () => {
      await page.keyboard.press('Escape');
      await page.locator('aside').waitFor({ state: 'detached' });
    },
  ],
])('leaves every row where it is while the table is %s, and says what is new', async (_name, enter, leave) => {
  const { count } = await counts(page);
  await enter();
  await page.waitForTimeout(300);
  const before = await drawn();
  arrive(4);
  await reload();
  await note('4 new events');
  await page.getByRole('status').getByText('4 new events').waitFor({ state: 'attached' });
  expect(await drawn()).toEqual(before);
  expect((await counts(page)).count).toBe(count);
  expect(await violations(page)).toEqual([]);
  arrive(1);
  await reload();
  await note('5 new events');
  await leave();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect.poll(async () => (await counts(page)).count).toBe(count + 5);
  await page.locator('.note').waitFor({ state: 'detached' });
});
