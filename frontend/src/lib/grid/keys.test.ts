import { expect, it } from 'vitest';
import { moveByKey } from './keys';

it.each([
  ['ArrowDown', 5, 6],
  ['ArrowUp', 5, 4],
  ['ArrowUp', 0, 0],
  ['ArrowDown', 99, 99],
  ['PageDown', 5, 25],
  ['PageDown', 95, 99],
  ['PageUp', 25, 5],
  ['Home', 50, 0],
  ['End', 50, 99],
])('%s from row %i leads to row %i', (key, row, want) => {
  expect(moveByKey(key, { row, column: 2 }, 100, 5, 20)).toEqual({ row: want, column: 2 });
});

it.each([
  ['ArrowRight', 4, 4],
  ['ArrowRight', 1, 2],
  ['ArrowLeft', 0, 0],
])('%s from column %i leads to column %i', (key, column, want) => {
  expect(moveByKey(key, { row: 1, column }, 100, 5, 20)).toEqual({ row: 1, column: want });
});

it('other keys and an empty grid do not move', () => {
  expect(moveByKey('a', { row: 1, column: 0 }, 100, 5, 20)).toBeNull();
  expect(moveByKey('End', { row: 0, column: 0 }, 0, 5, 20)).toBeNull();
});
