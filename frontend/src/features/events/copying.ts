import { events, type Row } from '../../lib/api';
import { formatCount, formatMany } from '../../lib/format/number';
import type { Column } from '../../lib/grid/column';
import { cellsAs, type CellFormat, type Cells } from '../../lib/grid/copy';
import { firstRows, rowSpans, rowsIn, type Range, type Span } from '../../lib/grid/ranges';
import { selectedIn } from '../../lib/grid/selection.svelte';

/** More rows than this are a file: the export writes them. */
export const mostCopied = 10_000;
/** What Go gives of rows at once. */
const atOnce = 500;

/** Rows `from` to `from + count` of the result that the table shows. */
type ReadRows = (token: string, from: number, count: number) => Promise<Row[]>;

/** What there is to copy: cells of the table under a token, by the columns it shows. */
export interface Copied {
  token: string;
  columns: Column<Row>[];
  ranges: readonly Range[];
}

/** The cells as text, and in words how many rows that are. Only what the table shows is in it, secrets masked. */
export async function copyOf(what: Copied, format: CellFormat, read: ReadRows = events.rows): Promise<{ text: string; told: string }> {
  const spans = rowSpans(what.ranges);
  const cells = await cellsOf(what, firstRows(spans, mostCopied), read);
  const all = rowsIn(spans);
  const cut = all > mostCopied;
  return { text: cellsAs(format, cells), told: cut ? tooMany(all) : told(what, all) };
}

function told({ ranges }: Copied, rows: number): string {
  const [only] = ranges;
  const cell = ranges.length === 1 && only && only.left === only.right && rows === 1;
  return cell ? 'Copied the cell.' : `Copied ${formatMany(rows, 'row', 'rows')}.`;
}

const tooMany = (all: number): string =>
  `Copied the first ${formatCount(mostCopied)} of ${formatCount(all)} rows. An export has them all.`;

async function cellsOf({ token, columns, ranges }: Copied, spans: Span[], read: ReadRows): Promise<Cells> {
  const used = columns.map((column, at) => ({ column, at: at + 1 })).filter(({ at }) => ranges.some(({ left, right }) => at >= left && at <= right));
  const rows: Cells['rows'] = [];
  for (const { from, to } of spans) {
    for (let next = from; next <= to; next += atOnce) {
      const some = await read(token, next, Math.min(atOnce, to - next + 1));
      some.forEach((row, index) =>
        rows.push(used.map(({ column, at }) => (selectedIn(ranges, { row: next + index, column: at }) ? column.text(row) : null))),
      );
    }
  }
  return { headings: used.map(({ column: { id, label } }) => ({ id, label })), rows };
}
