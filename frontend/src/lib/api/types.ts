// The TypeScript mirror of backend/bind/view.go. Times are epoch milliseconds
// in UTC; lists are never null.
import type { EvidenceVerdict, PackReport } from './exports';
import type { Filled } from './history';
import type { FileReport } from './imports';
import type { SearchTerm } from './search';
import type { TextSegment } from './typesdiff';

export type EventType = 'create' | 'update' | 'delete' | 'other';

/** A filter as the page holds it; the meaning is Go's. */
export interface FilterSpec {
  tenants: string[];
  search: string;
  /** RFC 3339, or a date in `zone`; empty is open. */
  from: string;
  /** Likewise, exclusive. */
  to: string;
  /** IANA name or "UTC", for dates without a time. */
  zone: string;
  types: string[];
  users: string[];
  flowIds: string[];
  actions: string[];
  areas: string[];
}

/** The sort of the table. */
export interface Order {
  /** created, action, type, area, user, flow, target or tenant. */
  column: string;
  /** Oldest first or from A to Z; the other way round otherwise. */
  ascending: boolean;
}

/** Answers a filter. Rows are asked for under `token`. */
export interface FilterResult {
  token: string;
  /** Events that match. */
  count: number;
  /** Events of the chosen tenants in the cache. */
  total: number;
  /** The filter in words, as the report prints it. */
  words: string;
  /** The terms of its search that stand side by side. */
  terms: SearchTerm[];
  /** What it looks for inside texts, folded. */
  marks: string[];
  /** The first page of the table. */
  rows: Row[];
}

/** How a result's question would be answered now. */
export interface News {
  count: number;
  total: number;
}

/** One line of the table. */
export interface Row {
  /** The cache's own number of the event. */
  key: number;
  id: string;
  tenant: string;
  createdAt: number;
  action: string;
  type: string;
  area: string;
  user: string;
  userId: string;
  flowId: string;
  targetKind: string;
  targetId: string;
  targetName: string;
  /** What it did, in one sentence, masked; empty until it is made. */
  summary: string;
  /** It changed in the tenant after it was first seen; the older versions are kept. */
  changed: boolean;
  /** It is gone from the tenant. */
  gone: boolean;
}

/** One event, opened. */
export interface Detail extends Row {
  ip: string;
  userAgent: string;
  /** What the entry gave: beforeAfter, changes, after, before or none. */
  shape: string;
  /** Noise included, marked. */
  changes: Change[];
  /** What the changes belong to, in their order. */
  elements: Element[];
  /** `events.more` has further changes and elements by this token; empty for none. */
  more: string;
  /** How many changes are in no piece because there are too many. */
  left: number;
  noise: number;
  masked: number;
  /** Too much differs to tell every part by itself. */
  coarse: boolean;
  rawBytes: number;
  /** Where the entry came from, in words. */
  source: string;
  /** Where the state before comes from that the entry does not hold; '' and null where it holds all. */
  note: string;
  filled: Filled | null;
}

export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved' | 'typeChanged';

/** A part of a target that its changes are grouped by. */
export interface Element {
  /** A JSON Pointer, empty for the target itself. */
  path: string;
  /** component, rule, entry or object. */
  kind: string;
  /** As a person reads it, masked. */
  name: string;
  /** added, removed or moved as a whole; empty otherwise. */
  change: string;
}

/** One row of the diff table; values are display text, already masked. */
export interface Change {
  /** A JSON Pointer, RFC 6901. */
  path: string;
  /** Of what moved: the pointer to where it stood before; else empty. */
  from: string;
  kind: string;
  before: string;
  after: string;
  hasBefore: boolean;
  hasAfter: boolean;
  /** A value is longer than shown; `events.value` has it whole. */
  cut: boolean;
  masked: boolean;
  noise: boolean;
  /** A changed text by words and characters; empty otherwise. */
  marks: TextSegment[];
  /** Index into the detail's elements. */
  element: number;
  /** The path from that element on, as a person reads it. */
  label: string[];
  /** The connection of a flow that it is about, empty for anything else. */
  connection: string;
  /** Of a masked change: keyed fingerprints of its secrets ("#a3f9c1"), equal for equal ones; empty otherwise. */
  fingerprintBefore: string;
  fingerprintAfter: string;
}

/** One tenant of the cache. */
export interface Tenant {
  name: string;
  /** Empty for a tenant known only from files. */
  url: string;
  email: string;
  events: number;
  /** Epoch ms, 0 for never. */
  lastSync: number;
  complete: boolean;
  lastError: string;
  /** Code of that error, '' for none. */
  lastCode: string;
  oldest: number;
  newest: number;
  hasSecret: boolean;
  /** Epoch ms of the token's expiry, 0 when unknown. */
  tokenUntil: number;
  demo: boolean;
  /** Path of a file of further certificate authorities, '' for none. */
  caFile: string;
  /** Plain http also beyond this computer. */
  allowHttp: boolean;
  /** Has an endpoint profile of its own. */
  ownProfile: boolean;
}

