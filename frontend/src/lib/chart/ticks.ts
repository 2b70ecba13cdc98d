import { fromAbsolute } from '@internationalized/date';
import type { Bucket, BucketUnit, Histogram } from '../api';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const two = (value: number): string => String(value).padStart(2, '0');

/** A word under an axis: what the bucket that it stands under begins. */
export interface Tick {
  index: number;
  text: string;
  /** A larger unit begins here: a day among hours, a year among months. */
  strong: boolean;
}

/** "each day", "every 15 minutes", "each quarter". */
export function describeUnit(unit: BucketUnit, step: number): string {
  if (unit === 'month' && step === 3) return 'each quarter';
  return step === 1 ? `each ${unit}` : `every ${step} ${unit}s`;
}

/** A moment as an axis of a unit has it, short, and whether a larger unit begins with it. */
function mark(at: number, zone: string, unit: BucketUnit): { text: string; strong: boolean } {
  const time = fromAbsolute(at, zone);
  const month = months[time.month - 1] ?? '';
  if (unit === 'year') return { text: String(time.year), strong: false };
  if (unit === 'month') return time.month === 1 ? { text: String(time.year), strong: true } : { text: month, strong: false };
  const midnight = time.hour === 0 && time.minute === 0;
  if (unit === 'minute' || unit === 'hour') {
    return midnight ? { text: `${time.day} ${month}`, strong: true } : { text: `${two(time.hour)}:${two(time.minute)}`, strong: false };
  }
  const first = unit === 'day' ? time.day === 1 : time.day <= 7;
  if (first && time.month === 1) return { text: `${time.day} ${month} ${time.year}`, strong: true };
  return { text: `${time.day} ${month}`, strong: first };
}

/** The words under an axis of a width in px: as many as have room, those of larger units before others. */
export function ticksOf(buckets: Bucket[], unit: BucketUnit, zone: string, width: number, room = 76): Tick[] {
  const all = buckets.map((bucket, index) => ({ index, ...mark(bucket.from, zone, unit) }));
  const step = Math.max(1, Math.ceil(buckets.length / Math.max(1, Math.floor(width / room))));
  const kept: Tick[] = [];
  const fits = (index: number): boolean => kept.every((tick) => Math.abs(tick.index - index) >= step);
  for (const strong of [true, false]) {
    for (const tick of all) if (tick.strong === strong && fits(tick.index)) kept.push(tick);
  }
  // Among nothing but midnights none stands out.
  const even = kept.every((tick) => tick.strong);
  return kept.map((tick) => ({ ...tick, strong: tick.strong && !even })).sort((a, b) => a.index - b.index);
}

/** A bucket in words: "Mon 30 Mar 2026", "30 Mar 2026, 14:00–15:00", "Mar 2026". */
export function describeBucket({ from, to }: Pick<Bucket, 'from' | 'to'>, unit: BucketUnit, step: number, zone: string): string {
  const begin = fromAbsolute(from, zone);
  const last = fromAbsolute(to - 1, zone);
  const day = (time: typeof begin): string => `${time.day} ${months[time.month - 1]} ${time.year}`;
  if (unit === 'minute' || unit === 'hour') {
    const end = fromAbsolute(to, zone);
    const clock = (time: typeof begin): string => `${two(time.hour)}:${two(time.minute)}`;
    const twice = begin.offset !== end.offset ? ` (UTC${offsetText(begin.offset)})` : '';
    return `${day(begin)}, ${clock(begin)}–${clock(end)}${twice}`;
  }
  if (unit === 'day') return `${days[(weekday(from, zone) + 6) % 7]} ${day(begin)}`;
  if (unit === 'week') return `week of ${day(begin)}`;
  if (unit === 'month') {
    const name = `${months[begin.month - 1]} ${begin.year}`;
    return step === 1 ? name : `${months[begin.month - 1]} – ${months[last.month - 1]} ${last.year}`;
  }
  return step === 1 ? String(begin.year) : `${begin.year} – ${last.year}`;
}

function offsetText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return `${minutes < 0 ? '−' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

function weekday(at: number, zone: string): number {
  const time = fromAbsolute(at, zone);
  return new Date(Date.UTC(time.year, time.month - 1, time.day)).getUTCDay();
}

/** A height that the tallest bar fits below, and that reads well. */
export function niceTop(most: number): number {
  if (most <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((factor) => Math.ceil(factor * power)).find((top) => top >= most) ?? most;
}

/** Whether there is a picture to draw. */
export const hasBars = (histogram: Histogram | null): histogram is Histogram => histogram !== null && histogram.buckets.length > 0;
