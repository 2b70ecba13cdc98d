import type { Change, Detail, Element } from '../../lib/api';
import { crumbs, middle, tokens } from './pointer';

/** Where something stood before it moved, and where it stands now. */
export interface Way {
  from: string;
  to: string;
}

const INDEX = /^\d+$/;
const place = (index: string): string => `no. ${Number(index) + 1}`;

/**
 * The way of what moved in words: places of its list, counted from 1; whole
 * paths where it went elsewhere. `listed`: the entry's own list of changes says
 * so, in which paths that differ are never of one list.
 */
export function wayOf({ from, path }: Pick<Change, 'from' | 'path'>, listed = false): Way {
  const [was, is] = [tokens(from), tokens(path)];
  const [last, now] = [was.at(-1) ?? '', is.at(-1) ?? ''];
  const alike = was.slice(0, -1).every((token, at) => token === is[at] || (!listed && INDEX.test(token) && INDEX.test(is[at] ?? '')));
  if (was.length === is.length && alike && INDEX.test(last) && INDEX.test(now)) return { from: place(last), to: place(now) };
  return { from: crumbs(from).join(' / '), to: crumbs(path).join(' / ') };
}

/** A name that says nothing but where something stands. */
export const isPlace = (name: string): boolean => /(^| › )no\. \d+$/.test(name);

/** Whether a moved change shows what moved: its element's name may not say it. */
export const showsMoved = ({ label, hasAfter }: Change, element: Element | undefined): boolean =>
  hasAfter && (label.length > 0 || isPlace(element?.name ?? ''));

/** One thing that moved, for a view that cannot show it in its place. */
export interface Moved extends Way {
  name: string;
}

const MOST_TOLD = 60;

/** All that moved in an event, by name or by value. */
export function movesOf({ changes, elements, shape }: Pick<Detail, 'changes' | 'elements' | 'shape'>, noise: boolean): Moved[] {
  return changes
    .filter((change) => change.kind === 'moved' && change.from !== '' && (noise || !change.noise))
    .map((change) => {
      const element = elements[change.element];
      const names = [...(element && element.kind !== 'object' ? [element.name] : []), ...change.label];
      if (showsMoved(change, element)) names.splice(-1, isPlace(names.at(-1) ?? '') ? 1 : 0, middle(change.after, MOST_TOLD));
      return { name: names.join(' › '), ...wayOf(change, shape === 'changes') };
    });
}
