import { describe, expect, it } from 'vitest';
import { cellsIn, columnsIn, firstRows, holds, rangeOf, rowSpans, rowsIn, without, type Range } from './ranges';

const range = (top: number, bottom: number, left: number, right: number): Range => ({ top, bottom, left, right });

it('rangeOf takes its corners in any order', () => {
  const want = range(2, 9, 1, 4);
  expect(rangeOf({ row: 9, column: 1 }, { row: 2, column: 4 })).toEqual(want);
  expect(rangeOf({ row: 2, column: 4 }, { row: 9, column: 1 })).toEqual(want);
});

describe('without', () => {
  const whole = range(0, 9, 1, 5);
  it.each<[string, Range, number]>([
    ['a cell in the middle', range(4, 4, 3, 3), 4],
    ['a corner', range(0, 0, 1, 1), 2],
    ['all of it and more', range(0, 20, 0, 9), 0],
    ['something beside it', range(10, 12, 1, 5), 1],
    ['a stripe through it', range(3, 5, 1, 5), 2],
  ])('%s', (_name, hole, parts) => {
    const left = without(whole, hole);
    expect(left).toHaveLength(parts);
    for (let row = 0; row < 12; row++) {
      for (let column = 0; column < 8; column++) {
        const cell = { row, column };
        // In exactly one part, or in none.
        expect(left.filter((part) => holds(part, cell)).length).toBe(holds(whole, cell) && !holds(hole, cell) ? 1 : 0);
      }
    }
  });

  it('costs the same for ten million rows', () => {
    const parts = without(range(0, 9_999_999, 1, 9), range(5_000_000, 5_000_000, 2, 2));
    expect(cellsIn(parts)).toBe(90_000_000 - 1);
  });
});

describe('rowSpans', () => {
  it.each<[string, Range[], string]>([
    ['none', [], ''],
    ['apart, in any order', [range(7, 9, 1, 1), range(1, 2, 1, 1)], '1-2 7-9'],
    ['overlapping', [range(1, 5, 1, 1), range(3, 8, 2, 2)], '1-8'],
    ['one below the other', [range(1, 5, 1, 1), range(6, 6, 2, 2)], '1-6'],
    ['one inside of the other', [range(1, 9, 1, 1), range(3, 4, 2, 2)], '1-9'],
  ])('%s', (_name, ranges, want) => {
    const spans = rowSpans(ranges);
    expect(spans.map(({ from, to }) => `${from}-${to}`).join(' ')).toBe(want);
    expect(rowsIn(spans)).toBe(spans.reduce((sum, { from, to }) => sum + to - from + 1, 0));
  });
});

it('firstRows cuts where the limit is', () => {
  const spans = [
    { from: 0, to: 4 },
    { from: 10, to: 9_999_999 },
  ];
  expect(firstRows(spans, 3)).toEqual([{ from: 0, to: 2 }]);
  expect(firstRows(spans, 8)).toEqual([spans[0], { from: 10, to: 12 }]);
  expect(rowsIn(firstRows(spans, 10_000))).toBe(10_000);
});

it('columnsIn has each column once, from the left', () => {
  expect(columnsIn([range(0, 1, 4, 5), range(3, 3, 1, 4)])).toEqual([1, 4, 5].concat(2, 3).sort());
});
