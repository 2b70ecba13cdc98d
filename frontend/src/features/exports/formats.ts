import type { ExportFormat } from '../../lib/api';

/** A file format as the dialog offers it. */
export interface FormatChoice {
  value: ExportFormat;
  name: string;
  /** What it is good for, one line. */
  use: string;
  /** How its files end. */
  extension: 'xlsx' | 'pdf' | 'csv' | 'ndjson';
  /** An evidence pack can be made of it. */
  packs: boolean;
  /** It has templates. */
  templates: boolean;
}

/** The formats, the usual one first. */
export const formats: FormatChoice[] = [
  {
    value: 'xlsx',
    name: 'Excel',
    use: 'A workbook: events, changes, charts, and a report on them.',
    extension: 'xlsx',
    packs: true,
    templates: true,
  },
  {
    value: 'pdf',
    name: 'PDF',
    use: 'Report and summary with charts, to print and sign. No events.',
    extension: 'pdf',
    packs: false,
    templates: true,
  },
  {
    value: 'csv',
    name: 'CSV',
    use: 'One record an event, for any spreadsheet or database.',
    extension: 'csv',
    packs: true,
    templates: false,
  },
  {
    value: 'ndjson',
    name: 'NDJSON',
    use: 'One JSON object a line with every field, for programs.',
    extension: 'ndjson',
    packs: true,
    templates: false,
  },
  {
    value: 'ocsf',
    name: 'OCSF 1.3.0',
    use: 'For a SIEM or data lake that speaks the Open Cybersecurity Schema.',
    extension: 'ndjson',
    packs: false,
    templates: false,
  },
  {
    value: 'ecs',
    name: 'ECS 8.17.0',
    use: 'For Elasticsearch or OpenSearch, in the Elastic Common Schema.',
    extension: 'ndjson',
    packs: false,
    templates: false,
  },
];

/** What is known of a format. */
export function formatOf(value: ExportFormat): FormatChoice {
  const found = formats.find((format) => format.value === value);
  if (!found) throw new Error(`no format ${value}`);
  return found;
}
