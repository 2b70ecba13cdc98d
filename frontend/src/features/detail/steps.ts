import type { Row } from '../../lib/api';

/** The events beside an event in the table; null where it is the first or last. */
export interface Neighbours {
  previous: Row | null;
  next: Row | null;
}

/** None: while the table does not hold the event. */
export const alone: Neighbours = { previous: null, next: null };

/** The table's rows in its order, as Go answers for them. */
interface Rows {
  position: (token: string, key: number) => Promise<number>;
  rows: (token: string, from: number, count: number) => Promise<Row[]>;
}

/** Asks for the rows above and below an event under a filter's token. */
export async function neighboursOf(table: Rows, token: string, key: number): Promise<Neighbours> {
  const at = await table.position(token, key);
  if (at < 0) return alone;
  const rows = await table.rows(token, Math.max(0, at - 1), at === 0 ? 2 : 3);
  const here = rows.findIndex((row) => row.key === key);
  if (here < 0) return alone;
  return { previous: rows[here - 1] ?? null, next: rows[here + 1] ?? null };
}
