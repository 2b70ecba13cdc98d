// The TypeScript mirror of backend/bind/viewsaved.go.
import type { FilterSpec, Row } from './types';

/** A filter with a name and a look. */
export interface SavedView {
  /** Empty for a recent filter. */
  name: string;
  filter: FilterSpec;
  order: ViewOrder;
  /** Of the table, in order; empty leaves what is shown. */
  columns: string[];
  /** Of its rows; empty leaves what is chosen. */
  density: string;
  /** The filter in words, as a report prints it; not read by Go. */
  words: string;
}

export interface ViewOrder {
  /** As in Order; empty is created. */
  column: string;
  ascending: boolean;
}

export interface SavedViews {
  /** In the user's order. */
  kept: SavedView[];
  /** Filters used last, the latest first. */
  recent: SavedView[];
}

/** What a link leads to: a view, or an event of a tenant. */
export interface LinkTarget {
  view: SavedView | null;
  /** Null where the cache does not have the event. */
  row: Row | null;
  tenant: string;
  id: string;
  /** The tenant is in the cache. */
  known: boolean;
}
