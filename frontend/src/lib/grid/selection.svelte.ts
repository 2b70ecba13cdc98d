import type { Cell } from './keys';
import { cellsIn, columnsIn, holds, rangeOf, rowSpans, rowsIn, without, type Range } from './ranges';

const none: readonly Range[] = [];

/**
 * The cells that are selected, beside the one with the focus: rectangles that
 * never overlap, so that all of ten million rows are one. `columns` is how many
 * of a row's columns can be selected, from 1 on.
 */
export class GridSelection {
  #others: readonly Range[] = $state.raw(none);
  /** What the next extension replaces. */
  #live: Range | null = $state.raw(null);
  #anchor: Cell = { row: 0, column: 1 };
  /** Whole rows are being selected. */
  #whole = false;

  readonly ranges: readonly Range[] = $derived.by(() => {
    const live = this.#live;
    if (!live) return this.#others;
    return [...this.#others.flatMap((other) => without(other, live)), live];
  });
  readonly empty = $derived(this.ranges.length === 0);
  readonly rows = $derived(rowsIn(rowSpans(this.ranges)));
  readonly columns = $derived(columnsIn(this.ranges));
  readonly cells = $derived(cellsIn(this.ranges));

  /** Selects nothing; what is extended next begins at the cell. */
  start(at: Cell): void {
    [this.#others, this.#live, this.#anchor, this.#whole] = [none, null, at, false];
  }

  clear(): void {
    this.start(this.#anchor);
  }

  /** Selects up to a cell from where the last selection began. */
  extend(to: Cell, columns: number): void {
    this.#live = this.#whole ? wholeRows(this.#anchor.row, to.row, columns) : rangeOf(within(this.#anchor, columns), within(to, columns));
  }

  /** Adds a cell, or takes it away. */
  toggle(at: Cell, columns: number): void {
    this.#toggle(rangeOf(within(at, columns), within(at, columns)), at, false);
  }

  /** Adds a row, or takes it away. */
  toggleRow(row: number, columns: number): void {
    this.#toggle(wholeRows(row, row, columns), { row, column: 1 }, true);
  }

  /** Selects a row alone. */
  row(row: number, columns: number): void {
    this.start({ row, column: 1 });
    this.toggleRow(row, columns);
  }

  /** Selects a column of `rows` rows alone. */
  column(column: number, rows: number): void {
    this.start({ row: 0, column });
    if (rows > 0) this.#live = { top: 0, bottom: rows - 1, left: column, right: column };
  }

  all(rows: number, columns: number): void {
    this.start({ row: 0, column: 1 });
    if (rows > 0) [this.#live, this.#whole] = [wholeRows(0, rows - 1, columns), true];
  }

  /** The ranges that touch a row; the same empty list where there are none. */
  touching(row: number): readonly Range[] {
    const found = this.ranges.filter(({ top, bottom }) => row >= top && row <= bottom);
    return found.length > 0 ? found : none;
  }

  #toggle(range: Range, anchor: Cell, whole: boolean): void {
    const all = this.ranges;
    const rest = all.flatMap((other) => without(other, range));
    const had = cellsIn(all) - cellsIn(rest) === cellsIn([range]);
    [this.#others, this.#live, this.#anchor, this.#whole] = [rest, had ? null : range, anchor, whole];
  }
}

const within = ({ row, column }: Cell, columns: number): Cell => ({ row, column: Math.min(Math.max(column, 1), columns) });

const wholeRows = (from: number, to: number, columns: number): Range =>
  rangeOf({ row: from, column: 1 }, { row: to, column: columns });

/** Whether a cell is in one of the ranges. */
export const selectedIn = (ranges: readonly Range[], cell: Cell): boolean => ranges.some((range) => holds(range, cell));
