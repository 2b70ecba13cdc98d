import { CalendarDate, CalendarDateTime, endOfMonth, fromAbsolute, startOfMonth, toZoned } from '@internationalized/date';
import { formatDay } from './time';

/** A period as a person typed it: days ("2026-10-01") or minutes ("2026-10-01 14:30"); empty is open. */
export interface Period {
  from: string;
  /** The last day, included; a time is where the period stops. */
  to: string;
}

export const openPeriod: Period = { from: '', to: '' };

/** A typed date: a whole day, or a moment of it. */
export type Moment = CalendarDate | CalendarDateTime;

const typed = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2}))?$/;

/** Reads "2026-10-01" or "2026-10-01 14:30"; null for anything else, 30 February included. */
export function parseMoment(text: string): Moment | null {
  const parts = typed.exec(text.trim());
  if (!parts) return null;
  const [year, month, day, hour, minute] = parts.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  if (!year || !month || !day) return null;
  const date = new CalendarDate(year, month, day);
  // The calendar clamps what does not exist; a person wants to hear of it.
  if (date.year !== year || date.month !== month || date.day !== day) return null;
  if (hour === undefined || minute === undefined) return date;
  if (hour > 23 || minute > 59) return null;
  return new CalendarDateTime(year, month, day, hour, minute);
}

const isDay = (moment: Moment): moment is CalendarDate => !('hour' in moment);

/** What is wrong with a period, by field; empty texts where nothing is. */
export function checkPeriod(period: Period): Period {
  const from = period.from.trim() === '' ? undefined : parseMoment(period.from);
  const to = period.to.trim() === '' ? undefined : parseMoment(period.to);
  const wrong = 'Write a date as 2026-10-01 or 2026-10-01 14:30.';
  const errors = { from: from === null ? wrong : '', to: to === null ? wrong : '' };
  if (from && to && endOf(to).compare(from) <= 0) errors.to = 'The period ends before it begins.';
  return errors;
}

/** Where a period stops, exclusive: the day after the last one, or the time given. */
function endOf(moment: Moment): Moment {
  return isDay(moment) ? moment.add({ days: 1 }) : moment;
}

/**
 * The half-open bounds of a valid period for a FilterSpec: days stay days,
 * which Go reads in the same zone; times become instants.
 */
export function toBounds(period: Period, zone: string): Period {
  const from = parseMoment(period.from);
  const to = parseMoment(period.to);
  return { from: from ? bound(from, zone) : '', to: to ? bound(endOf(to), zone) : '' };
}

function bound(moment: Moment, zone: string): string {
  return isDay(moment) ? formatDay(moment) : toZoned(moment, zone).toAbsoluteString();
}

/**
 * The period of bounds that Go takes, their days being meant in the zone `from`,
 * as it is typed in the zone `zone`. Where it cannot be typed (to a fraction of
 * a minute, or in an hour that the clock shows twice), `rest` says it in the
 * search language instead.
 */
export function fromBounds(bounds: Period, from: string, zone: string): { period: Period; rest: string } {
  const days = { from: parseMoment(bounds.from), to: parseMoment(bounds.to) };
  const period = from === zone && isWhole(days.from, bounds.from) && isWhole(days.to, bounds.to)
    ? { from: bounds.from, to: days.to && isDay(days.to) ? formatDay(days.to.subtract({ days: 1 })) : '' }
    : { from: minuteOf(bounds.from, from, zone), to: minuteOf(bounds.to, from, zone) };
  const back = toBounds(period, zone);
  if (same(back.from, bounds.from, zone, from) && same(back.to, bounds.to, zone, from)) return { period, rest: '' };
  const terms = [bounds.from && `created:>=${instant(bounds.from, from)}`, bounds.to && `created:<${instant(bounds.to, from)}`];
  return { period: { ...openPeriod }, rest: terms.filter((term) => term !== '').join(' ') };
}

const isWhole = (moment: Moment | null, text: string): boolean => text === '' || (moment !== null && isDay(moment));

/** A bound as the moment it means: RFC 3339 in UTC. */
function instant(bound: string, zone: string): string {
  const day = parseMoment(bound);
  return (day ? toZoned(day, zone).toDate() : new Date(bound)).toISOString();
}

function minuteOf(bound: string, from: string, zone: string): string {
  if (bound === '') return '';
  const at = fromAbsolute(Date.parse(instant(bound, from)), zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${formatDay(at)} ${two(at.hour)}:${two(at.minute)}`;
}

const same = (a: string, b: string, zoneA: string, zoneB: string): boolean =>
  a === '' || b === '' ? a === b : instant(a, zoneA) === instant(b, zoneB);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function describeMoment(moment: Moment, withYear: boolean): string {
  const day = `${moment.day} ${months[moment.month - 1]}${withYear ? ` ${moment.year}` : ''}`;
  if (isDay(moment)) return day;
  return `${day} ${String(moment.hour).padStart(2, '0')}:${String(moment.minute).padStart(2, '0')}`;
}

/** "1 Oct – 31 Oct 2026", "from 1 Oct 2026", "until 31 Oct 2026", "1 Oct 2026"; empty when open. */
export function describePeriod(period: Period): string {
  const from = parseMoment(period.from);
  const to = parseMoment(period.to);
  if (from && to) {
    if (isDay(from) && isDay(to) && from.compare(to) === 0) return describeMoment(from, true);
    return `${describeMoment(from, from.year !== to.year)} – ${describeMoment(to, true)}`;
  }
  if (from) return `from ${describeMoment(from, true)}`;
  return to ? `until ${describeMoment(to, true)}` : '';
}

/** A period with a name. */
export interface Preset {
  name: string;
  period(today: CalendarDate): Period;
}

const days = (from: CalendarDate, to: CalendarDate): Period => ({ from: formatDay(from), to: formatDay(to) });
const startOfQuarter = (day: CalendarDate): CalendarDate => startOfMonth(day).subtract({ months: (day.month - 1) % 3 });
const quarter = (start: CalendarDate): Period => days(start, endOfMonth(start.add({ months: 2 })));

/** The periods on offer, each computed from today in the zone shown. */
export const presets: Preset[] = [
  { name: 'Today', period: (today) => days(today, today) },
  { name: 'Yesterday', period: (today) => days(today.subtract({ days: 1 }), today.subtract({ days: 1 })) },
  { name: 'Last 7 days', period: (today) => days(today.subtract({ days: 6 }), today) },
  { name: 'Last 30 days', period: (today) => days(today.subtract({ days: 29 }), today) },
  { name: 'This month', period: (today) => days(startOfMonth(today), endOfMonth(today)) },
  {
    name: 'Last month',
    period: (today) => days(startOfMonth(today).subtract({ months: 1 }), endOfMonth(startOfMonth(today).subtract({ months: 1 }))),
  },
  { name: 'This quarter', period: (today) => quarter(startOfQuarter(today)) },
  { name: 'Last quarter', period: (today) => quarter(startOfQuarter(today).subtract({ months: 3 })) },
  { name: 'This year', period: (today) => days(new CalendarDate(today.year, 1, 1), new CalendarDate(today.year, 12, 31)) },
  { name: 'All time', period: () => openPeriod },
];
