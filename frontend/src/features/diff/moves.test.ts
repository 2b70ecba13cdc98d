import { describe, expect, it } from 'vitest';
import type { Change, Element } from '../../lib/api';
import { movesOf, wayOf } from './moves';

const change = (from: string, path: string, more: Partial<Change> = {}): Change => ({
  path, from, element: 0, kind: 'moved', before: '', after: '', hasBefore: false, hasAfter: false, cut: false, masked: false,
  noise: false, marks: [], label: [], connection: '', fingerprintBefore: '', fingerprintAfter: '', ...more,
});
const element = (name: string, kind = 'entry'): Element => ({ path: '', kind, name, change: 'moved' });

describe('the way of what moved', () => {
  it.each([
    ['/l/2', '/l/0', false, 'no. 3', 'no. 1'],
    ['/0', '/3', false, 'no. 1', 'no. 4'],
    ['/a/1/l/2', '/a/3/l/1', false, 'no. 3', 'no. 2'],
    ['/a/1/l/2', '/a/3/l/1', true, 'a / 1 / l / 2', 'a / 3 / l / 1'],
    ['/a/1/l/2', '/a/1/l/0', true, 'no. 3', 'no. 1'],
    ['/draft', '/live', true, 'draft', 'live'],
    ['/a/2', '/b/2', false, 'a / 2', 'b / 2'],
    ['/a/2', '/a/2/0', false, 'a / 2', 'a / 2 / 0'],
    ['', '/a', true, '(whole object)', 'a'],
  ])('from %s to %s is told in words', (from, path, listed, was, is) => {
    expect(wayOf({ from, path }, listed)).toEqual({ from: was, to: is });
  });
});

describe('what moved', () => {
  const elements = [element('items › b'), element('filters › no. 1'), element('Configuration', 'object')];
  const told = (...changes: Change[]): string[] =>
    movesOf({ changes, elements, shape: 'beforeAfter' }, false).map(({ name, from, to }) => `${name}: ${from} > ${to}`);

  it.each([
    ['by its name', change('/items/2', '/items/0', { after: '{"id":"b"}', hasAfter: true }), 'items › b: no. 3 > no. 1'],
    ['by its value where its name is its place', change('/filters/2', '/filters/0', { element: 1, after: '{"op":"="}', hasAfter: true }), '{"op":"="}: no. 3 > no. 1'],
    ['by its place where it changed too', change('/filters/2', '/filters/0', { element: 1 }), 'filters › no. 1: no. 3 > no. 1'],
    ['in a list of values', change('/hosts/0', '/hosts/2', { element: 2, label: ['hosts', 'no. 3'], after: 'z', hasAfter: true }), 'hosts › z: no. 1 > no. 3'],
  ])('is told %s', (_, one, want) => expect(told(one)).toEqual([want]));

  it('leaves out noise and what did not move', () => {
    expect(told(change('/a/0', '/a/1', { noise: true }), change('', '/a', { kind: 'changed' }))).toEqual([]);
  });
});
