import type { ObjectState, StateComparison } from '../../lib/api';
import { kindWords } from '../history/words';

/** How sure a side is, in words; '' where it is simply what an event left. */
export function sideNote(state: Pick<ObjectState, 'known' | 'gone' | 'partial' | 'unsure'>): string {
  if (state.gone) return 'deleted';
  if (!state.known) return 'no state is recorded';
  if (state.partial) return 'known only in part, from lists of changes';
  if (state.unsure) return 'a later event did not record what it changed';
  return '';
}

const oneOf = (kind: string): string => `${/^[aeio]/.test(kindWords(kind)) ? 'an' : 'a'} ${kindWords(kind)}`;

/** What to say above a comparison; '' where the changes say it all. */
export function comparisonWords({ before, after, changes }: Pick<StateComparison, 'before' | 'after' | 'changes'>): string {
  const [one, other] = [before.object, after.object];
  const same = one.tenant === other.tenant && one.kind === other.kind && one.id === other.id;
  const kinds = one.kind === other.kind ? `two different ${kindWords(one.kind)}s` : `${oneOf(one.kind)} and ${oneOf(other.kind)}`;
  if (changes.length > 0) return same ? '' : `These are ${kinds}.`;
  if (!before.known && !after.known) return 'Neither of the two records a state, so there is nothing to compare.';
  return same ? `The ${kindWords(one.kind)} is the same at both points.` : `These are ${kinds} that hold the same.`;
}
