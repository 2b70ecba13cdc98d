import { describe, expect, it } from 'vitest';
import { formatAgo, formatTime, knownZone, locale } from './time';

describe('formatTime', () => {
  it.each([
    ['UTC', Date.UTC(2026, 10, 20, 13, 58, 41, 999), 'UTC', '2026-11-20 13:58:41'],
    ['summer', Date.UTC(2026, 6, 1, 22, 0, 0), 'Europe/Prague', '2026-07-02 00:00:00'],
    ['the second before an autumn change', Date.UTC(2026, 9, 25, 0, 59, 59), 'Europe/Prague', '2026-10-25 02:59:59'],
    ['the second of it', Date.UTC(2026, 9, 25, 1, 0, 0), 'Europe/Prague', '2026-10-25 02:00:00'],
    ['the second before a spring change', Date.UTC(2026, 2, 29, 0, 59, 59), 'Europe/Prague', '2026-03-29 01:59:59'],
    ['the second of it', Date.UTC(2026, 2, 29, 1, 0, 0), 'Europe/Prague', '2026-03-29 03:00:00'],
    ['half an hour off', Date.UTC(2026, 0, 1, 0, 0, 0), 'Asia/Kolkata', '2026-01-01 05:30:00'],
    ['nothing', 0, 'UTC', ''],
  ])('%s', (_name, epochMs, zone, want) => expect(formatTime(epochMs, zone)).toBe(want));
});

describe('formatAgo', () => {
  const clock = Date.UTC(2026, 10, 20, 12);
  it.each([
    [0, 'just now'],
    [59_999, 'just now'],
    [4 * 60_000, '4 min ago'],
    [59 * 60_000, '59 min ago'],
    [60 * 60_000, '1 h ago'],
    [23 * 3_600_000, '23 h ago'],
    [30 * 3_600_000, 'yesterday'],
    [72 * 3_600_000, '3 days ago'],
  ])('%i ms back is %j', (ms, want) => expect(formatAgo(clock - ms, clock)).toBe(want));
  it('says nothing of never', () => expect(formatAgo(0, clock)).toBe(''));
});

it('locale falls back where the system reports none that Intl knows', () => {
  expect([locale('C'), locale(''), locale('cs-cz'), locale('en_US.UTF-8')]).toEqual(['en', 'en', 'cs-CZ', 'en']);
});

it('knownZone tells zones from names', () => {
  expect([knownZone('Europe/Prague'), knownZone('UTC'), knownZone(''), knownZone('Local')]).toEqual([true, true, false, false]);
});
