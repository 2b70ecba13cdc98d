// The TypeScript mirror of backend/bind/viewdiff.go, and of the texts in view.go.
// All texts are masked.
import type { Change, Element } from './types';

/** A run of characters: equal, added or removed. */
export interface TextSegment {
  kind: string;
  text: string;
}

/** One line of the unified view: equal, added, removed or gap. */
export interface TextLine {
  kind: string;
  /** Line numbers, 0 where the side has none. */
  before: number;
  after: number;
  /** For a gap: how many equal lines it stands for. */
  count: number;
  segments: TextSegment[];
  /** Index of the line that it replaced or that replaced it, -1 for none. */
  mate: number;
  /** Names of the elements around the next change, where the lines before do not show them. */
  around: string;
}

export interface TextDiff {
  lines: TextLine[];
  /** `events.more` has further lines by this token; empty for none. */
  more: string;
  /** Too different to compare line by line in the time allowed. */
  coarse: boolean;
  /** More lines than the view shows. */
  cut: boolean;
}

/** The formats in which changes are copied. */
export type CopyFormat = 'patch' | 'markdown' | 'text';

/** One side of a change. */
export interface ValueInfo {
  /** absent, literal, object, text, json, base64Json, dataUri, url, html or code. */
  kind: string;
  mediaType: string;
  /** Of the content: decoded where it is a data URI or base64. */
  bytes: number;
  /** Of a text. */
  lines: number;
  /** Of a data URI's content, in hexadecimal digits. */
  sha256: string;
  /** A picture that may be shown. */
  image: boolean;
}

/** One change, looked into. */
export interface ValueDiff {
  path: string;
  before: ValueInfo;
  after: ValueInfo;
  /** Data URIs for the `src` of an `<img>` and nothing else; empty for none. */
  imageBefore: string;
  imageAfter: string;
  masked: boolean;
  /** Both sides as text; of JSON in a text, that JSON. */
  text: TextDiff;
  /** Both sides are JSON inside a text: `changes` says what changed in it. */
  hasChanges: boolean;
  /** `events.value` and `events.reveal` do not know them. */
  changes: Change[];
  elements: Element[];
  /** How many changes are left out because there are too many. */
  left: number;
  /** Too much differs in that JSON to tell every part by itself. */
  coarse: boolean;
}

/** How an event differs from an older version of itself. */
export interface VersionDiff {
  changes: Change[];
  /** How many changes are left out because there are too many. */
  left: number;
  /** Too much differs to tell every part by itself. */
  coarse: boolean;
}

/** A part of what an event is about, with the changes in it. */
export interface Branch {
  /** Of the member, index of the element; empty for the whole. */
  name: string;
  /** What a person calls it, where that says more than the name. */
  label: string;
  /** A JSON Pointer; empty for the whole and where it is too long. */
  path: string;
  /** Of what moved: the pointer to where it stood before; else empty. */
  from: string;
  /** A kind of change; empty where it stayed, or changed only inside. */
  kind: string;
  before: string;
  after: string;
  hasBefore: boolean;
  hasAfter: boolean;
  cut: boolean;
  masked: boolean;
  noise: boolean;
  /** In it, itself included, told or not. */
  changes: number;
  /** Members or elements that are not told because they stayed. */
  unchanged: number;
  /** Of the whole: changes of bookkeeping left out. */
  folded: number;
  /** Changes that are not told because there are too many. */
  left: number;
  children: Branch[];
}

/** A further part of what is too large to cross at once: of a detail, a text or a raw entry. */
export interface Piece {
  changes: Change[];
  /** Further ones, after those that came before. */
  elements: Element[];
  lines: TextLine[];
  text: string;
  /** The token of the next piece; empty when this is the last. */
  more: string;
}
