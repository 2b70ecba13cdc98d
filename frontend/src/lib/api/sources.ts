// The TypeScript mirror of backend/bind/viewsource.go. Times are epoch
// milliseconds in UTC; lists are never null.

/** received = inserted + updated + duplicates + rejected. */
export interface SourceCounts {
  received: number;
  inserted: number;
  updated: number;
  duplicates: number;
  rejected: number;
}

/** A period of a tenant's log of which entries may be missing; 0 where an end is open. */
export interface TimeGap {
  from: number;
  to: number;
  /** One sentence. */
  reason: string;
}

/** One sync or file; with a count above 1, so many syncs in a row that brought nothing new. */
export interface SourceLine extends SourceCounts {
  /** Of the newest. */
  id: number;
  /** Id of the oldest; `id` unless there are several. */
  first: number;
  count: number;
  tenant: string;
  /** sync or import. */
  kind: string;
  /** The tenant's address, or the file's name. */
  name: string;
  /** Of the oldest. */
  startedAt: number;
  /** Of the newest; 0 while it runs, or when the program ended in between. */
  finishedAt: number;
  /** Of the events received, 0 for none. */
  oldest: number;
  newest: number;
  complete: boolean;
  /** Why it is not complete. */
  reason: string;
  sha256: string;
  size: number;
  changed: number;
  gone: number;
  gaps: TimeGap[];
  warnings: string[];
}

/** What all sources of one tenant brought. */
export interface SourceSum extends SourceCounts {
  tenant: string;
  syncs: number;
  files: number;
  /** In the cache. */
  events: number;
  oldest: number;
  newest: number;
  changed: number;
  gone: number;
  gaps: TimeGap[];
  /** How far back the tenant's own log goes, in words; '' when unknown. */
  retention: string;
  warnings: string[];
}

export interface SourceList {
  /** Newest first. */
  lines: SourceLine[];
  total: number;
  sums: SourceSum[];
}

export interface RejectedList {
  entries: { where: string; reason: string }[];
  total: number;
}
