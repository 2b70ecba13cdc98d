import { CalendarDate, fromAbsolute } from '@internationalized/date';
import type { FilterSpec, SearchChoice } from '../../lib/api';
import type { HeatBlock, HeatCell } from '../../lib/chart/heat';
import { toBounds, type Period } from '../../lib/format/period';
import { formatDay } from '../../lib/format/time';
import type { Draft } from '../../lib/draft';
import { noChoice, type Choice } from './groups';

/** What a filter says of a key, among what it says of all. */
export function choiceOf(choices: SearchChoice[] | null, key: string): Choice {
  return choices?.find((choice) => choice.key === key) ?? noChoice;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** An end of a period as Go has it, as the form shows it: a day, or a minute of the zone. */
function moment(bound: string, zone: string, last: boolean): string {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(bound);
  if (day) {
    const date = new CalendarDate(Number(day[1]), Number(day[2]), Number(day[3]));
    return formatDay(last ? date.subtract({ days: 1 }) : date);
  }
  if (bound === '') return '';
  const time = fromAbsolute(Date.parse(bound), zone);
  return `${formatDay(time)} ${two(time.hour)}:${two(time.minute)}`;
}

/** A filter as Go gives it back, as it stands in the bar; a period that says the same keeps its words. */
export function asDraft(spec: FilterSpec, before: Draft, zone: string): Draft {
  const had = toBounds(before.period, zone);
  const period: Period = { from: moment(spec.from, zone, false), to: moment(spec.to, zone, true) };
  const same = had.from === spec.from && had.to === spec.to;
  return {
    ...before,
    search: spec.search,
    period: same ? before.period : period,
    types: spec.types,
    users: spec.users,
    flowId: spec.flowIds.join(' '),
  };
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The values of weekday and hour that choose a block; '' where it takes all. */
export function blockValues({ days: [first, last], hours }: HeatBlock): { weekday: string; hour: string } {
  const range = (from: string, to: string): string => (from === to ? from : `${from}..${to}`);
  return {
    weekday: first === 0 && last === 6 ? '' : range(days[first] ?? '', days[last] ?? ''),
    hour: hours[0] === 0 && hours[1] === 23 ? '' : range(String(hours[0]), String(hours[1])),
  };
}

/** Whether a value, "mon..fri" or "9", holds a place in the order of its names. */
function holds(value: string, at: number, place: (name: string) => number): boolean {
  const [from = '', to = from] = value.split('..');
  const [first, last] = [place(from), place(to)];
  return first <= last ? at >= first && at <= last : at >= first || at <= last;
}

/** Whether the filter chooses an hour of the week by name. */
export function choosesCell(weekday: Choice, hour: Choice, cell: HeatCell): boolean {
  if (weekday.values.length + hour.values.length === 0) return false;
  const named = (choice: Choice, at: number, place: (name: string) => number): boolean =>
    choice.values.length === 0 || choice.values.some((value) => holds(value, at, place));
  return named(weekday, cell.day, (name) => days.findIndex((day) => day === name)) && named(hour, cell.hour, Number);
}
