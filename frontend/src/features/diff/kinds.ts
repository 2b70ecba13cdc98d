import type { Change, Detail, TextSegment } from '../../lib/api';

/** How a kind of change is signed, named and coloured; the sign never stands alone. */
export interface KindLook {
  sign: string;
  label: string;
  look: 'add' | 'del' | 'chg';
  /** Its sign alone does not say what happened. */
  unusual: boolean;
}

const LOOKS: Record<string, KindLook> = {
  added: { sign: '+', label: 'added', look: 'add', unusual: false },
  removed: { sign: '−', label: 'removed', look: 'del', unusual: false },
  changed: { sign: '~', label: 'changed', look: 'chg', unusual: false },
  moved: { sign: '↕', label: 'moved', look: 'chg', unusual: true },
  typeChanged: { sign: '≠', label: 'type changed', look: 'chg', unusual: true },
};

/** The look of a kind of change; one that this page does not know shows its own name. */
export function lookOf(kind: string): KindLook {
  return LOOKS[kind] ?? { sign: '~', label: kind, look: 'chg', unusual: true };
}

/** The part of a change's marks that one side shows. */
export function marksOf(change: Change, side: 'before' | 'after'): TextSegment[] {
  const other = side === 'before' ? 'added' : 'removed';
  return change.marks.filter((mark) => mark.kind !== other);
}

/** Up to how many characters of a value come with the table (MaxValue in backend/bind). */
const MOST_SENT = 2000;

/** Whether one side of a change is longer than what came with the table. */
export function isCut(change: Change, side: 'before' | 'after'): boolean {
  return change.cut && [...change[side]].length >= MOST_SENT;
}

const EMPTY: Record<string, string> = {
  none: 'This event records no change of an object.',
  beforeAfter: 'The object is the same before and after.',
  changes: 'The entry’s own list of changes is empty.',
  after: 'The entry gives only the new object, and it is empty.',
  before: 'The entry gives only the old object, and it is empty.',
};

/** What to say above the changes, by what the entry gave; empty when nothing needs saying. */
export function shapeNote(detail: Pick<Detail, 'shape' | 'note' | 'changes'>): string {
  // The state before is from the cache, which the note says.
  if (detail.note !== '') return detail.changes.length === 0 ? (EMPTY.beforeAfter ?? '') : '';
  if (detail.changes.length === 0) return EMPTY[detail.shape] ?? EMPTY.none ?? '';
  if (detail.shape === 'after') return 'The entry gives only the new object: everything in it is listed as added.';
  if (detail.shape === 'before') return 'The entry gives only the old object: everything in it is listed as removed.';
  return '';
}
