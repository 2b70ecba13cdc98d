// How the window suits whoever sees it larger, in colours of their own, or without motion. Pictures lie in out/e2e.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe';
import { launch, openLog, rowAt, settled } from './page';

const pictures = join(import.meta.dirname, '../../out/e2e');
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
  mkdirSync(pictures, { recursive: true });
});
afterAll(() => browser.close());

async function within<T>(options: BrowserContextOptions, look: (page: Page) => Promise<T>): Promise<T> {
  const page = await openLog(browser, options);
  try {
    return await look(page);
  } finally {
    await page.context().close();
  }
}

/** Whether all of an element lies in the window. */
async function whole(page: Page, one: Locator): Promise<boolean> {
  const [box, { width, height }] = [await one.boundingBox(), page.viewportSize() ?? { width: 0, height: 0 }];
  return box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
}

describe('at 200 %', () => {
  // A window of 1400 × 900 px, enlarged to the double, is one of 700 × 450 px for the page.
  const enlarged = { viewport: { width: 700, height: 450 }, deviceScaleFactor: 2 };

  it('everything is in reach, and rows are seen', { timeout: 60_000 }, () =>
    within(enlarged, async (page) => {
      await page.screenshot({ path: join(pictures, 'zoomed.png') });
      for (const name of ['FILTER', 'RESET', 'RELOAD', 'Export…', 'Facets', 'Columns', 'Keyboard shortcuts']) {
        expect(await whole(page, page.getByRole('button', { name, exact: true }).first()), name).toBe(true);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(700);
      // All columns need not fit: the table scrolls sideways.
      const seen = await page.evaluate(() =>
        [...document.querySelectorAll('.canvas [role="row"]')].filter((row) => row.getBoundingClientRect().bottom <= window.innerHeight).length,
      );
      expect(seen).toBeGreaterThanOrEqual(4);
      expect(await violations(page)).toEqual([]);
    }));

  it('an event is read, and left', { timeout: 60_000 }, () =>
    within(enlarged, async (page) => {
      await rowAt(page, 0).locator('[role="gridcell"]').nth(1).click();
      await page.keyboard.press('Enter');
      const close = page.locator('aside').getByRole('button', { name: 'Close details' });
      await page.locator('aside [role="tabpanel"]').waitFor();
      expect(await whole(page, close)).toBe(true);
      expect(await page.locator('aside').evaluate((aside) => aside.scrollWidth - aside.clientWidth)).toBe(0);
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, 'zoomed-event.png') });
      await close.click();
      await page.locator('aside').waitFor({ state: 'detached' });
    }));
});

describe('in forced colours', () => {
  it('the place of the keyboard, what is chosen and what is open are told from the rest', { timeout: 60_000 }, () =>
    within({ forcedColors: 'active' }, async (page) => {
      await page.getByRole('list', { name: 'Event type' }).getByRole('button').nth(1).click();
      await settled(page);
      await rowAt(page, 2).locator('[role="gridcell"]').nth(1).click();
      await page.keyboard.press('Enter');
      await page.locator('aside [role="tabpanel"]').waitFor();
      const cell = page.locator('.canvas [role="gridcell"][tabindex="0"]');
      await cell.focus();
      const ring = await cell.evaluate((element) => getComputedStyle(element).outlineStyle + getComputedStyle(element).outlineWidth);
      expect(ring).toMatch(/^(solid|auto)[1-9]/);
      const [open, other] = [page.locator('.canvas [role="row"][aria-current="true"]'), rowAt(page, 6)];
      const look = (row: Locator): Promise<string> =>
        row.evaluate((element) => {
          const { backgroundColor, color, outline, borderColor, boxShadow } = getComputedStyle(element);
          return [backgroundColor, color, outline, borderColor, boxShadow].join();
        });
      await page.screenshot({ path: join(pictures, 'forced-colours.png') });
      expect(await look(open)).not.toBe(await look(other));
      expect(await violations(page)).toEqual([]);
    }));
});

it('moves nothing by itself where motion is unwanted', { timeout: 60_000 }, () =>
  within({ reducedMotion: 'reduce' }, async (page) => {
    await page.locator('.scroller').evaluate((element) => element.scrollTo(0, 200_000));
    await page.getByRole('button', { name: 'Columns' }).click();
    const running = await page.evaluate(() =>
      document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().activeDuration) > 1).length,
    );
    expect(running).toBe(0);
  }));
