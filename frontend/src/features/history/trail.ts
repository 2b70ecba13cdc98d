import type { ObjectEvent, ObjectHistory, StateGap } from '../../lib/api';

/** An object's way through the log as the page walks it: the newest event first. */
export interface Trail {
  events: ObjectEvent[];
  /** By the key of the event that shows it. */
  gaps: Map<number, StateGap>;
  /** The most changes that one event made. */
  most: number;
}

/** The most changes that one of some events made. */
export const mostOf = (events: ObjectEvent[]): number => events.reduce((most, { size }) => Math.max(most, size), 0);

/** Turns a history around. */
export const trailOf = ({ events, gaps }: Pick<ObjectHistory, 'events' | 'gaps'>): Trail => ({
  events: [...events].reverse(),
  gaps: new Map(gaps.map((gap) => [gap.foundKey, gap])),
  most: mostOf(events),
});

/** The index of an event in a trail, -1 when it lacks it. */
export const indexOf = ({ events }: Pick<Trail, 'events'>, key: number): number => events.findIndex((event) => event.key === key);
