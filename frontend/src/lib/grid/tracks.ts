/** How wide a column is. */
export interface TrackWidth {
  id: string;
  /** Pixels unless resized; with `grow`, the least it takes. */
  width: number;
  /** The narrowest it can be dragged. */
  min: number;
  /** Its share of the space left, 0 for a fixed column. */
  grow: number;
}

export const clampWidth = (column: TrackWidth, width: number): number =>
  Math.round(Math.min(Math.max(width, column.min), 1_200));

/** The CSS grid tracks of a row, the least width they need, and how far from the left those pinned stand. */
export interface Tracks {
  template: string;
  least: number;
  /** Pixels before each of the first columns. */
  lefts: number[];
}

/**
 * The tracks of a row's columns. Columns grow into the space left until they
 * are resized; then they keep their pixels, and the last one takes what nobody
 * wants. The first `pinned` ones never grow: what scrolls has to know where
 * they end.
 */
export function tracks(columns: TrackWidth[], widths: Record<string, number>, pinned = 0): Tracks {
  const fluid = columns.some((column, at) => at >= pinned && column.grow > 0 && widths[column.id] === undefined);
  let least = 0;
  const lefts: number[] = [];
  const parts = columns.map((column, index) => {
    const resized = widths[column.id];
    const width = resized === undefined ? column.width : clampWidth(column, resized);
    if (index < pinned) lefts.push(least);
    least += width;
    if (index < pinned) return `${width}px`;
    if (resized === undefined && column.grow > 0) return `minmax(${width}px, ${column.grow}fr)`;
    return !fluid && index === columns.length - 1 ? `minmax(${width}px, 1fr)` : `${width}px`;
  });
  return { template: parts.join(' '), least, lefts };
}
