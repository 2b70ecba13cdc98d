import { expect, it } from 'vitest';
import { formatBytes, formatCount, formatEvents, formatMany } from './number';

it('groups thousands', () => {
  expect([formatCount(0), formatCount(9_479), formatCount(1_048_576)]).toEqual(['0', '9,479', '1,048,576']);
});

it('speaks of one event and of many', () => {
  expect([formatEvents(0), formatEvents(1), formatEvents(25_290)]).toEqual(['0 events', '1 event', '25,290 events']);
});

it('speaks of one sync or file and of many', () => {
  expect([0, 1, 2000].map((n) => formatMany(n, 'sync or file', 'syncs and files'))).toEqual([
    '0 syncs and files',
    '1 sync or file',
    '2,000 syncs and files',
  ]);
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1 KB'],
  [1_900, '1.9 KB'],
  [37_800, '38 KB'],
  [828_000, '828 KB'],
  [999_600, '1 MB'],
  [4_194_304, '4.2 MB'],
  [5_000_000_000_000, '5000 GB'],
])('%i bytes are %s', (bytes, want) => expect(formatBytes(bytes)).toBe(want));
