import type { Cell } from './keys';

/** A rectangle of cells; all four ends belong to it. However many rows it has, it is four numbers. */
export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Rows from one number to another, both of them included. */
export interface Span {
  from: number;
  to: number;
}

/** The rectangle between two corners. */
export const rangeOf = (a: Cell, b: Cell): Range => ({
  top: Math.min(a.row, b.row),
  bottom: Math.max(a.row, b.row),
  left: Math.min(a.column, b.column),
  right: Math.max(a.column, b.column),
});

export const holds = (range: Range, { row, column }: Cell): boolean =>
  row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;

/** What is left of a rectangle without another one: at most four, none of which overlap. */
export function without(range: Range, hole: Range): Range[] {
  const top = Math.max(range.top, hole.top);
  const bottom = Math.min(range.bottom, hole.bottom);
  const left = Math.max(range.left, hole.left);
  const right = Math.min(range.right, hole.right);
  if (top > bottom || left > right) return [range];
  return [
    { ...range, bottom: top - 1 },
    { ...range, top: bottom + 1 },
    { top, bottom, left: range.left, right: left - 1 },
    { top, bottom, left: right + 1, right: range.right },
  ].filter((part) => part.top <= part.bottom && part.left <= part.right);
}

/** The rows that any of the ranges touches, from the top, those that meet as one. */
export function rowSpans(ranges: readonly Range[]): Span[] {
  const spans: Span[] = [];
  for (const { top, bottom } of ranges.toSorted((a, b) => a.top - b.top)) {
    const last = spans.at(-1);
    if (last && top <= last.to + 1) last.to = Math.max(last.to, bottom);
    else spans.push({ from: top, to: bottom });
  }
  return spans;
}

export const rowsIn = (spans: readonly Span[]): number => spans.reduce((sum, { from, to }) => sum + to - from + 1, 0);

/** The first `most` rows of some spans, as spans. */
export function firstRows(spans: readonly Span[], most: number): Span[] {
  const first: Span[] = [];
  let left = most;
  for (const { from, to } of spans) {
    if (left <= 0) break;
    first.push({ from, to: Math.min(to, from + left - 1) });
    left -= to - from + 1;
  }
  return first;
}

/** The columns that any of the ranges touches, from the left. */
export function columnsIn(ranges: readonly Range[]): number[] {
  const columns = new Set<number>();
  for (const { left, right } of ranges) for (let column = left; column <= right; column++) columns.add(column);
  return [...columns].sort((a, b) => a - b);
}

/** How many cells there are in ranges that do not overlap. */
export const cellsIn = (ranges: readonly Range[]): number =>
  ranges.reduce((sum, { top, bottom, left, right }) => sum + (bottom - top + 1) * (right - left + 1), 0);
