// Cells as text that other programs take: what is shown, and nothing but data.

export type CellFormat = 'text' | 'tsv' | 'markdown' | 'json';

/** Cells to copy. A row has a text for every heading, null where the cell is not selected. */
export interface Cells {
  headings: { id: string; label: string }[];
  rows: (string | null)[][];
}

/** The cells in a format. Headings stand above several columns; a single column is its values. */
export function cellsAs(format: CellFormat, cells: Cells): string {
  const single = cells.headings.length === 1 && format !== 'json' && format !== 'markdown';
  if (format === 'json') return json(cells);
  const head = single ? [] : [cells.headings.map(({ label }) => label)];
  const lines = [...head, ...cells.rows.map((row) => row.map((text) => text ?? ''))];
  // One value alone is copied as it is: it goes into a search field or a ticket, not into a sheet.
  if (single && lines.length === 1) return lines[0]?.[0] ?? '';
  if (format === 'markdown') return markdown(lines);
  return format === 'tsv' ? lines.map((line) => line.map(tsvField).join('\t')).join('\n') : aligned(lines.map((line) => line.map(oneLine)));
}

function json({ headings, rows }: Cells): string {
  const object = (row: (string | null)[]): Record<string, string> =>
    Object.fromEntries(headings.flatMap(({ id }, at) => (typeof row[at] === 'string' ? [[id, row[at]]] : [])));
  return JSON.stringify(rows.map(object), null, 2);
}

/** Columns that stand below one another in a font of one width. */
function aligned(lines: string[][]): string {
  const widths: number[] = [];
  for (const line of lines) line.forEach((text, at) => (widths[at] = Math.max(widths[at] ?? 0, [...text].length)));
  const padded = (text: string, at: number): string => text + ' '.repeat((widths[at] ?? 0) - [...text].length);
  return lines.map((line) => line.map(padded).join('  ').trimEnd()).join('\n');
}

function markdown([head = [], ...rows]: string[][]): string {
  const line = (texts: string[]): string => `| ${texts.join(' | ')} |`;
  return [line(head.map(escaped)), line(head.map(() => '---')), ...rows.map((row) => line(row.map(escaped)))].join('\n');
}

/** Text that Markdown takes for nothing else: CommonMark lets every mark of ASCII be escaped. Those left mean nothing in a table. */
const escaped = (text: string): string => oneLine(text).replace(/[\\`*_[\]|<>~&@:]/g, '\\$&');

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

// As export/defuse.go does for CSV: what may begin a formula, what a spreadsheet passes over before it, and where it begins a cell.
const leading = /(^|[;\t\r\n])(?=["\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠﹢﹣﹦﹫−])/gu;

/** A field of TSV as spreadsheets paste it: quoted where it has to be, and never a formula. */
function tsvField(text: string): string {
  const data = text.replace(leading, (before) => `${before}'`);
  return /["\t\r\n]/.test(data) ? `"${data.replaceAll('"', '""')}"` : data;
}
