import { describe, expect, it } from 'vitest';
import { GridSelection, selectedIn } from './selection.svelte';

const columns = 5;
const at = (row: number, column: number): { row: number; column: number } => ({ row, column });
const has = (selection: GridSelection, row: number, column: number): boolean => selectedIn(selection.touching(row), at(row, column));

describe('a selection', () => {
  it('grows and shrinks from where it began', () => {
    const selection = new GridSelection();
    selection.start(at(10, 2));
    expect(selection.empty).toBe(true);
    selection.extend(at(14, 4), columns);
    expect([selection.rows, selection.columns, selection.cells]).toEqual([5, [2, 3, 4], 15]);
    selection.extend(at(9, 2), columns);
    expect([selection.rows, selection.columns]).toEqual([2, [2]]);
  });

  it('keeps to the columns that can be selected', () => {
    const selection = new GridSelection();
    selection.start(at(3, 0));
    selection.extend(at(3, 9), columns);
    expect(selection.columns).toEqual([1, 2, 3, 4, 5]);
  });

  it('adds cells one by one and takes them away again', () => {
    const selection = new GridSelection();
    selection.start(at(0, 1));
    selection.extend(at(9, 5), columns);
    selection.toggle(at(4, 3), columns);
    expect([has(selection, 4, 3), has(selection, 4, 2), selection.cells]).toEqual([false, true, 49]);
    selection.toggle(at(4, 3), columns);
    expect([has(selection, 4, 3), selection.cells]).toEqual([true, 50]);
    selection.toggle(at(20, 1), columns);
    selection.extend(at(21, 1), columns);
    expect([selection.rows, selection.cells]).toEqual([12, 52]);
  });

  it('selects whole rows, and goes on by whole rows', () => {
    const selection = new GridSelection();
    selection.row(7, columns);
    selection.extend(at(9, 2), columns);
    expect([selection.rows, selection.cells]).toEqual([3, 15]);
    selection.toggleRow(8, columns);
    expect([has(selection, 7, 1), has(selection, 8, 1), selection.rows]).toEqual([true, false, 2]);
  });

  it('has ten million rows as one range', () => {
    const selection = new GridSelection();
    selection.all(10_000_000, columns);
    expect([selection.ranges.length, selection.cells, has(selection, 9_999_999, 5)]).toEqual([1, 50_000_000, true]);
    selection.column(2, 10_000_000);
    expect([selection.columns, selection.rows]).toEqual([[2], 10_000_000]);
    selection.clear();
    expect(selection.empty).toBe(true);
    selection.all(0, columns);
    expect(selection.empty).toBe(true);
  });

  it('gives rows outside of it the same empty list', () => {
    const selection = new GridSelection();
    selection.row(7, columns);
    expect(selection.touching(1)).toBe(selection.touching(2));
  });
});
