import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe';
import { pane, searchFor, tab } from './detail';
import { COMPONENT, HOSTILE, importLedger, LEDGER, SECRETS } from './ledger';
import { launch, openLog, reset, showLog, waitForCount } from './page';
import { chooseTenant, removeTenant } from './tenants';

const GAP = 'Changed outside the log, or entries are missing.';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launch();
  page = await openLog(browser);
  importLedger();
  await page.reload();
  await showLog(page);
  await chooseTenant(page, new RegExp(LEDGER));
  await waitForCount(page, 8);
});
afterAll(async () => {
  await removeTenant(page, LEDGER);
  await browser.close();
});

/** The row of an event by its minute in the table. */
const row = (day: number, action = ''): Locator =>
  page.locator('.canvas [role="row"]', { hasText: `2025-03-0${day} 10:00:00` }).filter({ hasText: action });
const timeline = (): Locator => pane(page).getByRole('list', { name: 'Events of the object, the newest first' });
const dialog = (): Locator => page.getByRole('dialog', { name: 'Compare' });
const part = (name: string): Promise<void> => pane(page).getByText(name, { exact: true }).click();

async function open(day: number, view: string, action = ''): Promise<void> {
  await row(day, action).locator('.eye').click();
  await tab(page, view).click();
}

interface BoundActivity {
  go: { bind: { Activity: { List(from: number, count: number): Promise<{ lines: { what: string; detail: string }[] }> } } };
}

/** Nothing hostile became markup, no secret is on the page. */
async function harmless(): Promise<void> {
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.title()).not.toBe('1');
  const text = await page.evaluate(() => document.body.innerText);
  for (const secret of SECRETS) expect(text).not.toContain(secret);
}

const themes = ['light', 'dark'] as const;
async function axeIn(colorScheme: (typeof themes)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
  expect(await violations(page)).toEqual([]);
}

describe('the history of an object', () => {
  it('is a tab with the number of its events, the open one marked', async () => {
    await open(4, 'History');
    await expect.poll(() => tab(page, 'History').innerText()).toMatch(/History\s*5/);
    const buttons = timeline().getByRole('button', { name: /Flow (Created|Updated|Started)/ });
    await expect.poll(() => buttons.count()).toBe(5);
    await expect.poll(() => timeline().locator('[aria-current="true"]').innerText()).toContain('eve@ledger.example');
    await expect.poll(() => buttons.first().innerText()).toContain('Flow Updated');
    await expect.poll(() => buttons.last().innerText()).toContain('Flow Created');
    expect(await timeline().getByText('no state recorded').count()).toBe(1);
  });

  it('marks the place where states do not fit, with what differs', async () => {
    const gap = timeline().getByRole('note');
    expect(await gap.count()).toBe(1);
    await expect.poll(() => gap.innerText()).toContain(GAP);
    const differing = gap.getByRole('listitem');
    // The component by its name, which is hostile, and the whole pointer in the title.
    expect(await differing.allInnerTexts()).toEqual([expect.stringMatching(/Post "<img.*›limit$/), expect.stringMatching(/Post "<img.*›note$/)]);
    expect(await differing.first().getAttribute('title')).toBe(`/flow/${COMPONENT}/config/properties/limit`);
    expect(await gap.innerText()).not.toContain(COMPONENT);
  });

  it('opens events by arrows and Enter, and steps by comma and full stop', async () => {
    await timeline().locator('[aria-current="true"]').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await pane(page).getByText('5 of 5').waitFor();
    for (const step of ['4 of 5', '3 of 5', '2 of 5']) {
      await page.keyboard.press(',');
      await pane(page).getByText(step).waitFor();
    }
    await page.keyboard.press('.');
    await pane(page).getByText('3 of 5').waitFor();
    await expect.poll(() => timeline().locator('[aria-current="true"]').innerText()).toContain('Flow Started');
  });

  it('follows the zone of the window', async () => {
    await page.getByText('Local', { exact: true }).click();
    await expect.poll(() => timeline().locator('time').first().innerText()).toBe('11:00:00');
    await page.getByText('UTC', { exact: true }).click();
    await expect.poll(() => timeline().locator('time').first().innerText()).toBe('10:00:00');
  });

  it.each(themes)('has nothing for axe to find in the %s theme', axeIn);
});

