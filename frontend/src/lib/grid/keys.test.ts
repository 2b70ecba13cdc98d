import { expect, it } from 'vitest';
import { moveByKey, type Cell } from './keys';

const move = (keys: string, from: Cell, rows = 100): Cell | null => {
  const [key = '', modifier] = keys.split(' ').reverse();
  return moveByKey({ key, ctrlKey: modifier === 'Ctrl', metaKey: modifier === 'Cmd' }, from, rows, 5, 20);
};

it.each([
  ['ArrowDown', 5, 6],
  ['ArrowUp', 5, 4],
  ['ArrowUp', 0, -1],
  ['ArrowUp', -1, -1],
  ['ArrowDown', -1, 0],
  ['PageUp', 5, 0],
  ['PageUp', -1, -1],
  ['ArrowDown', 99, 99],
  ['Ctrl ArrowDown', 5, 99],
  ['Cmd ArrowUp', 5, 0],
  ['PageDown', 5, 25],
  ['PageDown', 95, 99],
  ['PageUp', 25, 5],
])('%s from row %i leads to row %i', (keys, row, want) => {
  expect(move(keys, { row, column: 2 })).toEqual({ row: want, column: 2 });
});

it.each([
  ['ArrowRight', 4, 4],
  ['ArrowRight', 1, 2],
  ['ArrowLeft', 0, 0],
  ['Ctrl ArrowLeft', 3, 0],
  ['Home', 3, 0],
  ['End', 1, 4],
])('%s from column %i leads to column %i', (keys, column, want) => {
  expect(move(keys, { row: 1, column })).toEqual({ row: 1, column: want });
});

it('goes to both corners with Ctrl', () => {
  expect(move('Ctrl Home', { row: 50, column: 2 })).toEqual({ row: 0, column: 0 });
  expect(move('Ctrl End', { row: 50, column: 2 }, 10_000_000)).toEqual({ row: 9_999_999, column: 4 });
});

it('other keys and an empty grid do not move', () => {
  expect(move('a', { row: 1, column: 0 })).toBeNull();
  expect(move('Ctrl End', { row: 0, column: 0 }, 0)).toBeNull();
});
