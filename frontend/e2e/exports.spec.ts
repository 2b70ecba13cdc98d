import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FilterSpec } from '../src/lib/api/types';
import { violations } from './axe';
import { searchFor } from './detail';
import { counts, launch, openLog, reset } from './page';

type Propose = (spec: FilterSpec, format: string) => Promise<string>;
interface Bound {
  go: { bind: { Exports: { Propose: Propose; quick?: Propose } } };
}

let browser: Browser;
let page: Page;
let folder: string;
let dialog: Locator;
let path: Locator;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exports-'));
  browser = await launch();
  page = await openLog(browser);
  dialog = page.getByRole('dialog', { name: 'Export' });
  path = dialog.getByLabel('File');
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await browser.close();
});
beforeEach(async () => {
  await reset(page);
  await searchFor(page, 'Login Failed');
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.waitForFunction(() => (document.querySelector('dialog[open] input[id$="-path"]') as HTMLInputElement)?.value !== '');
});

afterEach(async () => {
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

it('says exactly what goes', async () => {
  const { count } = await counts(page);
  await dialog.getByText(`${count.toLocaleString('en')} events`).waitFor();
  expect(await dialog.locator('.what').innerText()).toContain('Login Failed');
});

it('proposes a name that follows the format until it is written by hand', async () => {
  expect(await path.inputValue()).toMatch(/\.xlsx$/);
  await dialog.getByRole('radio', { name: 'CSV' }).check();
  await page.waitForFunction(() => (document.querySelector('dialog[open] input[id$="-path"]') as HTMLInputElement).value.endsWith('.csv'));
  await path.fill(join(folder, 'my own name.csv'));
  await dialog.getByRole('radio', { name: 'NDJSON' }).check();
  expect(await path.inputValue()).toBe(join(folder, 'my own name.ndjson'));
  await dialog.getByRole('radio', { name: 'Excel' }).check();
});

it('lets nothing be typed into a path that is still being proposed, and waits for it', async () => {
  const slow = async (wait: number): Promise<void> =>
    page.evaluate((ms) => {
      const { Exports } = (window as unknown as Bound).go.bind;
      const quick = (Exports.quick ??= Exports.Propose);
      Exports.Propose = async (spec, format) => {
        await new Promise((next) => setTimeout(next, ms));
        return quick(spec, format);
      };
    }, wait);
  const file = join(folder, 'typed at once.csv');
  await slow(400);
  try {
    await dialog.getByRole('radio', { name: 'CSV' }).check();
    expect(await path.isDisabled()).toBe(true);
    await path.fill(file);
    expect(await path.inputValue()).toBe(file);
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await dialog.getByText(file).waitFor();
  } finally {
    await slow(0);
  }
});

describe('writes as many events as match', () => {
  it.each([
    ['NDJSON', 'ndjson', (file: Buffer) => file.toString('utf8').trimEnd().split('\n').map((line) => JSON.parse(line)).length],
    ['CSV', 'csv', (file: Buffer) => file.toString('utf8').split('\n').filter((line) => line.includes('Login Failed')).length],
    ['Excel', 'xlsx', null],
  ] as const)('to %s', async (name, extension, count) => {
    const shown = await counts(page);
    const file = join(folder, `events.${extension}`);
    await dialog.getByRole('radio', { name }).check();
    await path.fill(file);
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await dialog.getByText(`${shown.count.toLocaleString('en')} events exported`).waitFor();
    await dialog.getByText(file).waitFor();
    const written = readFileSync(file);
    if (count) expect(count(written)).toBe(shown.count);
    else expect(written.subarray(0, 2).toString()).toBe('PK');
  });
});

it('shows a failure, writes nothing and keeps what was typed', async () => {
  const file = join(folder, 'no such folder', 'events.xlsx');
  await path.fill(file);
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await dialog.getByRole('alert').waitFor();
  expect(await path.inputValue()).toBe(file);
  expect(readdirSync(folder)).not.toContain('no such folder');
});

it.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
  expect(await violations(page)).toEqual([]);
});
