import { getContext, setContext } from 'svelte';
import { events, type Branch, type CopyFormat, type Side, type TextDiff, type TextLine, type ValueDiff } from '../../lib/api';

/** Where the views of what changed come from: an event, or two states held against each other. */
export interface Source {
  /** What it is, in words. */
  name: 'event' | 'comparison';
  text: (noise: boolean) => Promise<TextDiff>;
  /** Opens a gap of the text, as `events.equalLines` does. */
  equalLines: (noise: boolean, before: number, after: number, count: number) => Promise<TextLine[]>;
  tree: (noise: boolean) => Promise<Branch>;
  /** A value that is longer than shown, whole. */
  value: (path: string, side: Side) => Promise<string>;
  /** One change looked into. */
  valueDiff: (path: string) => Promise<ValueDiff>;
  /** One secret in clear; Go writes that down first. */
  reveal: (path: string, side: Side) => Promise<string>;
  /** What changed, ready for the clipboard. */
  copy: (format: CopyFormat) => Promise<string>;
}

/** What an event changed, by its key. */
export const eventSource = (key: number): Source => ({
  name: 'event',
  text: (noise) => events.text(key, noise),
  equalLines: (noise, before, after, count) => events.equalLines(key, noise, before, after, count),
  tree: (noise) => events.tree(key, noise),
  value: (path, side) => events.value(key, path, side),
  valueDiff: (path) => events.valueDiff(key, path),
  reveal: (path, side) => events.reveal(key, path, side),
  copy: (format) => events.copy(key, format, ''),
});

const KEY = Symbol('source');

/** Says where the views below come from, where that is not the event that they name. */
export const giveSource = (source: Source): Source => setContext(KEY, source);

/** What gives the source here for the event of a key: the event itself, unless said otherwise. */
export function sourceHere(): (event: number) => Source {
  const given = getContext<Source | undefined>(KEY);
  return (event) => given ?? eventSource(event);
}