/** What the page sends to add or edit a tenant; an empty secret leaves what is kept. */
export interface TenantForm {
  name: string;
  url: string;
  email: string;
  password: string;
  token: string;
  /** Path of a PEM file, '' for none. */
  caFile: string;
  allowHttp: boolean;
  /** Path of an endpoint profile; '' leaves what is kept. */
  profileFile: string;
  /** Go back to the default profile. */
  defaultProfile: boolean;
}

export interface ErrorShape {
  code: string;
  message: string;
  hint: string;
}

/** A job's progress and, when done, its result. */
export interface JobState {
  id: string;
  /** sync, import or export. */
  kind: string;
  done: boolean;
  /** Events so far. */
  progress: number;
  /** 0 when unknown. */
  total: number;
  note: string;
  error: ErrorShape | null;
  report: JobReport | null;
}

export interface JobReport {
  tenant: string;
  source: string;
  received: number;
  inserted: number;
  updated: number;
  duplicates: number;
  rejected: number;
  complete: boolean;
  durationMs: number;
  /** Of an export. */
  path: string;
  /** Of that file. */
  sha256: string;
  /** Of an Excel file. */
  reportId: string;
  /** The command that makes the same export. */
  command: string;
  /** Path of the PDF beside it; '' for none. */
  pdf: string;
  pdfSha256: string;
  /** Null where none was asked for. */
  pack: PackReport | null;
  /** Of a verification, else null. */
  verdict: EvidenceVerdict | null;
  /** That verdict as the command line prints it. */
  words: string;
  /** Of a sync of several tenants: those that failed. */
  failed: TenantFailure[];
  /** Of an import. */
  files: FileReport[];
}

/** A tenant that could not be synced, and why. */
export interface TenantFailure extends ErrorShape {
  tenant: string;
}

/** The runtime event `job`. */
export interface JobTick {
  id: string;
  progress: number;
  total: number;
  done: boolean;
}

export type Theme = 'system' | 'light' | 'dark';

/** The window's own settings, kept in the data folder. */
export interface Settings {
  theme: string;
  /** utc or local. */
  zone: string;
  /** The tenant shown last; empty for all. */
  tenant: string;
  /** Shown, in order. */
  columns: string[];
  /** Pixels by column. */
  widths: Record<string, number>;
  /** Columns that stay at the left. */
  pinned: string[];
  /** Of the rows: normal, compact or roomy. */
  density: string;
  /** Width of the detail pane in pixels. */
  detail: number;
  /** Noise shown. */
  noise: boolean;
  /** Last tab of the detail pane: changes, aside, text, tree, fields or raw. */
  view: string;
  /** Long lines of a text run on instead of wrapping. */
  noWrap: boolean;
  /** The detail pane covers the window. */
  whole: boolean;
  /** The facets beside the table are hidden. */
  noFacets: boolean;
  /** The histogram above the table is hidden. */
  noTime: boolean;
  /** Width of the facets in pixels, 0 for the usual one. */
  facetsWidth: number;
  /** Facets that are folded. */
  folded: string[];
}

/** When this installation connects to tenants by itself. */
export interface Network {
  /** Minutes between two automatic syncs, 0 for none. */
  interval: number;
  /** Epoch ms of the next automatic sync, 0 for none. */
  next: number;
  /** Id of the sync that runs, '' for none. */
  syncing: string;
  /** No connection is opened. */
  offline: boolean;
  /** Because the start asked for it, which no switch can undo. */
  offlineAsked: boolean;
}

export interface AppInfo {
  version: string;
  dataFolder: string;
  /** Secrets outlive the window. */
  keychain: boolean;
  secretsNote: string;
  /** IANA name of the machine's zone. */
  localZone: string;
  /** Started to show the demo tenant. */
  openDemo: boolean;
}

export type Side = 'before' | 'after';
/** What a dialog for one file asks for. */
export type FileKind = 'ca' | 'profile';

/** A state in which an event was seen before it changed. */
export interface Version {
  /** From 1, the oldest first. */
  number: number;
  seenAt: number;
  replacedAt: number;
  source: string;
  rawBytes: number;
}

/** What goes with a tenant. */
export interface Removal {
  events: number;
  sources: number;
  versions: number;
}

/** Why an event is flagged: it changed after it was first seen, or is gone from the tenant. */
export type Flag = 'changed' | 'gone';
