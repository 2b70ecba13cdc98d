// Shapes of the search language; see backend/bind/search.go.

/** A part of a search that stands beside its others. */
export interface SearchTerm {
  text: string;
  /** The search without it. */
  without: string;
}

/** One way to go on with a search that is being typed. */
export interface Suggestion {
  /** In place of the characters `from` to `to`. */
  insert: string;
  /** A key with its colon, or a value. */
  label: string;
  /** What a key means; empty for a value. */
  about: string;
  /** Events of the chosen tenants with the value; -1 where that is not known. */
  count: number;
}

export interface Suggestions {
  /** In characters (code points). */
  from: number;
  to: number;
  values: Suggestion[];
}

export interface SearchHelp {
  signs: { example: string; means: string }[];
  keys: { key: string; example: string; means: string }[];
}

/** Whether questions are answered from memory; see backend/bind/columns.go. */
export interface ColumnsStatus {
  /** With `tooBig` and `broken` answers come from the disk. */
  state: 'loading' | 'ready' | 'tooBig' | 'broken';
  /** Events read so far, while they are loaded. */
  done: number;
  /** Events to be read, 0 while that is not known. */
  total: number;
  /** Of memory that the columns take, or would take. */
  bytes: number;
  /** Bytes of memory that they may take. */
  allowed: number;
}
