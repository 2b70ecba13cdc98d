import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Row } from '../src/lib/api/types';
import { counts, settled, useLog, waitForCount } from './page';

let page: Page;
let rows: Row[];
useLog((opened, all) => ([page, rows] = [opened, all]));

const chart = (): Locator => page.getByRole('region', { name: 'Events over time' });
const bars = (): Locator => chart().getByRole('slider');
const counted = (): Promise<unknown> => page.locator('section[aria-label="Events over time"][aria-busy="false"]').waitFor();

interface Shown {
  from: number;
  to: number;
  count: number;
}

/** The buckets that the chart draws, asked for past it. */
async function buckets(): Promise<Shown[]> {
  await counted();
  const most = Math.min(240, Math.max(24, Math.floor(((await bars().boundingBox())?.width ?? 0) / 7)));
  return page.evaluate(
    async ([room]) => {
      interface Bound {
        go: { bind: { Events: { Histogram(spec: unknown, most: number): Promise<{ buckets: Shown[] }> } } };
      }
      const spec = { tenants: [], search: '', from: '', to: '', zone: 'UTC', types: [], users: [], flowIds: [], actions: [], areas: [] };
      return (await (window as unknown as Bound).go.bind.Events.Histogram(spec, room ?? 100)).buckets;
    },
    [most],
  );
}

const within = (from: number, to: number): number => rows.filter((row) => row.createdAt >= from && row.createdAt < to).length;

describe('events over time', () => {
  it('hold every event once, and say what a bar counts', async () => {
    const shown = await buckets();
    expect(shown.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
    expect(Number(await bars().getAttribute('aria-valuemax'))).toBe(shown.length - 1);
    await bars().focus();
    await page.keyboard.press('End');
    const last = shown.at(-1) as Shown;
    expect(last.count).toBe(within(last.from, last.to));
    expect(await bars().getAttribute('aria-valuetext')).toContain(`: ${last.count.toLocaleString('en')} event`);
    await chart().getByText(`: ${last.count.toLocaleString('en')} event`).waitFor();
  });

  it('zoom to what is dragged over, and out again', async () => {
    const shown = await buckets();
    const box = await bars().boundingBox();
    if (!box) throw new Error('no chart');
    const slot = box.width / shown.length;
    const [from, to] = [Math.floor(shown.length * 0.4), Math.floor(shown.length * 0.6)];
    await page.mouse.move(box.x + (from + 0.5) * slot, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + (to + 0.5) * slot, box.y + 30, { steps: 5 });
    await page.mouse.up();
    await waitForCount(page, within(shown[from]?.from ?? 0, shown[to]?.to ?? 0));
    await chart().getByRole('button', { name: 'Zoom out' }).click();
    await waitForCount(page, rows.length);
    await chart().getByRole('button', { name: 'Zoom in again' }).click();
    await waitForCount(page, within(shown[from]?.from ?? 0, shown[to]?.to ?? 0));
    expect(await page.getByRole('list', { name: 'Applied filter' }).getByRole('listitem').count()).toBe(1);
  });

  it('zoom by keys: to one bar, to a stretch, and out', async () => {
    const shown = await buckets();
    await bars().focus();
    await page.keyboard.press('Home');
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await waitForCount(page, within(shown[3]?.from ?? 0, shown[5]?.to ?? 0));
    await counted();
    await bars().focus();
    await page.keyboard.press('Backspace');
    await waitForCount(page, rows.length);
  });

  it('follow the zone that is shown', async () => {
    await page.getByText('Local', { exact: true }).click();
    await page.getByRole('columnheader', { name: 'Created (Europe/Prague)' }).waitFor();
    await settled(page);
    await counted();
    await bars().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await settled(page);
    const { count } = await counts(page);
    const begins = await page.evaluate(async () => document.querySelector('[role="slider"]')?.getAttribute('aria-valuetext'));
    expect(count).toBeGreaterThan(0);
    expect(begins).toMatch(/\d{4}, \d\d:\d\d–\d\d:\d\d|^\w{3} \d/);
    await page.getByText('UTC', { exact: true }).click();
    await page.getByRole('columnheader', { name: 'Created (UTC)' }).waitFor();
  });

  it('leave their room to the table of a short window, and show there on demand', async () => {
    const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
    await page.setViewportSize({ width, height: 520 });
    await chart().waitFor({ state: 'detached' });
    const toggle = page.getByRole('button', { name: 'Histogram' });
    expect(await toggle.getAttribute('aria-pressed')).toBe('false');
    await toggle.click();
    await bars().waitFor();
    expect(await toggle.getAttribute('aria-pressed')).toBe('true');
    await toggle.click();
    await page.setViewportSize({ width, height });
    await bars().waitFor();
  });

  it('hide, and come back', async () => {
    await page.getByRole('button', { name: 'Histogram' }).click();
    await chart().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Histogram' }).click();
    await bars().waitFor();
  });
});
