import type { FilePreview, FileReport, Finding } from '../../lib/api';
import { formatBytes, formatCount } from '../../lib/format/number';

const formats: Record<string, string> = {
  ndjson: 'NDJSON',
  json: 'JSON',
  csv: 'CSV',
  tsv: 'TSV',
  xlsx: 'Excel',
  har: 'HAR',
};

const delimiters: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

/** A delimiter by its name. */
export const delimiterWords = (sign: string): string => delimiters[sign] ?? sign;

/** What a file is, in a few words: "CSV · semicolon · UTF-8 · gzip · 1.2 MB". */
export function fileWords(file: FilePreview): string {
  const parts = [
    formats[file.format] ?? file.format,
    file.exported ? 'exported by Trailbook' : '',
    file.format === 'csv' ? delimiterWords(file.delimiter) : '',
    file.encoding.toUpperCase(),
    file.sheet === '' ? '' : `sheet ${file.sheet}`,
    file.compression.replaceAll('+', ' in '),
    formatBytes(file.size),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** How certain an inference is, in words. */
export function certaintyWords(certainty: number): string {
  if (certainty >= 0.9) return 'certain';
  if (certainty >= 0.6) return 'likely';
  return certainty > 0 ? 'a guess' : '';
}

const labels: Record<string, string> = {
  entries: 'Entries it reads',
  'fields.id': 'Id',
  'fields.createdAt': 'Created',
  'fields.action': 'Action',
  'fields.type': 'Event type',
  'fields.user': 'User',
  'fields.userId': 'User id',
  'fields.flowId': 'Flow id',
  'fields.targetKind': 'Kind of target',
  'fields.targetId': 'Target id',
  'fields.targetName': 'Name of target',
  'fields.ip': 'IP address',
  'fields.userAgent': 'Browser',
  'fields.before': 'Before',
  'fields.after': 'After',
  'fields.changes': 'Changes',
  'request.path': 'Path',
  'request.method': 'Method',
  'request.place': 'Place of the parameters',
  'request.paging.mode': 'Paging',
  'request.paging.size': 'Entries a page',
  'request.paging.limit': 'Parameter for the size',
  'request.paging.offset': 'Parameter for the offset',
  'request.paging.page': 'Parameter for the page',
  'request.paging.first': 'First page',
  'request.paging.cursor': 'Parameter for the cursor',
  'request.sort.param': 'Parameter for the order',
  'request.sort.value': 'Newest first',
  'request.between.from': 'Parameter for the earliest time',
  'request.between.to': 'Parameter for the latest time',
  'answer.entries': 'Where the entries are',
  'answer.total': 'Where their number is',
  'answer.next': 'What leads to the next page',
  'answer.last': 'What the next page comes after',
  'answer.order': 'Order of the entries',
  'time.layouts': 'How times are written',
  'time.zone': 'Time zone',
  'request.paging.link': 'Next page in the Link header',
  'request.between.format': 'How those times are written',
  'server.url': 'Where the API begins',
  'server.header': 'Header of the token',
  'server.prefix': 'Before the token',
  'server.signIn': 'Signing in',
};

/** What a person calls a key of the endpoint profile. */
export const labelOf = (key: string): string => labels[key] ?? key;

const tokens: [RegExp, string][] = [
  [/2006/g, 'YYYY'],
  [/\b06\b/g, 'YY'],
  [/January|Jan/g, 'Month'],
  [/Monday|Mon/g, 'Day'],
  [/MST|Z07:00|Z0700|-07:00|-0700/g, 'zone'],
  [/01/g, 'MM'],
  [/02|_2/g, 'DD'],
  [/15|03/g, 'hh'],
  [/04/g, 'mm'],
  [/05/g, 'ss'],
  [/PM/g, 'am/pm'],
  [/(?<![A-Za-z0-9])2(?![A-Za-z0-9])/g, 'D'],
  [/(?<![A-Za-z0-9])1(?![A-Za-z0-9])/g, 'M'],
  [/(?<![A-Za-z0-9])3(?![A-Za-z0-9])/g, 'h'],
];

/** A layout of times as a person writes it: "DD/MM/YYYY hh:mm:ss, day before month". */
export function layoutWords(layout: string): string {
  const words = tokens.reduce((text, [token, word]) => text.replace(token, word), layout);
  const day = words.search(/\bDD?\b/);
  const month = words.search(/\bMM?\b/);
  const year = words.indexOf('YY');
  if (day < 0 || month < 0 || year < day || year < month) return words;
  return `${words}, ${day < month ? 'day before month' : 'month before day'}`;
}

/** A value that was inferred, as a person reads it. */
export const valueWords = (key: string, value: string): string =>
  key === 'time.layouts' || key === 'request.between.format' ? layoutWords(value) : value;

/** A question, with layouts of times as a person writes them. */
export const questionWords = ({ key, question, value, alternatives }: Pick<Finding, 'key' | 'question' | 'value' | 'alternatives'>): string =>
  [value, ...alternatives]
    .filter((choice) => choice !== '')
    .reduce((text, choice) => text.replaceAll(choice, valueWords(key, choice).replace(/,.*/, '')), question);

/** What became of a file: "10 received = 8 new + 1 updated + 0 duplicates + 1 rejected". */
export function sumWords({ received, inserted, updated, duplicates, rejected }: FileReport): string {
  const parts: [number, string][] = [
    [inserted, 'new'],
    [updated, 'updated'],
    [duplicates, duplicates === 1 ? 'duplicate' : 'duplicates'],
    [rejected, 'rejected'],
  ];
  return `${formatCount(received)} received = ${parts.map(([count, what]) => `${formatCount(count)} ${what}`).join(' + ')}`;
}

/** The name of a file at the end of a path, whichever system wrote it. */
export const nameOf = (path: string): string => path.split(/[\\/]/).pop() || path;

/** Whether a file is a HAR by its name, packed or not. */
export const isHar = (path: string): boolean => /\.har(\.(gz|zst|zip))?$/i.test(path);

/** Whether a file is an evidence pack by its name. */
export const isPack = (path: string): boolean => /\.pack\.zip$/i.test(path);

/** Whether a file is a saved view by its name. */
export const isView = (path: string): boolean => /\.trailbook-view$/i.test(path);
