import type { Change, Detail, Element } from '../../lib/api';

/** One thing to read: a change, or the changes that tell of one connection. */
export interface Entry {
  /** Its name as an item of the view. */
  item: string;
  changes: Change[];
  /** The first of them, which says where it is. */
  change: Change;
}

/** What changed in one element. */
export interface Group {
  /** Index of the element among the event's. */
  at: number;
  element: Element;
  entries: Entry[];
}

const unknown: Element = { path: '', kind: 'object', name: '', change: '' };

/** The changes of an event by element, in the elements' order; only noise, or all but noise. */
export function groupsOf({ changes, elements }: Pick<Detail, 'changes' | 'elements'>, noise: boolean): Group[] {
  const groups = new Map<number, Group>();
  const connections = new Map<string, Entry>();
  changes.forEach((change, index) => {
    if (change.noise !== noise) return;
    let group = groups.get(change.element);
    if (!group) groups.set(change.element, (group = { at: change.element, element: elements[change.element] ?? unknown, entries: [] }));
    const told = `${change.element} ${change.connection}`;
    const before = change.connection === '' ? undefined : connections.get(told);
    if (before) {
      before.changes.push(change);
      return;
    }
    const entry = { item: String(index), changes: [change], change };
    if (change.connection !== '') connections.set(told, entry);
    group.entries.push(entry);
  });
  return [...groups.values()].sort((a, b) => a.at - b.at);
}

/** How many things there are to read in groups. */
export const countOf = (groups: Group[]): number => groups.reduce((sum, { entries }) => sum + entries.length, 0);

/** A group as far as it is drawn. */
export interface Part {
  group: Group;
  folded: boolean;
  entries: Entry[];
}

/** The groups that are drawn when `most` lines are: the head of a group is a line, and so is each entry that is not folded. */
export function partsOf(groups: Group[], folded: (group: Group) => boolean, most: number): Part[] {
  const parts: Part[] = [];
  let left = most;
  for (const group of groups) {
    if (left <= 0) break;
    const shut = folded(group);
    const entries = shut ? [] : group.entries.slice(0, left - 1);
    parts.push({ group, folded: shut, entries });
    left -= 1 + entries.length;
  }
  return parts;
}

/** How many lines the groups have, as partsOf counts them; up to and with an item where one is given. */
export function linesOf(groups: Group[], folded: (group: Group) => boolean, item?: string): number {
  let lines = 0;
  for (const group of groups) {
    const at = item === undefined ? -1 : group.entries.findIndex((entry) => entry.item === item);
    if (at >= 0) return lines + 2 + at;
    lines += 1 + (folded(group) ? 0 : group.entries.length);
  }
  return lines;
}

const WHOLE: Record<string, string> = { component: 'component', rule: 'rule', entry: 'entry', object: 'object' };
const DONE: Record<string, string> = { added: 'added', removed: 'removed', moved: 'moved' };

/** What to call a change: its names from the element on, or for the element itself "component added". */
export function namesOf(change: Change, element: Element): string[] {
  if (change.connection !== '') return ['connection'];
  if (change.label.length > 0) return change.label;
  const what = WHOLE[element.kind] ?? element.kind;
  const done = DONE[change.kind];
  return [done ? `${what} ${done}` : `whole ${what}`];
}
