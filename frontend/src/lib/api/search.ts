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
