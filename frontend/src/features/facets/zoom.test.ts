import { describe, expect, it } from 'vitest';
import type { BucketUnit, Histogram } from '../../lib/api';
import { bucketsFor, outsideWords, periodOf, periodOfYear } from './zoom';

function histogram(unit: BucketUnit, ...edges: string[]): Histogram {
  const at = edges.map((edge) => Date.parse(edge));
  const buckets = at.slice(1).map((to, i) => ({ from: at[i] ?? 0, to, count: 0, types: [0, 0, 0, 0] }));
  return { unit, step: 1, from: at[0] ?? 0, to: at.at(-1) ?? 0, buckets, outside: [] };
}

describe('periodOf', () => {
  const autumn = histogram('hour', '2026-10-25T00:00Z', '2026-10-25T01:00Z', '2026-10-25T02:00Z', '2026-10-25T03:00Z');
  it.each<[string, Histogram, number, number, string, ReturnType<typeof periodOf>]>([
    ['days, the last included', histogram('day', '2026-03-28T23:00Z', '2026-03-29T22:00Z', '2026-03-30T22:00Z'), 0, 1, 'Europe/Berlin', { from: '2026-03-29', to: '2026-03-30' }],
    ['a month', histogram('month', '2026-02-01', '2026-03-01', '2026-04-01'), 0, 0, 'UTC', { from: '2026-02-01', to: '2026-02-28' }],
    ['hours of the zone', histogram('hour', '2026-03-30T18:30Z', '2026-03-30T19:30Z'), 0, 0, 'Asia/Kolkata', { from: '2026-03-31 00:00', to: '2026-03-31 01:00' }],
    ['the first of two hours with one name takes both', autumn, 0, 0, 'Europe/Berlin', { from: '2026-10-25 02:00', to: '2026-10-25 03:00' }],
    ['and so does the second', autumn, 1, 1, 'Europe/Berlin', { from: '2026-10-25 02:00', to: '2026-10-25 03:00' }],
    ['nothing there', autumn, 9, 9, 'UTC', null],
  ])('%s', (_name, shown, from, to, zone, want) => expect(periodOf(shown, from, to, zone)).toEqual(want));
});

it('names what lies outside', () => {
  expect(outsideWords([{ year: 1970, count: 1 }, { year: 9999, count: 1 }])).toBe('2 events outside');
  expect(outsideWords([{ year: 1970, count: 1_200 }])).toBe('1,200 events outside');
});

it('turns a year into a period where the form has dates for it', () => {
  expect([periodOfYear(1), periodOfYear(9999), periodOfYear(0), periodOfYear(10_000)]).toEqual([
    { from: '0001-01-01', to: '0001-12-31' },
    { from: '9999-01-01', to: '9999-12-31' },
    null,
    null,
  ]);
});

it.each([
  [0, 128],
  [100, 24],
  [1400, 200],
  [9000, 240],
])('%i px have room for %i buckets', (width, want) => expect(bucketsFor(width)).toBe(want));
