// The TypeScript mirror of backend/bind/viewhistory.go. Times are epoch
// milliseconds in UTC; lists are never null; values and texts are masked.
import type { Change, Element, Row } from './types';

/** What events of one tenant are about. */
export interface ObjectRef {
  tenant: string;
  /** flow, template, user, config, acl, component, connector, or one that the tenant uses itself. */
  kind: string;
  id: string;
}

/** An object's way through the log. */
export interface ObjectHistory {
  object: ObjectRef;
  /** As its last event calls it. */
  name: string;
  /** Oldest first. */
  events: ObjectEvent[];
  gaps: StateGap[];
  /** What the last event left, without its text. */
  state: ObjectState;
}

/** One event of an object. */
export interface ObjectEvent {
  key: number;
  id: string;
  createdAt: number;
  action: string;
  type: string;
  user: string;
  /** What it did, in one sentence, masked; '' until made. */
  summary: string;
  /** Changes without bookkeeping, for a sparkline. */
  size: number;
  /** Changes of bookkeeping. */
  noise: number;
  /** It records a state or a list of changes. */
  tells: boolean;
  /** The state before it is not the one that is known. */
  gap: boolean;
}

/** A place where states do not fit together: changed outside the log, or entries are missing. */
export interface StateGap {
  object: ObjectRef;
  /** Of the object, as the later event calls it. */
  name: string;
  /** The event before it, and the one that shows it. */
  leftKey: number;
  foundKey: number;
  from: number;
  to: number;
  /** JSON Pointers of what differs, at most 50; '' is the whole. */
  paths: string[];
  /** What people call the paths, one after the other: the element, if it is not the object itself, and the names from there on; none in a ContinuityReport. */
  names: string[][];
  differing: number;
  sentence: string;
}

/** What an object was at an instant. */
export interface ObjectState {
  object: ObjectRef;
  /** Of the object, as the event calls it that left it. */
  name: string;
  /** The event that left it, 0 before the first that tells. */
  key: number;
  eventId: string;
  at: number;
  user: string;
  action: string;
  known: boolean;
  gone: boolean;
  /** Only what lists of changes told is known. */
  partial: boolean;
  /** A later event did not record what it changed. */
  unsure: boolean;
  /** All of that in words. */
  words: string;
  /** JSON, indented; '' where there is none, or where it was not asked for. */
  text: string;
}

/** Who last set every value of a state. */
export interface Blame {
  state: ObjectState;
  leaves: BlameLeaf[];
  events: ObjectEvent[];
}

/** One value that holds no other. */
export interface BlameLeaf {
  path: string;
  /** What people call it: the element, if it is not the object itself, and the names from there on. */
  names: string[];
  value: string;
  cut: boolean;
  masked: boolean;
  noise: boolean;
  /** Its place in the events. */
  event: number;
  /** The event is the first that shows it: it was set then or before. */
  atLatest: boolean;
}

/** How two states differ. */
export interface StateComparison {
  before: ObjectState;
  after: ObjectState;
  changes: Change[];
  /** What the changes belong to, in their order. */
  elements: Element[];
  /** `events.more` has further changes and elements by this token; empty for none. */
  more: string;
  /** How many changes are in no piece because there are too many. */
  left: number;
  /** Too much differs to tell every part by itself. */
  coarse: boolean;
  noise: number;
  masked: number;
}

/** What a check of the states found. */
export interface ContinuityReport {
  objects: number;
  /** Newest first, at most 500. */
  gaps: StateGap[];
  total: number;
}

/**
 * How an event fits what came before: `first` when nothing did, `untold` when
 * the entry, or what came before, records nothing to hold against.
 */
export type Fit = 'fits' | 'gap' | 'first' | 'untold';

/** Where an event stands among those of its object. */
export interface EventPlace {
  object: ObjectRef;
  /** Events of the object in the cache; 0 for an event that names no object. */
  total: number;
  /** Its number among them in time order, from 1. */
  number: number;
  older: Row | null;
  newer: Row | null;
  fit: Fit;
  gap: StateGap | null;
}

/** Two states of which the first is held against the second: `a` is what was before. */
export type Question =
  | { kind: 'events'; a: number; b: number }
  /** An event with the present state of its object. */
  | { kind: 'now'; a: number }
  /** Two moments of an object, epoch ms; 0 is now. */
  | { kind: 'dates'; object: ObjectRef; a: number; b: number };

/** What left the state before an event whose entry has the new one alone. */
export interface Filled {
  /** The event, 0 where no earlier one tells. */
  key: number;
  at: number;
  action: string;
  /** Only what lists of changes told is known. */
  partial: boolean;
  /** A change in between did not record its states. */
  unsure: boolean;
}
