import type { Blame, BlameLeaf, ObjectEvent } from '../../lib/api';

/** A value with the event that set it. */
export interface Blamed {
  leaf: BlameLeaf;
  by: ObjectEvent;
}

/** The values of a state whose path, or what people call it, holds a text, in any case, with the events that set them. */
export function blamedOf({ leaves, events }: Pick<Blame, 'leaves' | 'events'>, filter: string): Blamed[] {
  const wanted = filter.trim().toLowerCase();
  return leaves.flatMap((leaf) => {
    const by = events[leaf.event];
    const called = [leaf.path, leaf.names.join(' › ')];
    return by && called.some((text) => text.toLowerCase().includes(wanted)) ? [{ leaf, by }] : [];
  });
}
