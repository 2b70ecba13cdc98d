import { fromAbsolute } from '@internationalized/date';
import type { Histogram } from '../../lib/api';
import { checkPeriod, type Period } from '../../lib/format/period';
import { formatDay } from '../../lib/format/time';

const two = (value: number): string => String(value).padStart(2, '0');

function minute(at: number, zone: string): string {
  const time = fromAbsolute(at, zone);
  return `${formatDay(time)} ${two(time.hour)}:${two(time.minute)}`;
}

/**
 * The buckets from one to another, both included, as the form's period: days
 * where buckets are days or longer, else minutes of the zone. An hour that
 * clocks show twice has one name only: then the period takes both.
 */
export function periodOf(histogram: Histogram, from: number, to: number, zone: string): Period | null {
  const { buckets, unit } = histogram;
  const first = buckets[from];
  if (!first) return null;
  for (const last of buckets.slice(to)) {
    const period =
      unit === 'minute' || unit === 'hour'
        ? { from: minute(first.from, zone), to: minute(last.to, zone) }
        : { from: formatDay(fromAbsolute(first.from, zone)), to: formatDay(fromAbsolute(last.to - 1, zone)) };
    if (checkPeriod(period).to === '') return period;
  }
  return null;
}

/** A year as the form's period; null for one that it cannot hold. */
export function periodOfYear(year: number): Period | null {
  if (year < 1 || year > 9999) return null;
  const text = String(year).padStart(4, '0');
  return { from: `${text}-01-01`, to: `${text}-12-31` };
}

/** "2 events outside: 1970, 9999". */
export function outsideWords(outside: Histogram['outside']): string {
  const count = outside.reduce((sum, year) => sum + year.count, 0);
  return `${count.toLocaleString('en')} ${count === 1 ? 'event' : 'events'} outside`;
}

/** How many buckets a chart of a width in px has room for. */
export const bucketsFor = (width: number): number => Math.min(240, Math.max(24, Math.floor((width || 900) / 7)));
