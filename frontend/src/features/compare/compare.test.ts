import { describe, expect, it } from 'vitest';
import type { Change, ObjectState, StateComparison } from '../../lib/api';
import { Compare, pairOf, type Comparable } from './compare.svelte';
import { comparisonWords, sideNote } from './words';

const event = (key: number, createdAt: number): Comparable => ({ key, createdAt, action: 'Flow Updated' });

describe('pairOf', () => {
  it.each([
    [event(1, 5), event(2, 9), [1, 2]],
    [event(1, 9), event(2, 5), [2, 1]],
    [event(2, 5), event(1, 5), [1, 2]],
  ])('puts the earlier first: %j, %j', (one, other, [a, b]) => expect(pairOf(one, other)).toEqual({ kind: 'events', a, b }));
});

describe('Compare', () => {
  it('marks, opens with the second, and gives the mark back', () => {
    const compare = new Compare();
    compare.mark(event(1, 1));
    expect([compare.marked?.key, compare.question]).toEqual([1, null]);
    compare.mark(event(2, 2));
    expect([compare.marked, compare.question]).toEqual([null, { kind: 'events', a: 1, b: 2 }]);
    compare.close();
    expect(compare.question).toBeNull();
  });
  it('takes the mark away with the same event again', () => {
    const compare = new Compare();
    compare.mark(event(1, 1));
    compare.mark(event(1, 1));
    expect([compare.marked, compare.question]).toEqual([null, null]);
  });
});

const state = (id: string, kind = 'flow', odd: Partial<ObjectState> = {}): ObjectState =>
  ({ object: { tenant: 't', kind, id }, known: true, gone: false, partial: false, unsure: false, ...odd }) as ObjectState;
const words = (before: ObjectState, after: ObjectState, changes: Change[] = []): string =>
  comparisonWords({ before, after, changes } as StateComparison);

describe('comparisonWords', () => {
  const some = [{} as Change];
  it.each([
    ['says nothing where changes of one object say it all', words(state('a'), state('a'), some), ''],
    ['names two objects', words(state('a'), state('b'), some), 'These are two different flows.'],
    ['names two kinds, with their articles', words(state('a', 'acl'), state('a'), some), 'These are an access list and a flow.'],
    ['says that nothing changed', words(state('a'), state('a')), 'The flow is the same at both points.'],
    ['says that two objects hold the same', words(state('a'), state('b')), 'These are two different flows that hold the same.'],
    [
      'says that nothing is known',
      words(state('a', 'flow', { known: false }), state('a', 'flow', { known: false })),
      'Neither of the two records a state, so there is nothing to compare.',
    ],
  ])('%s', (_name, said, want) => expect(said).toBe(want));
});

it('sideNote says how sure a side is', () => {
  expect(sideNote(state('a'))).toBe('');
  expect(sideNote(state('a', 'flow', { known: false }))).toBe('no state is recorded');
  expect(sideNote(state('a', 'flow', { gone: true, known: true }))).toBe('deleted');
});
