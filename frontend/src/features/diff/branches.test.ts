import { describe, expect, it } from 'vitest';
import type { Branch } from '../../lib/api';
import { around, branchUnits, changed, everyBranch, flatOf, growOf, nodeAt, withoutNames } from './branches';

const branch = (name: string, children: Branch[] = [], more: Partial<Branch> = {}): Branch => ({
  name, children, label: '', path: '', from: '', kind: '', before: '', after: '', hasBefore: false, hasAfter: false, cut: false, masked: false,
  noise: false, changes: 0, unchanged: 0, folded: 0, left: 0, ...more,
});
const tree = branch('', [
  branch('flow', [branch('a', [branch('x', [], { kind: 'changed', before: '1', after: '2', hasBefore: true, hasAfter: true })])]),
  branch('name', [], { kind: 'added', after: 'new', hasAfter: true }),
]);

describe('a tree', () => {
  const { root, count } = growOf(tree, () => false);

  it('is drawn in its order, all of it', () => {
    expect(flatOf(root).map(({ branch: { name }, level, order }) => `${order} ${level} ${name}`)).toEqual([
      '0 1 ', '1 2 flow', '2 3 a', '3 4 x', '4 2 name',
    ]);
    expect(count).toBe(5);
  });

  it('leaves out what labels say already', () => {
    const same = { hasBefore: true, hasAfter: true };
    const rule = branch('0', [branch('role', [], same), branch('actions', [branch('0', [], { kind: 'added' })])], { label: 'user › flows', unchanged: 1 });
    const bare = withoutNames(branch('', [rule, branch('name', [], same)]));
    expect(bare.children.map(({ name }) => name)).toEqual(['0', 'name']);
    expect(bare.children[0]?.children.map(({ name }) => name)).toEqual(['actions']);
    expect(bare.children[0]?.unchanged).toBe(2);
  });

  it('tells parts in one another as one', () => {
    const change = branch('message', [], { kind: 'changed' });
    const deep = withoutNames(branch('', [branch('config', [branch('transform', [branch('in', [change, change], { unchanged: 1 })], { unchanged: 2 })])]));
    expect(deep.children.map(({ name, unchanged, children }) => [name, unchanged, children.length])).toEqual([['config / transform / in', 3, 2]]);
    const labelled = withoutNames(branch('', [branch('flow', [branch('a', [branch('config', [change])], { label: 'Slack' })])]));
    expect(labelled.children[0]?.name).toBe('flow');
  });

  it('is found by items, folded or not', () => {
    expect(nodeAt(root, '0.0.0.0')?.branch.name).toBe('x');
    const shut = growOf(tree, (item) => item === '0.0');
    expect(shut.count).toBe(3);
    expect(nodeAt(shut.root, '0.0.0.0')).toBeUndefined();
    expect(around('0.0.0.0')).toEqual(['0', '0.0', '0.0.0']);
    expect(around('0')).toEqual([]);
  });

  it('is stepped through and searched whole', () => {
    const all = everyBranch(tree);
    expect(changed(all)).toEqual(['0.0.0.0', '0.1']);
    expect(branchUnits(all).map(({ find, text }) => `${find}=${text}`)).toEqual([
      '0.0 name=flow', '0.0.0 name=a', '0.0.0.0 name=x', '0.0.0.0 before=1', '0.0.0.0 after=2', '0.1 name=name', '0.1 after=new',
    ]);
  });
});
