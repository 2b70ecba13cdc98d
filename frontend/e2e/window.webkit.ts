// The page in WebKitGTK, the engine that draws the window on Linux.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keys, WebKit } from './webdriver';

/** A cache of at least so many events is there to be scrolled; 0 for that of the demo tenant. */
const many = Number(process.env['TRAILBOOK_SCROLL_ROWS'] ?? 0);
const SECONDS = many > 0 ? 10 : 4;
const NOTCH = 16; // ms: a wheel that is flicked
const folder = join(import.meta.dirname, '../../out');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let webkit: WebKit;
let total: number;

beforeAll(async () => {
  webkit = await WebKit.start();
  await webkit.open(process.env['TRAILBOOK_PAGE'] ?? '');
  if (many === 0) {
    await webkit.until(`return [...document.querySelectorAll('button')].some((one) => one.innerText.includes('Try it with the demo tenant'))`);
    await webkit.run(`[...document.querySelectorAll('button')].find((one) => one.innerText.includes('Try it with the demo tenant')).click()`);
  }
  const rows = `return Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')) - 1`;
  await webkit.until(`${rows} >= arguments[0]`, Math.max(many, 20_000));
  await webkit.until(`return [...document.querySelectorAll('button:enabled')].some((one) => one.innerText.trim().startsWith('RELOAD'))`);
  total = await webkit.run<number>(rows);
});
afterAll(() => webkit.stop());

/** Waits until the focus is in a row, counted from 1. */
const focusIn = (row: number): Promise<unknown> =>
  webkit.until(`return document.activeElement?.closest('.canvas [role="row"]')?.getAttribute('aria-rowindex') === arguments[0]`, String(row + 1));

describe('the table', () => {
  it('scrolls on and on with few rows in the document, and shows real ones at rest', { timeout: 180_000 }, async () => {
    await webkit.run(`
      const seen = (window.seen = { frames: [], rows: 0, going: true });
      let last = performance.now();
      const frame = (now) => {
        seen.frames.push(now - last);
        last = now;
        seen.rows = Math.max(seen.rows, document.querySelectorAll('.canvas [role="row"]').length);
        if (seen.going) requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);`);
    await webkit.wheel({ x: 700, y: 600 }, (SECONDS * 1000) / NOTCH, NOTCH);
    const { frames, rows } = await webkit.run<{ frames: number[]; rows: number }>('seen.going = false; return seen');
    const moved = await webkit.run<number>(`return Math.max(...[...document.querySelectorAll('.canvas [role="row"]')].map((row) => Number(row.getAttribute('aria-rowindex'))))`);
    const at = (share: number): string => (frames.toSorted((a, b) => a - b)[Math.min(frames.length - 1, Math.floor(share * frames.length))] ?? 0).toFixed(0);
    if (many > 0) console.log(`WebKitGTK: ${total} rows, ${moved} of them passed by: ${frames.length} frames, median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms; at most ${rows} rows in the document`);
    expect(rows).toBeLessThanOrEqual(60);
    expect(moved).toBeGreaterThan(100 * SECONDS);
    await webkit.until(`return document.querySelector('.canvas .bone') === null`);
  });

  it('is walked through by keys, to its very end and back, without losing the focus', async () => {
    await webkit.run(`document.querySelector('.scroller').scrollTo(0, 0)`);
    await webkit.until(`return document.querySelector('.canvas [aria-rowindex="2"] [aria-colindex="3"]')`);
    await webkit.click('.canvas [aria-rowindex="2"] [aria-colindex="3"]');
    await webkit.press([keys.down, keys.down]);
    await focusIn(3);
    await webkit.press([keys.end], [keys.control]);
    await focusIn(total);
    await webkit.press([keys.home], [keys.control]);
    await focusIn(1);
  });

  it('opens an event by Enter and closes it by Esc, back in its row', async () => {
    await webkit.press([keys.down, keys.enter]);
    await webkit.until(`return document.querySelector('aside [role="tab"]')`);
    await webkit.press([keys.escape]);
    await webkit.until(`return document.querySelector('aside') === null`);
    await focusIn(2);
  });
});

describe.each(['light', 'dark'])('in the %s theme', (theme) => {
  it('has nothing for axe to find', { timeout: 120_000 }, async () => {
    await webkit.run(`document.documentElement.dataset.theme = arguments[0]`, theme);
    await webkit.run(axe); // as the script itself: the page forbids eval
    const found = await webkit.run<string[]>(`
      return axe.run({ resultTypes: ['violations'], preload: false, iframes: false }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.target.join(' ') + ': ' + node.failureSummary)))`);
    expect(found).toEqual([]);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `webkit-${theme}.png`), await webkit.picture());
  });
});