describe('the state of an object', () => {
  it('is shown as the open event left it, masked, and at a moment that is typed', async () => {
    await open(2, 'History');
    await part('State');
    const text = pane(page).getByRole('region', { name: 'The flow as JSON' });
    await expect.poll(() => text.innerText()).toContain('"limit": 20');
    await expect.poll(() => text.innerText()).toContain(HOSTILE.replaceAll('"', '\\"'));
    await harmless();
    const moment = pane(page).getByRole('textbox', { name: 'At (UTC)' });
    await moment.fill('2025-03-04 10:00:00');
    await moment.press('Enter');
    await expect.poll(() => text.innerText()).toContain('"limit": 40');
    await moment.fill('2025-02-01');
    await moment.press('Enter');
    await pane(page).getByText('No state is known: no event up to then records one.').waitFor();
    await moment.fill('yesterday');
    await moment.press('Enter');
    await pane(page).getByText(/^Write a time as/).waitFor();
    await pane(page).getByRole('button', { name: 'Back to the event' }).click();
    await expect.poll(() => text.innerText()).toContain('"limit": 20');
  });

  it.each(themes)('has nothing for axe to find in the %s theme', axeIn);

  it('says of every value who set it, and leads there', async () => {
    await open(5, 'History', 'Flow Updated');
    await part('Blame');
    const values = pane(page).getByRole('list', { name: 'Values and who set them' });
    const leaf = (path: RegExp): Locator => values.getByRole('listitem').filter({ hasText: path });
    await expect.poll(() => leaf(/limit/).innerText()).toContain('eve@ledger.example');
    await expect.poll(() => leaf(/Post "<img.*›properties›note/).innerText()).toContain('the event that is open');
    await expect.poll(() => leaf(/password/).innerText()).toMatch(/•••.*secret[\s\S]*eve@/);
    await harmless();
    await pane(page).getByRole('searchbox', { name: 'Filter by path' }).fill('LIMIT');
    await pane(page).getByText('1 of 6 values').waitFor();
    expect(await leaf(/limit/).locator('[title]').first().getAttribute('title')).toBe(`/flow/${COMPONENT}/config/properties/limit`);
    await leaf(/limit/).getByRole('button', { name: /2025-03-04/ }).click();
    await pane(page).getByText('4 of 5').waitFor();
    await pane(page).getByRole('searchbox', { name: 'Filter by path' }).fill('');
  });

  it.each(themes)('has nothing for axe to find in the %s theme', axeIn);
});

describe('how an event fits', () => {
  it('stands with its changes: a gap above them, with the way to the event before', async () => {
    await open(4, 'Changes');
    const gap = pane(page).getByRole('note').filter({ hasText: GAP });
    await gap.waitFor();
    for (const theme of themes) await axeIn(theme);
    await gap.getByRole('button', { name: '2025-03-02 10:00:00 UTC' }).click();
    await pane(page).getByText('fits the previous event of this flow').waitFor();
    await pane(page).getByRole('button', { name: '2025-03-01 10:00:00 UTC' }).click();
    await pane(page).getByText('the first event of this flow in the cache').waitFor();
  });

  it('says from which event the state before comes where the entry lacks it', async () => {
    await open(7, 'Changes');
    const note = pane(page).getByRole('note').filter({ hasText: 'The entry holds the new object alone.' });
    await note.getByRole('button', { name: /ACL Rule Updated.*2025-03-06/ }).click();
    await expect.poll(() => row(6).getAttribute('aria-current')).toBe('true');
  });

  it('is summed up with the sources, each gap a way to its event', async () => {
    await page.keyboard.press('s');
    const notes = page.getByRole('region', { name: `Notes on ${LEDGER}` });
    await notes.getByRole('button', { name: 'Show 1 place where states do not fit together' }).click();
    await expect.poll(() => notes.getByText('Of 3 objects.').count()).toBe(1);
    for (const theme of themes) await axeIn(theme);
    await notes.getByRole('listitem').getByRole('button', { name: /f-intake/ }).click();
    await pane(page).getByText('eve@ledger.example').first().waitFor();
    await page.keyboard.press('Escape');
    await pane(page).waitFor({ state: 'detached' });
  });
});

describe('two events', () => {
  it('are compared by C on one and on the other, the earlier as before', async () => {
    await row(5, 'Flow Updated').getByRole('gridcell').nth(1).click();
    await page.keyboard.press('c');
    const bar = page.getByRole('region', { name: 'Marked to compare' });
    await bar.getByText('2025-03-05 10:00:00 UTC').waitFor();
    await row(2).getByRole('gridcell').nth(1).click();
    await page.keyboard.press('c');
    await dialog().getByRole('region', { name: 'Before' }).getByText('2025-03-02').waitFor();
    await dialog().getByRole('region', { name: 'After' }).getByText('2025-03-05').waitFor();
    const limit = dialog().getByRole('listitem').filter({ hasText: 'limit' });
    await expect.poll(() => limit.innerText()).toMatch(/before:\s*20[\s\S]*after:\s*40/);
    expect(await bar.count()).toBe(0);
    await harmless();
  });

  it('are shown side by side, as text and as a tree, by click or by key', async () => {
    const views: [string, Locator][] = [
      ['Side by side', dialog().getByRole('table', { name: 'Before and after side by side' }).getByText('"limit": 40')],
      ['Text', dialog().getByRole('group', { name: 'Text before and after' }).getByText('"limit": 40')],
      ['Tree', dialog().getByRole('tree', { name: 'What changed, as a tree' }).getByText('40', { exact: true })],
    ];
    for (const [name, shows] of views) {
      await dialog().getByRole('tab', { name }).click();
      await shows.waitFor();
      await harmless();
      await axeIn('light');
    }
    for (const [at, [, shows]] of views.entries()) {
      await page.keyboard.press(String(at + 2));
      await shows.waitFor();
    }
    await page.keyboard.press('1');
    await dialog().getByRole('group', { name: 'Changes' }).waitFor();
  });

  it('have the keys of the details: to step, to fold, to search', async () => {
    const changes = dialog().getByRole('group', { name: 'Changes' });
    const total = await changes.getByRole('listitem').count();
    await page.keyboard.press('n');
    await dialog().getByText(`Change 1 of ${total}`, { exact: true }).waitFor();
    await changes.locator('[aria-current="true"]').waitFor();
    await page.keyboard.press('e');
    await expect.poll(() => changes.getByRole('listitem').count()).toBe(0);
    await page.keyboard.press('e');
    await expect.poll(() => changes.getByRole('listitem').count()).toBe(total);
    await page.keyboard.press('Control+f');
    const search = dialog().getByRole('search', { name: 'Search in this view' });
    await search.getByRole('textbox').fill('limit');
    await search.getByText('1 of 1', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await search.waitFor({ state: 'detached' });
    await dialog().getByRole('tab', { name: 'Changes' }).waitFor();
  });

  it('are copied as a patch, masked', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    // Esc closes the menu alone.
    await dialog().getByRole('button', { name: 'Copy the changes' }).click();
    await page.getByRole('button', { name: /^JSON Patch/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^JSON Patch/ }).waitFor({ state: 'detached' });
    await dialog().getByRole('button', { name: 'Copy the changes' }).click();
    await page.getByRole('button', { name: /^JSON Patch/ }).click();
    await page.getByRole('button', { name: /^Copied/ }).waitFor();
    const patch = await page.evaluate(() => navigator.clipboard.readText());
    expect(JSON.parse(patch)).toContainEqual({ op: 'replace', path: `/flow/${COMPONENT}/config/properties/limit`, value: 40 });
    for (const secret of SECRETS) expect(patch).not.toContain(secret);
    await page.getByRole('button', { name: /^(JSON Patch|Copied)/ }).waitFor({ state: 'detached' });
  });

  it('show a secret once that is asked for, and record which event left it', async () => {
    const password = dialog().getByRole('listitem').filter({ hasText: 'password' });
    await password.getByRole('button', { name: 'Reveal… the secret before' }).click();
    const asks = page.getByRole('dialog', { name: 'Reveal this secret?' });
    await asks.getByText('the comparison is closed').waitFor();
    await asks.getByRole('button', { name: 'Cancel' }).click();
    await asks.waitFor({ state: 'hidden' });
    await harmless();
    await password.getByRole('button', { name: 'Reveal… the secret before' }).click();
    await asks.getByRole('button', { name: 'Reveal and record' }).click();
    await password.getByText(SECRETS[0] ?? '').waitFor();
    await password.getByRole('button', { name: 'Hide the secret before' }).click();
    await harmless();
    const lines = await page.evaluate(async () => {
      const { Activity } = (window as unknown as BoundActivity).go.bind;
      return (await Activity.List(0, 1)).lines.map(({ what, detail }) => `${what}: ${detail}`);
    });
    expect(lines[0]).toContain(`secret revealed: before of "/flow/${COMPONENT}/config/properties/password" in the state that event "i2" of "${LEDGER}" left`);
  });

  it.each(themes)('have nothing for axe to find in the %s theme', axeIn);

  it('give the mark back: by Cancel, by C again, and Esc closes the comparison alone', async () => {
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    const bar = page.getByRole('region', { name: 'Marked to compare' });
    await row(2).getByRole('gridcell').nth(1).click();
    await page.keyboard.press('c');
    await bar.getByRole('button', { name: 'Cancel' }).click();
    await bar.waitFor({ state: 'detached' });
    await row(2).getByRole('gridcell').nth(1).click();
    await page.keyboard.press('c');
    await bar.waitFor();
    await page.keyboard.press('c');
    await bar.waitFor({ state: 'detached' });
  });

  it('are compared by dragging one onto the other, of two objects too', async () => {
    await row(5, 'Flow Created').dragTo(row(5, 'Flow Updated'));
    await dialog().getByText('These are two different flows.').waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('an event', () => {
  it('is compared with the present state of its object, from the details', async () => {
    await open(1, 'Changes');
    await pane(page).getByRole('button', { name: 'Compare with…' }).click();
    await page.getByRole('button', { name: /^Now/ }).click();
    await dialog().getByRole('region', { name: 'After' }).getByText('now', { exact: true }).waitFor();
    await expect.poll(() => dialog().getByRole('listitem').filter({ hasText: 'limit' }).innerText()).toMatch(/10[\s\S]*40/);
    // The details behind have the same keys, and stay as they are.
    await page.keyboard.press('4');
    await dialog().getByRole('tree').waitFor();
    expect(await tab(page, 'Changes').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
  });

  it('gives two dates of its object to compare, which can be typed', async () => {
    await pane(page).getByRole('button', { name: 'Compare with…' }).click();
    await page.getByRole('button', { name: /^Two dates/ }).click();
    const dates = page.getByRole('dialog', { name: 'Compare two dates' });
    const limit = dates.getByRole('listitem').filter({ hasText: 'limit' });
    await expect.poll(() => limit.innerText()).toMatch(/10[\s\S]*40/);
    await dates.getByRole('textbox', { name: 'to (UTC)' }).fill('2025-03-02 12:00');
    await dates.getByRole('textbox', { name: 'to (UTC)' }).press('Enter');
    await expect.poll(() => limit.innerText()).toMatch(/10[\s\S]*20/);
    await dates.getByRole('textbox', { name: 'From (UTC)' }).fill('2025-03-02 11:00');
    await dates.getByRole('textbox', { name: 'From (UTC)' }).press('Enter');
    await dates.getByText('The flow is the same at both points.').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });
});

describe('a flow of the demo tenant', () => {
  it('has a history that is drawn, with states that fit', async () => {
    await chooseTenant(page, /demo/);
    await reset(page);
    await searchFor(page, 'action:"Flow Updated"');
    await page.locator('.eye').first().click();
    await tab(page, 'Changes').click();
    await pane(page).getByText('fits the previous event of this flow').waitFor();
    await tab(page, 'History').click();
    await part('Timeline');
    await pane(page).getByRole('img', { name: /^Sizes of \d+ changes from/ }).waitFor();
    await timeline().getByRole('button').first().waitFor();
    expect(await pane(page).getByText(GAP).count()).toBe(0);
    await page.keyboard.press('Escape');
    await reset(page);
  });
});
