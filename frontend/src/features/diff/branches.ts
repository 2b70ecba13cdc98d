import type { Branch } from '../../lib/api';
import { wayOf } from './moves';
import type { Unit } from './stage';

/** A branch with its place in the tree as it is drawn. */
export interface Node {
  branch: Branch;
  /** Its name as an item of the view. */
  item: string;
  /** How many nodes are drawn before it. */
  order: number;
  level: number;
  folded: boolean;
  children: Node[];
}

/**
 * A tree without the members that say what an element is, where its label says
 * so already (they are counted with what stayed), and with parts in one another
 * as one where each is all that the other holds.
 */
export function withoutNames(branch: Branch): Branch {
  const says = branch.label !== '';
  const kept = branch.children.filter(({ kind, children, hasAfter }) => !says || kind !== '' || children.length > 0 || !hasAfter);
  return { ...branch, unchanged: branch.unchanged + branch.children.length - kept.length, children: kept.map((child) => inOne(withoutNames(child))) };
}

/** A branch with the one that is all it holds as one: config / properties. */
function inOne(branch: Branch): Branch {
  const [only] = branch.children;
  const plain = (of: Branch | undefined): boolean => of !== undefined && of.kind === '' && of.label === '' && of.children.length > 0;
  if (!only || branch.children.length > 1 || !plain(branch) || !plain(only)) return branch;
  return { ...only, name: `${branch.name} / ${only.name}`, unchanged: branch.unchanged + only.unchanged, left: branch.left + only.left };
}

/** The whole tree by places; what is folded has no children here. `count` is how many nodes there are. */
export function growOf(branch: Branch, folded: (item: string) => boolean): { root: Node; count: number } {
  let count = 0;
  const grow = (of: Branch, item: string, level: number): Node => {
    const order = count++;
    const shut = folded(item);
    const children = shut ? [] : of.children.map((child, at) => grow(child, `${item}.${at}`, level + 1));
    return { branch: of, item, order, level, folded: shut, children };
  };
  return { root: grow(branch, '0', 1), count };
}

/** All branches of a tree in the order they stand in, folded or not, by their items. */
export function everyBranch(branch: Branch): Map<string, Branch> {
  const all = new Map<string, Branch>();
  const walk = (of: Branch, item: string): void => {
    all.set(item, of);
    of.children.forEach((child, at) => walk(child, `${item}.${at}`));
  };
  walk(branch, '0');
  return all;
}

/** The items around an item, from the outside in. */
export function around(item: string): string[] {
  const parts = item.split('.');
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('.'));
}

/** A node by its item; undefined where it is folded away. */
export function nodeAt(root: Node, item: string): Node | undefined {
  let node: Node | undefined = root;
  for (const part of item.split('.').slice(1)) node = node?.children[Number(part)];
  return node;
}

/** The nodes of a tree as drawn, from the top. */
export function flatOf(root: Node): Node[] {
  return [root, ...root.children.flatMap(flatOf)];
}

/** The branches that are changes themselves. */
export const changed = (all: Map<string, Branch>): string[] => [...all].filter(([, { kind }]) => kind !== '').map(([item]) => item);

/** All that can be searched in a tree. */
export function branchUnits(all: Map<string, Branch>, listed = false): Unit[] {
  const units: Unit[] = [];
  for (const [item, { name, label, before, after, hasBefore, hasAfter, kind, from, path }] of all) {
    const add = (part: string, text: string): unknown => text !== '' && units.push({ find: `${item} ${part}`, item, text });
    add('name', name);
    add('label', label);
    if (hasBefore && kind !== '') add('before', before);
    if (hasAfter || kind === '') add('after', after);
    if (from !== '') add('from', `moved from ${wayOf({ from, path }, listed).from} to ${wayOf({ from, path }, listed).to}`);
  }
  return units;
}
