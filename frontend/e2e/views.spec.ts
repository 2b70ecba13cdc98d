import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { VIEWS } from '../src/features/detail/views';
import { violations } from './axe';
import { pane, searchFor, tab } from './detail';
import { launch, openLog, reset, settingsKept, settled } from './page';
import { importEvents, sampleEvents } from './samples';
import { chooseTenant } from './tenants';

let browser: Browser;
let page: Page;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'views-'));
  browser = await launch();
  page = await openLog(browser);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await importEvents(page, join(folder, 'samples.ndjson'), 'Samples', sampleEvents);
  await page.reload();
  await page.locator('.eye').first().waitFor();
  await chooseTenant(page, /Samples/);
  await settled(page);
});
afterAll(async () => {
  await uncover(); // the next spec shares the settings
  await settingsKept(page, { whole: false });
  await browser.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  // A test that failed may have left a dialog open or the window covered.
  if ((await page.locator('dialog[open]').count()) > 0) await page.keyboard.press('Escape');
  await uncover();
  await reset(page);
});

/** Puts the pane back beside the table. */
async function uncover(): Promise<void> {
  if ((await page.locator('aside.whole').count()) > 0) await page.keyboard.press('f');
}

/** Opens the sample of an action, on its changes. */
async function open(action: string): Promise<void> {
  await searchFor(page, action);
  await page.locator('.eye').first().click();
  await pane(page).getByRole('heading', { name: action }).waitFor();
  await page.keyboard.press('1');
  await changes().waitFor();
}
const changes = (): Locator => pane(page).getByRole('group', { name: 'Changes', exact: true });
const card = (name: string | RegExp): Locator => changes().getByRole('group', { name });
const current = (): Locator => pane(page).locator('[aria-current="true"]');
const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
const dialog = (name: string): Locator => page.getByRole('dialog', { name });

describe('the changes', () => {
  it('stand by element, under names that a person knows', async () => {
    await open('Flow Updated');
    expect(await changes().getByRole('heading').allInnerTexts()).toEqual([
      expect.stringContaining('SendChannelMessage "Notify sales"'),
      expect.stringContaining('RunJavaScript "Orders above the limit"'),
      expect.stringContaining('Post "ERP"'),
      expect.stringMatching(/Wait "A minute".*removed/s),
      expect.stringMatching(/Filter "Only above 500 €".*added/s),
    ]);
    await expect.poll(() => card(/Post "ERP"/).locator('[data-find$="connection"]').innerText()).toMatch(/RunJavaScript\.out → Post\.in/);
    expect(await card(/Post "ERP"/).getByText('type changed').count()).toBeGreaterThan(0);
    await expect.poll(() => card(/Post "ERP"/).locator('[data-find$="before"] .text').last().innerText()).toMatch(/^"3"\s*$/);
  });

  it('keep the name of their element in sight', async () => {
    await open('Flow Updated');
    const heading = card(/RunJavaScript/).getByRole('heading');
    await pane(page).getByText('config/properties/schema').evaluate((element) => element.scrollIntoView({ block: 'start' }));
    const [panel, box] = [await pane(page).getByRole('tabpanel').boundingBox(), await heading.boundingBox()];
    expect(Math.abs((box?.y ?? 0) - (panel?.y ?? -99))).toBeLessThan(3);
  });

  it('fold one by one and all by E', async () => {
    await open('Flow Updated');
    const heads = changes().getByRole('heading').getByRole('button', { expanded: true });
    const count = await heads.count();
    await heads.first().click();
    expect(await heads.count()).toBe(count - 1);
    await page.keyboard.press('e');
    expect(await heads.count()).toBe(0);
    await page.keyboard.press('e');
    expect(await heads.count()).toBe(count);
  });

  it('show markup and characters that cannot be seen as what they are', async () => {
    await open('Template Created');
    await changes().getByText('U+202E').first().waitFor();
    expect(await pane(page).locator('img').count()).toBe(0);
    expect(await page.title()).not.toBe('owned');
  });
});

/** Whether the window behind the pane takes the focus. */
const reachable = (): Promise<boolean> =>
  page.getByRole('banner').getByRole('button').first().evaluate((button) => {
    button.focus();
    return document.activeElement === button;
  });

