import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe';
import { ambiguous, drop, fileIn, lines, rowsOf } from './imports';
import { launch, openLog } from './page';

let browser: Browser;
let page: Page;
let folder: string;
let dialog: Locator;

const put = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const ready = (name: string): Promise<void> => fileIn(dialog, name).getByText('Ready').waitFor();
const run = async (button: string): Promise<void> => {
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.getByText(/received = /).first().waitFor();
};
const eventsOf = async (tenant: string): Promise<number> => (await rowsOf(page, tenant)).length;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'imports-'));
  browser = await launch();
  page = await openLog(browser);
  dialog = page.getByRole('dialog', { name: 'Import files' });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await browser.close();
});
afterEach(async () => {
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

it('imports a file by the keyboard alone', async () => {
  const path = put('keyboard.ndjson', lines('k', 10));
  await page.keyboard.press('Control+o');
  await dialog.waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type(path);
  await page.keyboard.press('Enter');
  await ready('keyboard.ndjson');
  await dialog.getByLabel('They belong to').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Tab');
  await page.keyboard.type('By keyboard');
  await dialog.getByRole('button', { name: 'Import 1 file' }).focus();
  await page.keyboard.press('Enter');
  await dialog.getByText('10 received = 8 new + 0 updated + 0 duplicates + 2 rejected').waitFor();
  expect(await dialog.getByRole('region', { name: 'Rejected of keyboard.ndjson' }).getByRole('row').count()).toBe(3);
  expect(await dialog.getByRole('region', { name: 'Rejected of keyboard.ndjson' }).innerText()).toMatch(/line 5\s.*time/);
  await dialog.getByRole('button', { name: 'Save list…' }).waitFor();
  expect(await eventsOf('By keyboard')).toBe(8);
});

describe('files dropped onto the window', () => {
  it('open the dialog, each with what it is and whether it is ready', async () => {
    await drop(page, put('one.ndjson', lines('o', 3)), put('table.csv', ambiguous), put('none.bin', '\0\x01\x02'), join(folder, 'gone.csv'));
    await ready('one.ndjson');
    await fileIn(dialog, 'table.csv').getByText('Needs an answer').waitFor();
    await fileIn(dialog, 'table.csv').getByText(/CSV · semicolon · UTF-8/).waitFor();
    await fileIn(dialog, 'none.bin').getByText('Cannot be read', { exact: true }).waitFor();
    await fileIn(dialog, 'gone.csv').getByText(/There is no file/).waitFor();
    await dialog.getByText('3 files cannot be imported yet and will be left out.').waitFor();
  });

  it('are in the list once, however often they are dropped', async () => {
    const path = put('twice.ndjson', lines('t', 2));
    await drop(page, path);
    await drop(page, path);
    await ready('twice.ndjson');
    expect(await dialog.getByRole('button', { name: /^Leave out/ }).count()).toBe(1);
    await dialog.getByRole('button', { name: 'Leave out twice.ndjson' }).click();
    expect(await dialog.getByRole('button', { name: /^Leave out/ }).count()).toBe(0);
  });

  it('change nothing when they are imported again, and stay with the tenant chosen', async () => {
    await drop(page, join(folder, 'keyboard.ndjson'));
    await dialog.getByLabel('They belong to').selectOption('By keyboard');
    await ready('keyboard.ndjson');
    await run('Import 1 file');
    await dialog.getByText('10 received = 0 new + 0 updated + 8 duplicates + 2 rejected').waitFor();
    expect(await eventsOf('By keyboard')).toBe(8);
  });

  it('show names and cells that hide something as what they are', async () => {
    const name = 'evil\u202egpj.ndjson';
    await drop(page, put(name, JSON.stringify({ id: 'h', created: '2026-03-01T10:00:00Z', event: '<img src=x onerror=alert(1)>\u202e' })));
    await dialog.getByText('U+202E').first().waitFor();
    await dialog.getByRole('button', { name: /^Preview evil/ }).click();
    await dialog.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await dialog.locator('img').count()).toBe(0);
  });
});

it('asks which day is meant, shows the time as read, and imports as answered', async () => {
  await drop(page, put('dates.csv', ambiguous));
  await dialog.getByText('One question').waitFor();
  const layout = dialog.getByLabel('How times are written');
  await layout.selectOption({ label: await layout.locator('option', { hasText: 'month before day' }).innerText() });
  await ready('dates.csv');
  await dialog.getByText('2026-01-02 10:00:00').waitFor();
  await dialog.getByLabel('User', { exact: true }).selectOption('');
  await dialog.getByText('You chose it.').waitFor();
  await dialog.getByLabel('They belong to').selectOption('');
  await dialog.getByLabel('Name', { exact: true }).fill('From a table');
  await ready('dates.csv');
  await run('Import 1 file');
  await dialog.getByText('2 received = 2 new + 0 updated + 0 duplicates + 0 rejected').waitFor();
  const rows = await rowsOf(page, 'From a table');
  expect(rows.map(({ createdAt, user }) => [new Date(createdAt).toISOString(), user])).toEqual([
    ['2026-03-04T11:00:00.000Z', ''],
    ['2026-01-02T10:00:00.000Z', ''],
  ]);
});

describe.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', (colorScheme) => {
  beforeAll(async () => {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
  });

  it('before', async () => {
    await drop(page, put('question.csv', ambiguous), put('plain.ndjson', lines('p', 5)), join(folder, 'gone.csv'));
    await dialog.getByText('One question').waitFor();
    await ready('plain.ndjson');
    expect(await violations(page)).toEqual([]);
  });

  it('and after', async () => {
    await drop(page, put('plain.ndjson', lines('p', 5)));
    await dialog.getByLabel('They belong to').selectOption('By keyboard');
    await ready('plain.ndjson');
    await run('Import 1 file');
    expect(await violations(page)).toEqual([]);
  });
});
