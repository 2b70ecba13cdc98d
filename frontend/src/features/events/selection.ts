import { formatMany } from '../../lib/format/number';
import type { CellFormat } from '../../lib/grid/copy';

/** The formats in which cells are copied; the first is that of Ctrl C. */
export const copyFormats: { format: CellFormat; label: string; what: string }[] = [
  { format: 'tsv', label: 'Table', what: 'TSV, for a spreadsheet' },
  { format: 'text', label: 'Plain text', what: 'columns below one another' },
  { format: 'markdown', label: 'Markdown', what: 'for a ticket or a page' },
  { format: 'json', label: 'JSON', what: 'for a program' },
];

/** "3 rows", "3 rows × 2 columns", "7 cells": what is selected of a table of so many columns. */
export function selectionWords(selected: { rows: number; columns: number[]; cells: number }, columns: number): string {
  const rows = formatMany(selected.rows, 'row', 'rows');
  if (selected.cells === selected.rows * columns) return rows;
  const box = selected.cells === selected.rows * selected.columns.length;
  if (box && selected.cells > 1) return `${rows} × ${formatMany(selected.columns.length, 'column', 'columns')}`;
  return formatMany(selected.cells, 'cell', 'cells');
}
