import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import type { FilterSpec, Row, Settings } from '../src/lib/api/types';

/** The address of the real backend, as build/scripts/page.sh gives it. */
export function address(): string {
  const url = process.env['TRAILBOOK_PAGE'];
  if (!url) throw new Error('TRAILBOOK_PAGE is not set: run build/scripts/page.sh');
  return url;
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['TRAILBOOK_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
}

const opened = new Set<Page>();

/** The pages that no spec has closed yet. */
export function openPages(): Page[] {
  return [...opened].filter((page) => !page.isClosed());
}

/** A window on the page with the demo tenant's log in the table; the first one syncs it. */
export async function openLog(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1600, height: 1000 },
    timezoneId: 'Europe/Prague',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  opened.add(page);
  await page.goto(address());
  await showLog(page);
  if (await leaveDemoOnly(page)) {
    await page.reload();
    await showLog(page);
  }
  await page.getByText('UTC', { exact: true }).click();
  await page.getByRole('columnheader', { name: 'Created (UTC)' }).waitFor();
  return page;
}

interface BoundTenants {
  go: { bind: { Tenants: { List(): Promise<{ name: string; demo: boolean }[]>; Remove(job: string, name: string): Promise<void> } } };
}

/** Removes what the specs before left in the cache they all share, so that their order does not matter; says whether anything was. */
function leaveDemoOnly(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const { Tenants } = (window as unknown as BoundTenants).go.bind;
    const foreign = (await Tenants.List()).filter((tenant) => !tenant.demo);
    for (const { name } of foreign) {
      await Tenants.Remove(crypto.randomUUID(), name);
      while ((await Tenants.List()).some((tenant) => tenant.name === name)) await new Promise((next) => setTimeout(next, 50));
    }
    return foreign.length > 0;
  });
}

/** Opens the log once for a whole spec and tells it of the page and of every event in the cache; each test begins unfiltered. */
export function useLog(opened: (page: Page, rows: Row[]) => void): void {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launch();
    page = await openLog(browser);
    opened(page, await allRows(page));
  });
  afterAll(() => browser.close());
  beforeEach(() => reset(page));
}

/** Waits for the table, by way of the first run where there is no tenant yet. */
export async function showLog(page: Page): Promise<void> {
  const first = page.getByRole('button', { name: 'Try it with the demo tenant' });
  const eye = page.locator('.eye').first();
  await first.or(eye).first().waitFor();
  if (await first.isVisible()) {
    await first.click();
    await eye.waitFor({ timeout: 90_000 });
  }
  // RELOAD can be pressed again once the sync is over.
  await page.locator('button:enabled', { hasText: /^\s*RELOAD/ }).waitFor({ timeout: 90_000 });
  await settled(page);
}

/** Waits until the table shows the filter last applied. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const grid = document.querySelector('[role="grid"]');
    return grid ? grid.getAttribute('aria-busy') === 'false' : document.querySelector('.notice') !== null;
  });
}

/** The numbers of "9,479 of 25,290 events match". */
export async function counts(page: Page): Promise<{ count: number; total: number }> {
  const text = await page.getByText(/of [\d,]+ events match/).innerText();
  const [count, total] = (text.match(/[\d,]+/g) ?? []).map((digits) => Number(digits.replaceAll(',', '')));
  if (count === undefined || total === undefined) throw new Error(`no counts in ${JSON.stringify(text)}`);
  return { count, total };
}

/** Waits for the number of events that match. */
export async function waitForCount(page: Page, count: number): Promise<void> {
  await page.getByText(new RegExp(`^\\s*${count.toLocaleString('en')} of `)).waitFor();
  await settled(page);
}

/** The cells of a drawn row by its number from 0. */
export const rowAt = (page: Page, index: number): Locator => page.locator(`[role="row"][aria-rowindex="${index + 2}"]`);

/** The texts of a column in the rows drawn, from the top. */
export async function column(page: Page, name: string): Promise<string[]> {
  const header = page.getByRole('columnheader', { name });
  const at = await header.getAttribute('aria-colindex');
  const cells = await page.locator(`.canvas [role="gridcell"][aria-colindex="${at}"]`).all();
  const rows = await Promise.all(
    cells.map(async (cell) => ({
      at: Number(await cell.locator('..').getAttribute('aria-rowindex')),
      text: (await cell.innerText()).trim(),
    })),
  );
  return rows.sort((a, b) => a.at - b.at).map((row) => row.text);
}

