import type { Locator, Page } from 'playwright-core';
import type { FilterSpec, Row } from '../src/lib/api/types';
import { everything } from './page';

interface Bound {
  go: {
    bind: {
      Events: {
        Filter(spec: FilterSpec, order: { column: string; ascending: boolean }): Promise<{ token: string; count: number }>;
        Rows(token: string, from: number, count: number): Promise<Row[]>;
      };
    };
  };
  runtime: { EventsEmit(name: string, ...data: unknown[]): void };
}

/** Drops files onto the window: the native event, as Wails sends it. */
export async function drop(page: Page, ...paths: string[]): Promise<void> {
  await page.evaluate((dropped) => (window as unknown as Bound).runtime.EventsEmit('wails:file-drop', 10, 10, dropped), paths);
}

/** The events of one tenant, newest first, read past the window. */
export const rowsOf = (page: Page, tenant: string): Promise<Row[]> =>
  page.evaluate(
    async (spec) => {
      const { Events } = (window as unknown as Bound).go.bind;
      const { token, count } = await Events.Filter(spec, { column: 'created', ascending: false });
      return Events.Rows(token, 0, count);
    },
    { ...everything, tenants: [tenant] },
  );

/** One file in the import dialog, by its name. */
export const fileIn = (dialog: Locator, name: string): Locator => dialog.getByRole('region', { name, exact: true });

/** A log of a few entries, every fifth of which has no time. */
export function lines(prefix: string, count: number): string {
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      id: `${prefix}${index}`,
      created: index % 5 === 4 ? 'soon' : `2026-03-${String(1 + (index % 28)).padStart(2, '0')}T10:00:00.000Z`,
      event: 'Flow Updated',
      user: { email: 'ada@example.test' },
    }),
  ).join('\n');
}

/** A table whose columns and dates only a person can tell for certain. */
export const ambiguous =
  'Wann;Was;Wer\n01/02/2026 10:00;Flow Created;ada@example.test\n03/04/2026 11:00;Flow Deleted;bob@example.test\n';
