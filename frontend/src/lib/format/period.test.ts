import { CalendarDate } from '@internationalized/date';
import { describe, expect, it } from 'vitest';
import { checkPeriod, describePeriod, fromBounds, parseMoment, presets, toBounds } from './period';

describe('parseMoment', () => {
  it.each([
    ['2026-10-01', '2026-10-01'],
    [' 2026-1-5 ', '2026-01-05'],
    ['2026-10-01 14:30', '2026-10-01T14:30:00'],
    ['2026-10-01T04:05', '2026-10-01T04:05:00'],
    ['2024-02-29', '2024-02-29'],
  ])('reads %j', (text, want) => expect(parseMoment(text)?.toString()).toBe(want));

  it.each(['', 'yesterday', '2026-02-30', '2026-13-01', '2026-00-10', '2026-10-01 24:00', '2026-10-01 10:60', '01.10.2026', '0000-01-01', '2025-02-29'])(
    'refuses %j',
    (text) => expect(parseMoment(text)).toBeNull(),
  );
});

describe('checkPeriod', () => {
  const wrong = 'Write a date as 2026-10-01 or 2026-10-01 14:30.';
  it.each([
    ['open', { from: '', to: '' }, { from: '', to: '' }],
    ['one day', { from: '2026-10-01', to: '2026-10-01' }, { from: '', to: '' }],
    ['a wrong start', { from: 'x', to: '2026-10-01' }, { from: wrong, to: '' }],
    ['turned round', { from: '2026-10-02', to: '2026-10-01' }, { from: '', to: 'The period ends before it begins.' }],
    ['a moment long', { from: '2026-10-02 10:00', to: '2026-10-02 10:00' }, { from: '', to: 'The period ends before it begins.' }],
    ['until a time of the first day', { from: '2026-10-02', to: '2026-10-02 10:00' }, { from: '', to: '' }],
  ])('%s', (_name, period, want) => expect(checkPeriod(period)).toEqual(want));
});

describe('fromBounds', () => {
  it.each([
    [{ from: '2026-10-01', to: '2026-10-31' }, 'UTC'],
    [{ from: '2026-10-25', to: '' }, 'Europe/Prague'],
    [{ from: '', to: '2026-12-31' }, 'Asia/Kolkata'],
    [{ from: '2026-10-01 14:30', to: '2026-10-02 09:05' }, 'Europe/Prague'],
    [{ from: '', to: '' }, 'UTC'],
  ])('is the other way of toBounds: %j in %s', (period, zone) => {
    expect(fromBounds(toBounds(period, zone), zone, zone)).toEqual({ period, rest: '' });
  });
});

describe('toBounds', () => {
  it.each([
    ['the last day is included', { from: '2026-10-01', to: '2026-10-31' }, 'UTC', { from: '2026-10-01', to: '2026-11-01' }],
    ['open stays open', { from: '', to: '' }, 'UTC', { from: '', to: '' }],
    ['the end of a leap February', { from: '', to: '2024-02-29' }, 'UTC', { from: '', to: '2024-03-01' }],
    ['times are instants', { from: '2026-10-01 14:30', to: '2026-10-01 15:00' }, 'UTC', { from: '2026-10-01T14:30:00.000Z', to: '2026-10-01T15:00:00.000Z' }],
    ['in the zone shown', { from: '2026-07-01 00:00', to: '2026-12-01 00:00' }, 'Europe/Prague', { from: '2026-06-30T22:00:00.000Z', to: '2026-11-30T23:00:00.000Z' }],
    ['an hour that a spring night skips', { from: '2026-03-29 02:30', to: '' }, 'Europe/Prague', { from: '2026-03-29T01:30:00.000Z', to: '' }],
    ['an hour that an autumn night has twice: its first', { from: '2026-10-25 02:30', to: '' }, 'Europe/Prague', { from: '2026-10-25T00:30:00.000Z', to: '' }],
  ])('%s', (_name, period, zone, want) => expect(toBounds(period, zone)).toEqual(want));
});

describe('describePeriod', () => {
  it.each([
    ['2026-10-01', '2026-10-31', '1 Oct – 31 Oct 2026'],
    ['2025-12-31', '2026-01-01', '31 Dec 2025 – 1 Jan 2026'],
    ['2026-10-01', '2026-10-01', '1 Oct 2026'],
    ['2026-10-01', '', 'from 1 Oct 2026'],
    ['', '2026-10-31', 'until 31 Oct 2026'],
    ['2026-10-01 08:05', '2026-10-01 14:30', '1 Oct 08:05 – 1 Oct 2026 14:30'],
    ['', '', ''],
  ])('%s to %s is %j', (from, to, want) => expect(describePeriod({ from, to })).toBe(want));
});

describe('presets', () => {
  const on = (today: CalendarDate): Record<string, string> =>
    Object.fromEntries(presets.map(({ name, period }) => [name, Object.values(period(today)).join(' ')]));

  it('on a day in the middle of a quarter', () => {
    expect(on(new CalendarDate(2026, 11, 20))).toEqual({
      Today: '2026-11-20 2026-11-20',
      Yesterday: '2026-11-19 2026-11-19',
      'Last 7 days': '2026-11-14 2026-11-20',
      'Last 30 days': '2026-10-22 2026-11-20',
      'This month': '2026-11-01 2026-11-30',
      'Last month': '2026-10-01 2026-10-31',
      'This quarter': '2026-10-01 2026-12-31',
      'Last quarter': '2026-07-01 2026-09-30',
      'This year': '2026-01-01 2026-12-31',
      'All time': ' ',
    });
  });

  it('on the last day of March in a leap year', () => {
    expect(on(new CalendarDate(2024, 3, 31))).toMatchObject({
      Yesterday: '2024-03-30 2024-03-30',
      'Last month': '2024-02-01 2024-02-29',
      'This quarter': '2024-01-01 2024-03-31',
      'Last quarter': '2023-10-01 2023-12-31',
    });
  });

  it('all make valid periods', () => {
    for (const { period } of presets) {
      expect(checkPeriod(period(new CalendarDate(2026, 1, 1)))).toEqual({ from: '', to: '' });
    }
  });
});
