import type { TrackWidth } from './tracks';

/** A column of a grid. */
export interface Column<T> extends TrackWidth {
  label: string;
  /** The text of a cell; also its tooltip. */
  text: (row: T) => string;
  /** Style of the cell: strong for what a row is about, figures for numbers and times. */
  look?: 'strong' | 'soft' | 'figures' | 'mono';
  /** What the rows can be sorted by in this column's stead; without it they cannot. */
  sort?: string;
}

/** How the rows are sorted: by the `sort` of a column. */
export interface Sorting {
  column: string;
  ascending: boolean;
}

/** What can be done to the columns of a grid. */
export interface ColumnActions {
  sort: (column: string) => void;
  /** A width in pixels, or null to give the column its own back. */
  resize: (id: string, width: number | null) => void;
  /** Puts a column to a place among those shown; across the border of those that are pinned it joins or leaves them. */
  move: (id: string, to: number) => void;
  /** One place to the left (-1) or to the right (1). */
  step: (id: string, by: -1 | 1) => void;
  pin: (id: string, pinned: boolean) => void;
  hide: (id: string) => void;
}
