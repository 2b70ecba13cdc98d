// The TypeScript mirror of backend/bind/viewimport.go. Times are epoch
// milliseconds in UTC; lists are never null.
import type { ErrorShape } from './types';

/** One file to look at or to import, and what a person said of how to read it; what is empty is found out. */
export interface FileOrder {
  path: string;
  sheet: string;
  encoding: string;
  delimiter: string;
  choices: Choice[];
}

/** A person's word on one thing that was inferred. */
export interface Choice {
  /** Of the endpoint profile: "fields.user", "time.layouts". */
  key: string;
  /** Empty: nothing. */
  value: string;
}

/** The tenant that files belong to. */
export interface Owner {
  name: string;
  /** To be made, without a server. */
  new: boolean;
}

/** What a file holds, as far as its beginning shows. */
export interface FilePreview {
  path: string;
  name: string;
  /** Bytes. */
  size: number;
  /** ndjson, json, csv, tsv, xlsx or har. */
  format: string;
  /** gzip, zip or zstd; empty for none. */
  compression: string;
  /** The file in an archive that is shown. */
  member: string;
  encoding: string;
  delimiter: string;
  sheet: string;
  sheets: string[];
  columns: string[];
  /** First records, by `columns`. */
  rows: string[][];
  /** Trailbook wrote it: nothing has to be mapped. */
  exported: boolean;
  /** The tenant's or the default profile reads it as it is. */
  fits: boolean;
  /** The fields of an event first. */
  findings: Finding[];
  /** By `rows`. */
  times: AsRead[];
  /** Why an import could not tell how to read it. */
  problem: ErrorShape | null;
  /** What an import would leave out. */
  warning: string;
  /** Among the entries looked at. */
  rejected: Rejected[];
}

/** One thing that was inferred, for a person to correct. */
export interface Finding {
  key: string;
  /** Empty: not found. */
  value: string;
  /** 0 to 1. */
  certainty: number;
  why: string;
  alternatives: string[];
  /** To be answered before it can be relied upon. */
  question: string;
  required: boolean;
}

/** A time as it is written and as it is understood. */
export interface AsRead {
  text: string;
  /** 0: not understood. */
  at: number;
}

/** An entry that cannot be an event. */
export interface Rejected {
  where: string;
  reason: string;
}

/** What became of one file. */
export interface FileReport {
  path: string;
  name: string;
  received: number;
  inserted: number;
  updated: number;
  duplicates: number;
  rejected: number;
  complete: boolean;
  /** Why not complete. */
  reason: string;
  /** createdAt of the oldest and newest event, 0 for none. */
  first: number;
  last: number;
  /** The first of those rejected. */
  list: Rejected[];
  /** Null unless it failed; what came before is kept. */
  error: ErrorShape | null;
}

/** What a HAR file showed of a tenant's audit log. */
export interface LearntProfile {
  /** Names it in the calls that follow. */
  token: string;
  /** Of the file. */
  name: string;
  /** Of the tenant's API. */
  url: string;
  requests: number;
  candidates: number;
  /** Inside the file, each once. */
  entries: number;
  /** E-mail and password can be used. */
  signIn: boolean;
  findings: Finding[];
  /** Of the values in the entries. */
  paths: string[];
  /** One entry, field by field. */
  sample: FieldShown[];
}

/** One field of an entry: where it is and what it holds. */
export interface FieldShown {
  field: string;
  path: string;
  value: string;
  found: boolean;
}
