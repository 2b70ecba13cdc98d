// The TypeScript mirror of backend/bind/activity.go. Times are epoch
// milliseconds in UTC; lists are never null.

/** Something that was done to this cache. */
export interface ActivityLine {
  /** Its number in the ledger. */
  entry: number;
  at: number;
  /** A few words. */
  what: string;
  detail: string;
  /** Who was at this machine; '' where nobody was named. */
  who: string;
  /** '' unless it is about a tenant that is still here. */
  tenant: string;
}

export interface ActivityList {
  /** Newest first. */
  lines: ActivityLine[];
  total: number;
}

export type Verdict = 'holds' | 'does not hold' | 'cannot be told';

/** What a check of the ledger showed, without the events that it seals. */
export interface LedgerState {
  entries: number;
  /** Of the newest entry. */
  hash: string;
  chain: Verdict;
  /** Whether the newest entries are there. */
  end: Verdict;
  /** What else to know; one sentence, may be ''. */
  note: string;
  problems: string[];
}