export const everything: FilterSpec = {
  tenants: [],
  search: '',
  from: '',
  to: '',
  zone: 'UTC',
  types: [],
  users: [],
  flowIds: [],
  actions: [],
  areas: [],
};

interface Bound {
  go: {
    bind: {
      Events: {
        Filter(spec: FilterSpec, order: { column: string; ascending: boolean }): Promise<{ token: string; count: number }>;
        Rows(token: string, from: number, count: number): Promise<Row[]>;
      };
      Settings: { Get(): Promise<Settings> };
    };
  };
}

const KEPT = join(import.meta.dirname, '../../out', `rows-${new URL(address()).port}.json`);

interface Kept {
  ends: string;
  rows: Row[];
}

/**
 * Every event of the cache, read past the window: what its filters are held against. Read
 * once for all specs, and again when there are others at either end, or more of them.
 */
export async function allRows(page: Page): Promise<Row[]> {
  const ends = JSON.stringify(await page.evaluate(readEnds, everything));
  const kept = existsSync(KEPT) ? (JSON.parse(readFileSync(KEPT, 'utf8')) as Kept) : null;
  if (kept?.ends === ends) return kept.rows;
  const rows = await page.evaluate(readRows, everything);
  writeFileSync(KEPT, JSON.stringify({ ends, rows } satisfies Kept));
  return rows;
}

async function readEnds(spec: FilterSpec): Promise<unknown[]> {
  const { Events } = (window as unknown as Bound).go.bind;
  const { token, count } = await Events.Filter(spec, { column: 'created', ascending: false });
  return [count, await Events.Rows(token, 0, 20), await Events.Rows(token, Math.max(0, count - 20), 20)];
}

async function readRows(spec: FilterSpec): Promise<Row[]> {
  const { Events } = (window as unknown as Bound).go.bind;
  const { token, count } = await Events.Filter(spec, { column: 'created', ascending: false });
  const rows: Row[] = [];
  while (rows.length < count) {
    const more = await Events.Rows(token, rows.length, 200);
    if (more.length === 0) throw new Error(`rows end at ${rows.length} of ${count}`);
    rows.push(...more);
  }
  return rows;
}

const SAVED_AFTER = 350;
const SEEN_IN_A_ROW = 3;

/**
 * Waits until the program has kept settings that are like these. The window hands
 * them over a moment after they changed, and what it handed over before may still
 * be on its way.
 */
export async function settingsKept(page: Page, like: Partial<Settings>): Promise<void> {
  const kept = (): Promise<Settings> => page.evaluate(() => (window as unknown as Bound).go.bind.Settings.Get());
  const wanted = JSON.stringify(like);
  for (let seen = 0, tries = 0; seen < SEEN_IN_A_ROW; tries++) {
    await page.waitForTimeout(tries === 0 ? SAVED_AFTER : 100);
    const settings: Record<string, unknown> = { ...(await kept()) };
    const found = JSON.stringify(Object.fromEntries(Object.keys(like).map((name) => [name, settings[name]])));
    seen = found === wanted ? seen + 1 : 0;
    if (tries > 100) throw new Error(`the settings are ${found}, not ${wanted}`);
  }
}

/** The button of the bar that opens a picker. */
export const picker = (page: Page, name: string): Locator =>
  page.getByRole('search').getByRole('button', { name: new RegExp(`^${name}: `) });

/** Presses FILTER and waits for the answer. */
export async function filter(page: Page): Promise<void> {
  await page.getByRole('search').getByRole('button', { name: 'FILTER' }).click();
  await settled(page);
}

/** Presses RESET and waits until everything is shown. */
export async function reset(page: Page): Promise<void> {
  await page.getByRole('search').getByRole('button', { name: 'RESET' }).click();
  // Not before the answer: how many there are in all depends on the tenants chosen.
  await settled(page);
  const { total } = await counts(page);
  await waitForCount(page, total);
}
