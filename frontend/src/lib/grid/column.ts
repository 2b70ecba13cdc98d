import type { TrackWidth } from './tracks';

/** A column of a grid. */
export interface Column<T> extends TrackWidth {
  label: string;
  /** The text of a cell; also its tooltip. */
  text: (row: T) => string;
  /** Style of the cell: strong for what a row is about, figures for numbers and times. */
  look?: 'strong' | 'soft' | 'figures' | 'mono';
  sortable?: boolean;
}
