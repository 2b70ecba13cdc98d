import type { EventPlace, ObjectEvent, ObjectState, StateGap } from '../../lib/api';
import { formatCount } from '../../lib/format/number';
import { namedCrumbs } from '../diff/pointer';

/** What a place that does not fit means. */
export const GAP_WORDS = 'changed outside the log, or entries are missing';

const KINDS = new Map(Object.entries({
  flow: 'flow',
  template: 'template',
  user: 'user',
  config: 'configuration key',
  acl: 'access list',
  connector: 'connector',
  component: 'component',
}));

/** What an object is, in words; one of a kind that this page does not know is an object. */
export const kindWords = (kind: string): string => KINDS.get(kind) ?? 'object';

const some = (count: number, one: string): string => `${formatCount(count)} ${one}${count === 1 ? '' : 's'}`;

/** How much an event changed, in a few words. */
export function sizeWords({ tells, size, noise }: Pick<ObjectEvent, 'tells' | 'size' | 'noise'>): string {
  if (!tells) return 'no state recorded';
  if (size > 0) return some(size, 'change');
  return noise > 0 ? 'layout and bookkeeping only' : 'no change';
}

/** How long the bar of an event is, from 0 to 1: by the logarithm, so that one large import does not flatten the rest. */
export function barOf(size: number, most: number): number {
  return size <= 0 || most <= 0 ? 0 : Math.log1p(size) / Math.log1p(most);
}

/** The first paths of a gap with what to call them, and how many others there are. */
export function gapPaths(
  gap: Pick<StateGap, 'paths' | 'names' | 'differing'>,
  most: number,
): { paths: { path: string; names: string[] }[]; more: number } {
  const paths = gap.paths.slice(0, most).map((path, at) => ({ path, names: path === '' ? ['the whole'] : namedCrumbs(gap.names[at], path) }));
  return { paths, more: Math.max(0, gap.differing - paths.length) };
}

/** What to say of how an event fits the one before, where nothing is wrong. */
export function fitWords({ fit, object: { kind } }: Pick<EventPlace, 'fit' | 'object'>): string {
  switch (fit) {
    case 'fits':
      return `fits the previous event of this ${kindWords(kind)}`;
    case 'first':
      return `the first event of this ${kindWords(kind)} in the cache`;
    case 'untold':
      return 'cannot be told: no state to hold it against is recorded';
    default:
      return GAP_WORDS;
  }
}

/** What to say of a state before its text; '' where it is simply what an event left. */
export function stateNote(state: Pick<ObjectState, 'known' | 'gone' | 'partial' | 'unsure'>): string {
  if (state.gone) return 'It had been deleted by then.';
  if (!state.known) return 'No state is known: no event up to then records one.';
  if (state.partial) return 'Known only in part, from lists of changes.';
  if (state.unsure) return 'It may have been otherwise: a later event did not record what it changed.';
  return '';
}
