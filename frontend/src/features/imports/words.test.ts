import { describe, expect, it } from 'vitest';
import type { FilePreview, FileReport } from '../../lib/api';
import { certaintyWords, fileWords, isHar, labelOf, layoutWords, nameOf, questionWords, sumWords } from './words';

const preview = {
  format: 'csv',
  exported: false,
  delimiter: ';',
  encoding: 'utf-16le',
  sheet: '',
  compression: 'gzip',
  size: 1200,
} as FilePreview;

describe('a file in words', () => {
  it.each<[string, Partial<FilePreview>, string]>([
    ['a packed table', {}, 'CSV · semicolon · UTF-16LE · gzip · 1.2 KB'],
    ['a workbook', { format: 'xlsx', encoding: '', sheet: 'Log', compression: '', size: 5 }, 'Excel · sheet Log · 5 B'],
    ['an export', { format: 'ndjson', exported: true, compression: 'zip+zstd', encoding: 'utf-8' }, 'NDJSON · exported by Trailbook · UTF-8 · zip in zstd · 1.2 KB'],
    ['an unknown sign', { delimiter: '~', compression: '' }, 'CSV · ~ · UTF-16LE · 1.2 KB'],
  ])('%s', (_name, change, want) => expect(fileWords({ ...preview, ...change })).toBe(want));
});

it.each([
  [1, 'certain'],
  [0.9, 'certain'],
  [0.7, 'likely'],
  [0.2, 'a guess'],
  [0, ''],
])('%f is %s', (certainty, want) => expect(certaintyWords(certainty)).toBe(want));

it.each([
  ['02/01/2006 15:04:05', 'DD/MM/YYYY hh:mm:ss, day before month'],
  ['01/02/2006 15:04', 'MM/DD/YYYY hh:mm, month before day'],
  ['1/2/2006 3:04 PM', 'M/D/YYYY h:mm am/pm, month before day'],
  ['2006-01-02T15:04:05Z07:00', 'YYYY-MM-DDThh:mm:sszone'],
])('the layout %s reads %s', (layout, want) => expect(layoutWords(layout)).toBe(want));

it('asks in a person’s words', () => {
  const asked = { key: 'time.layouts', value: '2/1/2006 15:04', alternatives: ['1/2/2006 15:04'] };
  expect(questionWords({ ...asked, question: 'Is the day first (2/1/2006 15:04) or the month (1/2/2006 15:04)?' })).toBe(
    'Is the day first (D/M/YYYY hh:mm) or the month (M/D/YYYY hh:mm)?',
  );
  expect(questionWords({ key: 'fields.user', value: 'who', alternatives: [], question: 'Is it who?' })).toBe('Is it who?');
});

it('sums up a file', () => {
  const report = { received: 1200, inserted: 1000, updated: 99, duplicates: 1, rejected: 100 } as FileReport;
  expect(sumWords(report)).toBe('1,200 received = 1,000 new + 99 updated + 1 duplicate + 100 rejected');
});

it.each([
  ['/home/ada/a.csv', 'a.csv'],
  ['C:\\Users\\ada\\a.csv', 'a.csv'],
  ['a.csv', 'a.csv'],
  ['/', '/'],
])('the name of %s is %s', (path, want) => expect(nameOf(path)).toBe(want));

it.each([
  ['/tmp/x.HAR', true],
  ['/tmp/x.har.gz', true],
  ['/tmp/har', false],
  ['/tmp/x.har.txt', false],
])('%s is a HAR: %s', (path, want) => expect(isHar(path)).toBe(want));

it('names keys, and unknown ones by themselves', () => {
  expect(labelOf('fields.createdAt')).toBe('Created');
  expect(labelOf('some.other')).toBe('some.other');
});