describe('keys', () => {
  it('choose the views by number, and the last one is kept', async () => {
    await open('Flow Updated');
    for (const [at, { label }] of VIEWS.entries()) {
      await page.keyboard.press(String(at + 1));
      expect(await tab(page, label).getAttribute('aria-selected')).toBe('true');
    }
  });

  it.each([['1', 12], ['2', 11], ['3', 11], ['4', 13]])('N and P step through the changes of view %s and say which', async (view, count) => {
    await open('Flow Updated');
    await page.keyboard.press(view);
    await pane(page).getByRole('button', { name: 'Next change' }).waitFor();
    await page.keyboard.press('n');
    await pane(page).getByText(`Change 1 of ${count}`, { exact: true }).waitFor();
    await page.keyboard.press('p');
    for (let at = 2; at <= count; at++) await page.keyboard.press('n');
    await pane(page).getByText(`Change ${count} of ${count}`, { exact: true }).waitFor();
    expect(await current().count()).toBe(1);
    await page.waitForTimeout(100);
    const [panel, box] = [await pane(page).getByRole('tabpanel').boundingBox(), await current().boundingBox()];
    expect(box?.y).toBeGreaterThanOrEqual(panel?.y ?? Infinity);
    expect(box?.y).toBeLessThan((panel?.y ?? 0) + (panel?.height ?? 0));
  });

  it('F covers the window, which leaves nothing else to reach, and is kept', async () => {
    await open('Flow Updated');
    await page.keyboard.press('f');
    expect((await pane(page).boundingBox())?.width).toBe(1600);
    expect(await reachable()).toBe(false);
    await settingsKept(page, { whole: true });
    await page.keyboard.press('f');
    expect((await pane(page).boundingBox())?.width).toBeLessThan(800);
    expect(await reachable()).toBe(true);
  });

  it('are left alone where somebody types', async () => {
    await open('Flow Updated');
    await page.getByRole('combobox', { name: 'Search' }).focus();
    await page.keyboard.type('f4n');
    expect(await tab(page, 'Changes').getAttribute('aria-selected')).toBe('true');
    expect(await page.locator('aside.whole').count()).toBe(0);
  });
});

describe('the search inside', () => {
  const found = (text: string): Promise<void> => pane(page).getByRole('search').getByText(text, { exact: true }).waitFor();

  it.each(['1', '2', '3', '4', '6'])('counts and steps in view %s, and marks the place', async (view) => {
    await open('Flow Updated');
    await page.keyboard.press(view);
    await pane(page).getByRole('button', { name: 'Search in this view' }).waitFor();
    await pane(page).getByText('Notify sales').nth(1).waitFor();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('SENDCHANNEL');
    await pane(page).getByRole('search').getByText(/^1 of \d+$/).waitFor();
    // What is found first is of the letters typed so far.
    const marked = (): Promise<string> =>
      page.evaluate(() => [...(CSS.highlights.get('found-now') ?? [])].map((range) => (range as Range).toString()).join().toLowerCase());
    await expect.poll(marked, { timeout: 20_000 }).toBe('sendchannel');
    await page.keyboard.press('Escape');
    await pane(page).getByRole('search').waitFor({ state: 'detached' });
    await pane(page).waitFor();
  });

  it('goes round by Enter and back by Shift+Enter', async () => {
    await open('ACL Rule Updated');
    await page.keyboard.press('5');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('acl');
    await found('1 of 2');
    await page.keyboard.press('Enter');
    await found('2 of 2');
    await page.keyboard.press('Enter');
    await found('1 of 2');
    await page.keyboard.press('Shift+Enter');
    await found('2 of 2');
    await page.keyboard.type('zzz');
    await found('not found');
    await page.keyboard.press('Escape');
  });
});

describe('text', () => {
  it.each(['2', '3'])('opens the lines that are equal in view %s', async (view) => {
    await open('Flow Updated');
    await page.keyboard.press(view);
    const gap = pane(page).getByRole('button', { name: /equal lines?/ }).first();
    await gap.waitFor();
    const words = await gap.innerText();
    expect(await pane(page).getByText('"flow": {').count()).toBe(0);
    await gap.click();
    await pane(page).getByText('"flow": {').first().waitFor();
    expect(await gap.innerText()).not.toBe(words);
  });

  it('stands line beside line, and names the element above', async () => {
    await open('Flow Updated');
    await page.keyboard.press('2');
    const table = pane(page).getByRole('table', { name: 'Before and after side by side' });
    const line = table.getByRole('row').filter({ hasText: '#sales-emea' });
    await expect.poll(() => line.getByRole('cell').nth(1).innerText()).toContain('#sales-global');
    expect(await table.getByText(/SendChannelMessage "Notify sales"/).count()).toBeGreaterThan(0);
  });
});

describe('the tree', () => {
  it('is walked, folded and opened by the arrow keys', async () => {
    await open('Flow Updated');
    await page.keyboard.press('4');
    const items = pane(page).getByRole('treeitem');
    await items.first().focus();
    const all = await items.count();
    await page.keyboard.press('ArrowLeft');
    expect(await items.count()).toBe(1);
    await page.keyboard.press('ArrowRight');
    expect(await items.count()).toBe(all);
    await page.keyboard.press('End');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('treeitem');
    expect(Number(await page.evaluate(() => document.activeElement?.getAttribute('aria-level')))).toBeGreaterThan(1);
    await page.keyboard.press('Home');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-level'))).toBe('1');
  });
});

