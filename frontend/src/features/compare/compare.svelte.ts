import type { ObjectEvent, Question } from '../../lib/api';

/** What a comparison needs to know of an event: a row of the table is one, and an event of a history. */
export type Comparable = Pick<ObjectEvent, 'key' | 'createdAt' | 'action'>;

/** Two events, the earlier one as what was before. */
export function pairOf(one: Comparable, other: Comparable): Question {
  const inOrder = one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.key < other.key);
  return inOrder ? { kind: 'events', a: one.key, b: other.key } : { kind: 'events', a: other.key, b: one.key };
}

/** The event that waits for another, and the comparison that is open. */
export class Compare {
  /** The first of the two events. */
  marked: Comparable | null = $state.raw(null);
  question: Question | null = $state.raw(null);
  /** The event that is being dragged onto another. */
  dragged: Comparable | null = null;

  /** Marks an event; the second one opens the comparison, the same one again takes the mark away. */
  mark(event: Comparable): void {
    if (!this.marked) this.marked = event;
    else if (this.marked.key === event.key) this.marked = null;
    else this.pair(this.marked, event);
  }

  /** Compares two events. */
  pair(one: Comparable, other: Comparable): void {
    this.open(pairOf(one, other));
    this.marked = null;
  }

  open(question: Question): void {
    this.question = question;
  }

  close(): void {
    this.question = null;
  }
}

export const compare = new Compare();
