import { describe, expect, it } from 'vitest';
import { arranged, hidden, movedTo, pinnedOr, shownAgain, stepped, type Arrangement } from './arrangement';

/** "a b|c d": a and b are pinned. */
const read = (text: string): Arrangement => {
  const [first = '', rest = ''] = text.includes('|') ? text.split('|') : ['', text];
  const ids = (part: string): string[] => part.split(' ').filter((id) => id !== '');
  return { columns: [...ids(first), ...ids(rest)], pinned: ids(first).length };
};
const write = ({ columns, pinned }: Arrangement): string =>
  pinned === 0 ? columns.join(' ') : `${columns.slice(0, pinned).join(' ')}|${columns.slice(pinned).join(' ')}`;

it('arranged has the pinned ones first, each part in its order', () => {
  expect(write(arranged(['a', 'b', 'c', 'd'], ['c', 'a', 'gone']))).toBe('a c|b d');
});

it.each([
  ['a b c d', 'a', 2, 'b c a d'],
  ['a b c d', 'd', 0, 'd a b c'],
  ['a b c d', 'b', 1, 'a b c d'],
  ['a b c d', 'b', 99, 'a c d b'],
  ['a b|c d', 'd', 1, 'a d b|c'],
  ['a b|c d', 'd', 2, 'a b|d c'],
  ['a b|c d', 'a', 3, 'b|c d a'],
  ['a b|c d', 'a', 1, 'b a|c d'],
  ['a b|c d', 'x', 1, 'a b|c d'],
])('movedTo: %s, %s to %i is %s', (before, id, to, after) => expect(write(movedTo(read(before), id, to))).toBe(after));

it.each<[string, string, -1 | 1, string]>([
  ['a b c', 'a', 1, 'b a c'],
  ['a b c', 'a', -1, 'a b c'],
  ['a b c', 'c', 1, 'a b c'],
  ['a b|c d', 'a', 1, 'b a|c d'],
  ['a b|c d', 'b', 1, 'a|b c d'],
  ['a|b c d', 'b', -1, 'a b|c d'],
  ['a b|c d', 'd', -1, 'a b|d c'],
])('stepped: %s, %s by %i is %s', (before, id, by, after) => expect(write(stepped(read(before), id, by))).toBe(after));

it('every place is reached step by step, and left the same way', () => {
  const all = (arrangement: Arrangement, by: -1 | 1): string[] => {
    const seen = [write(arrangement)];
    for (let next = stepped(arrangement, 'x', by); write(next) !== seen.at(-1); next = stepped(next, 'x', by)) seen.push(write(next));
    return seen;
  };
  const right = all(read('x a|b c'), 1);
  expect(right).toEqual(['x a|b c', 'a x|b c', 'a|x b c', 'a|b x c', 'a|b c x']);
  expect(all(read('a|b c x'), -1)).toEqual([...right].reverse());
});

describe('pins, hides and shows', () => {
  it.each([
    ['a b c', 'c', true, 'c|a b'],
    ['c|a b', 'b', true, 'c b|a'],
    ['c b|a', 'c', false, 'b|c a'],
    ['c b|a', 'c', true, 'c b|a'],
  ])('pinnedOr: %s, %s %s is %s', (before, id, pin, after) => expect(write(pinnedOr(read(before), id, pin))).toBe(after));
  it.each([
    ['a b c', 'b', 'a c'],
    ['a b|c', 'a', 'b|c'],
    ['a', 'a', 'a'],
  ])('hidden: %s without %s is %s', (before, id, after) => expect(write(hidden(read(before), id))).toBe(after));
  it.each([
    ['d a', 'b', 'd a b'],
    ['d c', 'b', 'b d c'],
    ['d|c', 'b', 'd|b c'],
    ['a b', 'b', 'a b'],
  ])('shownAgain: %s with %s is %s', (before, id, after) =>
    expect(write(shownAgain(read(before), id, ['a', 'b', 'c', 'd']))).toBe(after));
});
