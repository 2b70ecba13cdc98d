import { expect, test } from 'vitest';
import { Slots } from './slots';

const range = (first: number, end: number): number[] => Array.from({ length: end - first }, (_, i) => first + i);
const slotsOf = (placed: { slot: number }[]): number[] => placed.map(({ slot }) => slot);

test('a row keeps its element while others come and go', () => {
  const slots = new Slots();
  const before = slots.place(range(100, 110));
  const after = slots.place(range(103, 113));
  expect(after.map(({ index }) => index)).toEqual(range(103, 113));
  expect(after.slice(0, 7)).toEqual(before.slice(3));
  expect(after[0]).toBe(before[3]);
  expect(new Set(slotsOf(after))).toEqual(new Set(slotsOf(before)));
});

test('a jump makes no element', () => {
  const slots = new Slots();
  slots.place(range(0, 10));
  expect(slotsOf(slots.place(range(5000, 5010))).sort((a, b) => a - b)).toEqual(range(0, 10));
});

test('the row with the focus keeps its element out of view', () => {
  const slots = new Slots();
  const [focused] = slots.place(range(0, 10));
  for (const first of [20, 300, 7]) expect(slots.place([0, ...range(first, first + 10)])[0]).toBe(focused);
});

test.each([
  ['fewer rows', [range(0, 30), range(20, 30), range(20, 45)]],
  ['none, then some', [range(0, 5), [], range(3, 9)]],
  ['one that stays of many', [range(0, 40), [39], range(30, 70)]],
])('no element is given twice: %s', (_name, steps) => {
  const slots = new Slots();
  for (const step of steps) {
    const placed = slots.place(step);
    expect(placed.map(({ index }) => index)).toEqual(step);
    expect(slotsOf(placed).sort((a, b) => a - b)).toEqual(range(0, step.length));
  }
});
