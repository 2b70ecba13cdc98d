import { mostOf, type Trail } from './trail';
import { barOf } from './words';

/** One bar of the strip: one event, or several in a row where there is no room for each. */
export interface Bar {
  /** Index of its newest event among the trail's events. */
  at: number;
  /** How many events it stands for. */
  count: number;
  /** The most changes that one of them made. */
  size: number;
  /** Its height, 0 to 1. */
  height: number;
  /** A place that does not fit lies right before one of them. */
  gap: boolean;
}

/** The trail as at most `room` bars, the oldest first. */
export function barsOf({ events, most }: Trail, room: number): Bar[] {
  const each = Math.max(1, Math.ceil(events.length / Math.max(1, room)));
  const bars: Bar[] = [];
  for (let end = events.length; end > 0; end -= each) {
    const at = Math.max(0, end - each);
    const some = events.slice(at, end);
    const size = mostOf(some);
    bars.push({ at, count: some.length, size, height: barOf(size, most), gap: some.some(({ gap }) => gap) });
  }
  return bars;
}

/** The number of the bar that shows an event; -1 for none. */
export const barAt = (bars: Bar[], event: number): number =>
  event < 0 ? -1 : bars.findIndex(({ at, count }) => event >= at && event < at + count);
