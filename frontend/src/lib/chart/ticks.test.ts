import { describe, expect, it } from 'vitest';
import type { Bucket, BucketUnit } from '../api';
import { describeBucket, describeUnit, niceTop, ticksOf } from './ticks';

const bucket = (from: string, to: string): Bucket => ({ from: Date.parse(from), to: Date.parse(to), count: 0, types: [0, 0, 0, 0] });
const hours = (from: string, count: number): Bucket[] =>
  Array.from({ length: count }, (_, i) => {
    const at = Date.parse(from) + i * 3_600_000;
    return { from: at, to: at + 3_600_000, count: 0, types: [] };
  });

describe('describeBucket', () => {
  it.each<[BucketUnit, number, string, string, string, string]>([
    ['day', 1, 'UTC', '2026-03-30T00:00Z', '2026-03-31T00:00Z', 'Mon 30 Mar 2026'],
    ['day', 1, 'Europe/Berlin', '2026-03-28T23:00Z', '2026-03-29T22:00Z', 'Sun 29 Mar 2026'],
    ['hour', 1, 'Asia/Kolkata', '2026-03-30T18:30Z', '2026-03-30T19:30Z', '31 Mar 2026, 00:00–01:00'],
    ['hour', 1, 'Europe/Berlin', '2026-10-25T00:00Z', '2026-10-25T01:00Z', '25 Oct 2026, 02:00–02:00 (UTC+02:00)'],
    ['minute', 15, 'UTC', '2026-03-30T10:45Z', '2026-03-30T11:00Z', '30 Mar 2026, 10:45–11:00'],
    ['week', 1, 'UTC', '2026-03-30T00:00Z', '2026-04-06T00:00Z', 'week of 30 Mar 2026'],
    ['month', 1, 'UTC', '2026-03-01T00:00Z', '2026-04-01T00:00Z', 'Mar 2026'],
    ['month', 3, 'UTC', '2026-01-01T00:00Z', '2026-04-01T00:00Z', 'Jan – Mar 2026'],
    ['year', 1, 'UTC', '2026-01-01T00:00Z', '2027-01-01T00:00Z', '2026'],
    ['year', 5, 'UTC', '2020-01-01T00:00Z', '2025-01-01T00:00Z', '2020 – 2024'],
  ])('%s × %i in %s', (unit, step, zone, from, to, want) => expect(describeBucket(bucket(from, to), unit, step, zone)).toBe(want));
});

it.each([
  ['day', 1, 'each day'],
  ['minute', 15, 'every 15 minutes'],
  ['month', 3, 'each quarter'],
  ['year', 10, 'every 10 years'],
] as const)('a bucket of %s × %i is %j', (unit, step, want) => expect(describeUnit(unit, step)).toBe(want));

describe('ticksOf', () => {
  it('keeps midnights first and never lets two words touch', () => {
    const ticks = ticksOf(hours('2026-03-30T20:00Z', 48), 'hour', 'UTC', 800);
    expect(ticks.filter((tick) => tick.strong).map((tick) => tick.text)).toEqual(['31 Mar', '1 Apr']);
    expect(ticks.length).toBeLessThanOrEqual(11);
    expect(ticks.every((tick, i) => i === 0 || tick.index - (ticks[i - 1]?.index ?? 0) >= 5)).toBe(true);
  });

  it('begins the day of the zone', () => {
    const strong = ticksOf(hours('2026-03-30T16:30Z', 6), 'hour', 'Asia/Kolkata', 800).filter((tick) => tick.strong);
    expect(strong).toEqual([{ index: 2, text: '31 Mar', strong: true }]);
  });

  it('lets no midnight stand out among others', () => {
    const days = hours('2026-03-30T00:00Z', 3).map((bucket, i) => ({ ...bucket, from: bucket.from + i * 23 * 3_600_000 }));
    expect(ticksOf(days, 'hour', 'UTC', 800).map((tick) => [tick.text, tick.strong])).toEqual([
      ['30 Mar', false],
      ['31 Mar', false],
      ['1 Apr', false],
    ]);
  });

  it('has room for one word at least', () => expect(ticksOf(hours('2026-03-30T20:00Z', 3), 'hour', 'UTC', 20)).toHaveLength(1));
});

it.each([
  [0, 1],
  [1, 1],
  [3, 3],
  [7, 8],
  [10, 10],
  [101, 120],
  [5_000_001, 6_000_000],
])('%i events fit below %i', (most, want) => expect(niceTop(most)).toBe(want));
