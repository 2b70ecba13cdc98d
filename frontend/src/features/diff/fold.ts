import { lastName } from './pointer';

const MOST_NAMES = 4;

/** The names of folded paths in words: "x, y, mtime, thumbnail", the most frequent first. */
export function foldedNames(paths: string[]): string {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(lastName(path), (counts.get(lastName(path)) ?? 0) + 1);
  const names = [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const left = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return left > 0 ? `${shown} and ${left} more` : shown;
}

/** The sentence on the switch that folds the machine's own changes. */
export function foldSentence(paths: string[], shown: boolean): string {
  const what = paths.length === 1 ? 'layout or bookkeeping change' : 'layout and bookkeeping changes';
  return `${paths.length} ${what} ${shown ? 'shown' : 'folded'} (${foldedNames(paths)})`;
}
