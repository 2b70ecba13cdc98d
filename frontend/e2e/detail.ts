import type { Locator, Page } from 'playwright-core';
import type { Detail, FilterSpec, Order, Row } from '../src/lib/api/types';
import { everything, settled } from './page';

/** The pane of the event that is open. */
export const pane = (page: Page): Locator => page.locator('aside');

/** A tab of the pane. */
export const tab = (page: Page, name: string): Locator => pane(page).getByRole('tab', { name });

/** Filters by a search text. */
export async function searchFor(page: Page, text: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Search' }).fill(text);
  await page.keyboard.press('Enter');
  await settled(page);
}

interface Bound {
  go: {
    bind: {
      Events: {
        Filter(spec: FilterSpec, order: Order): Promise<{ token: string }>;
        Rows(token: string, from: number, count: number): Promise<Row[]>;
        Detail(key: number): Promise<Detail>;
      };
    };
  };
}

/** An event's detail by its place under a search, asked of Go past the window. */
export async function detailOf(page: Page, search: string, index: number): Promise<Detail> {
  const detail = await page.evaluate(
    async ({ spec, at }) => {
      const { Events } = (window as unknown as Bound).go.bind;
      const { token } = await Events.Filter(spec, { column: 'created', ascending: false });
      const [row] = await Events.Rows(token, at, 1);
      return row ? Events.Detail(row.key) : null;
    },
    { spec: { ...everything, search }, at: index },
  );
  if (!detail) throw new Error(`no event ${index} under ${search}`);
  return detail;
}

const MOST_TRIED = 300;

/** The first event under a search that has what is asked, and its place, which may be far down. */
export async function findEvent(
  page: Page,
  search: string,
  has: (detail: Detail) => boolean,
): Promise<{ detail: Detail; index: number }> {
  for (let index = 0; index < MOST_TRIED; index++) {
    const detail = await detailOf(page, search, index);
    if (has(detail)) return { detail, index };
  }
  throw new Error(`none of the first ${MOST_TRIED} events under ${search} has what is asked`);
}
