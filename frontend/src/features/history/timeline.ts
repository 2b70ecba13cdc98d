import type { ObjectEvent, StateGap } from '../../lib/api';
import { formatTime } from '../../lib/format/time';
import type { Trail } from './trail';

/** One line of the timeline: an event, with the day above it where it is another than that of the event before. */
export interface TimelineLine {
  event: ObjectEvent;
  /** Index among the trail's events. */
  at: number;
  /** "2026-11-20" above the first event of a day; '' else. */
  day: string;
  /** "13:58:41". */
  time: string;
  /** It does not fit what came before; drawn below the event, as what is older stands below. */
  gap: StateGap | null;
}

/** An event of a trail as a line, in a zone. */
export function lineOf({ events, gaps }: Pick<Trail, 'events' | 'gaps'>, at: number, event: ObjectEvent, zone: string): TimelineLine {
  const [date = '', time = ''] = formatTime(event.createdAt, zone).split(' ');
  const newer = events[at - 1];
  const day = newer && formatTime(newer.createdAt, zone).startsWith(date) ? '' : date;
  return { event, at, day, time, gap: gaps.get(event.key) ?? null };
}

/** Which line a key leads to; -1 for a key that does not move. */
export function lineByKey(key: string, from: number, count: number): number {
  const steps = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: count - 1, PageDown: from + 10, PageUp: from - 10 };
  const to = Object.hasOwn(steps, key) ? steps[key as keyof typeof steps] : undefined;
  return to === undefined || count === 0 ? -1 : Math.min(Math.max(to, 0), count - 1);
}
