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

/**
 * The CSS grid tracks of a row and the least width they need. Columns grow
 * into the space left until they are resized; then they keep their pixels, and
 * the last one takes what nobody wants.
 */
export function tracks(columns: TrackWidth[], widths: Record<string, number>): { template: string; least: number } {
  const fluid = columns.some((column) => column.grow > 0 && widths[column.id] === undefined);
  let least = 0;
  const parts = columns.map((column, index) => {
    const resized = widths[column.id];
    const width = resized === undefined ? column.width : clampWidth(column, resized);
    least += width;
    if (resized === undefined && column.grow > 0) return `minmax(${width}px, ${column.grow}fr)`;
    return !fluid && index === columns.length - 1 ? `minmax(${width}px, 1fr)` : `${width}px`;
  });
  return { template: parts.join(' '), least };
}
