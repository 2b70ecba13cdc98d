import type { ExportFormat } from '../../lib/api';

/** A file format as the dialog offers it. */
export interface FormatChoice {
  value: ExportFormat;
  name: string;
  /** What it is good for, one line. */
  use: string;
}

/** The formats, the usual one first. */
export const formats: FormatChoice[] = [
  { value: 'xlsx', name: 'Excel', use: 'A workbook: the events, and a report with filter and counts.' },
  { value: 'csv', name: 'CSV', use: 'One record an event, for any spreadsheet or database.' },
  { value: 'ndjson', name: 'NDJSON', use: 'One JSON object a line with every field, for programs.' },
];
