import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { address, counts, launch, openLog, rowAt } from './page';
import { longestTask } from './trace';

/** A cache of at least so many events is there to be scrolled; 0 for that of the demo tenant. */
const many = Number(process.env['TRAILBOOK_SCROLL_ROWS'] ?? 0);
const SECONDS = many > 0 ? 10 : 4;
/** Pixels a second, as a flick of a wheel or of two fingers. */
const SPEED = 6_000;

let browser: Browser;
let page: Page;
let total: number;
beforeAll(async () => {
  browser = await launch();
  if (many === 0) page = await openLog(browser);
  else {
    page = await (await browser.newContext({ viewport: { width: 1600, height: 1000 } })).newPage();
    await page.goto(address());
    await page.locator('.eye').first().waitFor({ timeout: 90_000 });
  }
  ({ total } = await counts(page));
  expect(total).toBeGreaterThanOrEqual(many);
});
afterAll(() => browser.close());

/** Counts frames and the rows in the document until `stop`. */
const watch = (): Promise<void> =>
  page.evaluate(() => {
    const seen = { frames: [] as number[], rows: 0, going: true };
    (window as unknown as { seen: typeof seen }).seen = seen;
    let last = performance.now();
    const frame = (now: number): void => {
      seen.frames.push(now - last);
      last = now;
      seen.rows = Math.max(seen.rows, document.querySelectorAll('.canvas [role="row"]').length);
      if (seen.going) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
const stop = (): Promise<{ frames: number[]; rows: number }> =>
  page.evaluate(() => {
    const { seen } = window as unknown as { seen: { frames: number[]; rows: number; going: boolean } };
    seen.going = false;
    return seen;
  });

/** The browser's own scrolling by gesture: wheel events as a hand makes them. */
async function scroll(direction: 1 | -1, seconds: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.synthesizeScrollGesture', {
    x: 700,
    y: 600,
    yDistance: -direction * SPEED * seconds,
    speed: SPEED,
    gestureSourceType: 'mouse',
    preventFling: true,
  });
  await session.detach();
}

/** Cells in sight without their text; the row with the focus stays drawn out of sight, where its text may be let go. */
const bonesInSight = (): Promise<number> =>
  page.evaluate(() => {
    const sight = document.querySelector('.scroller')?.getBoundingClientRect() ?? new DOMRect();
    return [...document.querySelectorAll('.canvas .bone')].filter((bone) => {
      const at = bone.getBoundingClientRect();
      return at.bottom > sight.top && at.top < sight.bottom;
    }).length;
  });

const top = (): Promise<number> =>
  page.evaluate(() => {
    const header = document.querySelector('.header')?.getBoundingClientRect().bottom ?? 0;
    const row = [...document.querySelectorAll('.canvas [role="row"]')].find((one) => one.getBoundingClientRect().bottom > header + 1);
    return Number(row?.getAttribute('aria-rowindex')) - 2;
  });

describe('scrolling on and on', () => {
  it('keeps few rows, and covers every pixel of the way; where it is measured, no task holds a frame up', { timeout: 120_000 }, async () => {
    await page.getByRole('button', { name: 'Go to', exact: true }).click();
    await page.getByRole('textbox', { name: /^Row number/ }).fill('40%');
    await page.keyboard.press('Enter');
    await rowAt(page, Math.round(total * 0.4) - 1).waitFor();
    // What the engine compiles at the first turn of a wheel is no matter of scrolling.
    await scroll(1, 1);
    await page.waitForTimeout(500);
    const from = await top();
    await watch();
    const task = await longestTask(browser, page, () => scroll(1, SECONDS));
    const { frames, rows } = await stop();
    const moved = (await top()) - from;
    const at = (share: number): number => frames.toSorted((a, b) => a - b)[Math.min(frames.length - 1, Math.floor(share * frames.length))] ?? 0;
    if (many > 0) {
      console.log(
        `${total} rows, ${moved} of them passed by: ${frames.length} frames, median ${at(0.5).toFixed(0)} ms, p99 ${at(0.99).toFixed(0)} ms, longest ${at(1).toFixed(0)} ms; longest task ${task.toFixed(0)} ms; at most ${rows} rows in the document`,
      );
    }
    expect(rows).toBeLessThanOrEqual(60);
    // A matter of milliseconds for a machine that does nothing else: where the caller says what to scroll.
    if (many > 0) expect(task).toBeLessThan(50);
    // Not a row less or more than the wheel said, however far a pixel of the scroll bar would lead.
    expect(Math.abs(moved - (SPEED * SECONDS) / 30)).toBeLessThanOrEqual(5);
  });

  it('shows real rows as soon as it comes to rest', async () => {
    await expect.poll(bonesInSight).toBe(0);
  });

  it('reaches the last row by the thumb and by the keyboard', async () => {
    await page.locator('.scroller').evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await rowAt(page, total - 1).waitFor();
    await page.locator('.scroller').evaluate((element) => element.scrollTo(0, 0));
    await rowAt(page, 0).locator('[aria-colindex="2"]').click();
    await page.keyboard.press('Control+End');
    await page.waitForFunction((last) => document.activeElement?.closest('[role="row"]')?.getAttribute('aria-rowindex') === String(last), total + 1);
  });
});