describe('a value in a window of its own', () => {
  const compare = (path: string): Promise<void> =>
    changes().getByRole('listitem').filter({ hasText: path }).getByRole('button', { name: 'Compare…' }).click();
  const close = (): Promise<void> => dialog('Compare the values').getByRole('button', { name: 'Close' }).click();

  it('shows code line by line', async () => {
    await open('Flow Updated');
    await compare('config/properties/code');
    const line = dialog('Compare the values').getByRole('row').filter({ hasText: 'order.total > 500' });
    await expect.poll(() => line.getByRole('cell').nth(1).innerText()).toContain('order.total >= 250');
    await close();
  });

  it.each([['config/properties/schema', 'properties/region'], ['config/properties/payload', 'mode']])('opens the JSON in %s', async (path, inside) => {
    await open('Flow Updated');
    await compare(path);
    await dialog('Compare the values').getByText(inside).first().waitFor();
    expect(await dialog('Compare the values').getByRole('radio', { name: 'As JSON' }).isChecked()).toBe(true);
    await close();
  });

  it('shows pictures side by side, with type, size and hash', async () => {
    await open('Flow Updated');
    await pane(page).getByRole('switch', { name: /bookkeeping change/ }).click();
    const noisy = pane(page).getByRole('group', { name: 'Layout and bookkeeping changes' });
    await noisy.getByRole('button', { name: 'Compare…' }).click();
    for (const side of ['before', 'after']) {
      const image = dialog('Compare the values').getByRole('img', { name: `The picture ${side}` });
      await image.waitFor();
      expect(await image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(120);
    }
    expect(await dialog('Compare the values').getByText(/image\/svg\+xml/).count()).toBe(2);
    expect(await dialog('Compare the values').getByText(/SHA-256/).count()).toBe(2);
    await close();
    await pane(page).getByRole('switch', { name: /bookkeeping change/ }).click();
  });
});

describe('secrets', () => {
  it('are shown only on demand, and hidden again on leaving the event', async () => {
    await open('Configuration Updated');
    const prints = await changes().getByText(/^#[0-9a-f]{6}$/).allInnerTexts();
    expect(new Set(prints).size).toBe(2);
    await changes().getByRole('button', { name: 'Reveal… the secret before' }).click();
    await dialog('Reveal this secret?').getByRole('button', { name: 'Cancel' }).click();
    expect(await changes().getByText('k'.repeat(24)).count()).toBe(0);
    await changes().getByRole('button', { name: 'Reveal… the secret before' }).click();
    await dialog('Reveal this secret?').getByText('is recorded').waitFor();
    await dialog('Reveal this secret?').getByRole('button', { name: 'Reveal and record' }).click();
    await changes().getByText('k'.repeat(24)).waitFor();
    expect(await changes().getByText('q'.repeat(32)).count()).toBe(0);
    await open('ACL Rule Updated');
    await open('Configuration Updated');
    expect(await page.content()).not.toContain('k'.repeat(24));
  });

  it('can be hidden at once', async () => {
    await open('Configuration Updated');
    await changes().getByRole('button', { name: 'Reveal… the secret after' }).click();
    await dialog('Reveal this secret?').getByRole('button', { name: 'Reveal and record' }).click();
    await changes().getByText('q'.repeat(32)).waitFor();
    await changes().getByRole('button', { name: 'Hide the secret after' }).click();
    expect(await changes().getByText('q'.repeat(32)).count()).toBe(0);
  });
});

it('copies the whole as text, Markdown and JSON Patch, without secrets', async () => {
  await open('Flow Updated');
  for (const [name, has] of [['Plain text', /\+ connection|~ connection/], ['Markdown', /^[#*-]/m], ['JSON Patch', /"op"/]] as const) {
    await pane(page).getByRole('button', { name: 'Copy the changes' }).click();
    await page.getByRole('dialog', { name: 'Copy the changes' }).getByRole('button', { name }).click();
    await page.getByRole('dialog', { name: 'Copy the changes' }).getByText('Copied').first().waitFor();
    const text = await copied();
    expect(text).toMatch(has);
    expect(text).not.toContain('xoxb-2212');
    if (name === 'JSON Patch') expect(JSON.parse(text)).toEqual(expect.arrayContaining([expect.objectContaining({ op: 'replace' })]));
    await page.getByRole('dialog', { name: 'Copy the changes' }).waitFor({ state: 'detached' });
  }
});

describe.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', (colorScheme) => {
  beforeEach(async () => {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
  });

  it.each(VIEWS.map(({ label }) => label))('in %s', async (label) => {
    await open('Flow Updated');
    await tab(page, label).click();
    await page.keyboard.press('n');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('order');
    await page.waitForTimeout(400);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('in a value’s window, over the whole window, and before a secret is revealed', async () => {
    await open('Flow Updated');
    await page.keyboard.press('f');
    expect(await violations(page)).toEqual([]);
    for (const at of [0, 1]) {
      await changes().getByRole('button', { name: 'Compare…' }).nth(at).click();
      await dialog('Compare the values').getByText('Before').first().waitFor();
      await page.waitForTimeout(300);
      expect(await violations(page)).toEqual([]);
      await dialog('Compare the values').getByRole('button', { name: 'Close' }).click();
    }
    await changes().getByRole('button', { name: /^Reveal/ }).first().click();
    await page.waitForTimeout(300);
    expect(await violations(page)).toEqual([]);
    await dialog('Reveal this secret?').getByRole('button', { name: 'Cancel' }).click();
    await page.keyboard.press('f');
  });
});
