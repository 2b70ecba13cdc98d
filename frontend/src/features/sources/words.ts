import type { SourceCounts, SourceLine, SourceSum, TimeGap } from '../../lib/api';
import { formatCount, formatMany } from '../../lib/format/number';
import { formatTime } from '../../lib/format/time';

/** The columns that the received entries divide into, with the sign before each. */
export const parts = [
  { key: 'inserted', sign: '=', label: 'New' },
  { key: 'updated', sign: '+', label: 'Updated' },
  { key: 'duplicates', sign: '+', label: 'Known' },
  { key: 'rejected', sign: '+', label: 'Rejected' },
] as const;

/** Whether every entry received is accounted for. */
export const tiesOut = (counts: SourceCounts): boolean =>
  counts.received === parts.reduce((sum, { key }) => sum + counts[key], 0);

/** The sum as a sentence, for the tooltip and for whoever hears the table. */
export function equation(counts: SourceCounts): string {
  const { received, inserted, updated, duplicates, rejected } = counts;
  const right = [inserted, updated, duplicates, rejected].map(formatCount).join(' + ');
  return `${formatCount(received)} received ${tiesOut(counts) ? '=' : '≠'} ${right}`;
}

/** All sums in one. */
export function overall(sums: SourceSum[]): SourceCounts & { events: number; syncs: number; files: number } {
  const all = { received: 0, inserted: 0, updated: 0, duplicates: 0, rejected: 0, events: 0, syncs: 0, files: 0 };
  for (const sum of sums) for (const key of Object.keys(all) as (keyof typeof all)[]) all[key] += sum[key];
  return all;
}

/** How a source ended, with a sign so that no colour is needed. */
export interface Outcome {
  look: 'good' | 'partial' | 'bad' | 'none';
  sign: string;
  words: string;
}

/** How a source ended. */
export function outcomeOf(line: SourceLine, running: boolean): Outcome {
  if (line.finishedAt === 0) {
    return running
      ? { look: 'none', sign: '…', words: 'running' }
      : { look: 'bad', sign: '✕', words: 'broken off: the program ended before it did' };
  }
  if (line.complete) return { look: 'good', sign: '✓', words: 'complete' };
  return { look: 'partial', sign: '!', words: line.reason || 'the end was not reached' };
}

/** "2026-11-20 13:58" in the zone; empty for 0. */
export const minute = (epochMs: number, zone: string): string => formatTime(epochMs, zone).slice(0, 16);

/** A period in words; an end that is open is said so. */
export function periodWords({ from, to }: Pick<TimeGap, 'from' | 'to'>, zone: string): string {
  if (from === 0 && to === 0) return '';
  if (from === 0) return `before ${minute(to, zone)}`;
  if (to === 0) return `after ${minute(from, zone)}`;
  return `${minute(from, zone)} – ${minute(to, zone)}`;
}

/** What stands beside a line that needs a look, in a few words each. */
export function concerns(of: Pick<SourceSum, 'changed' | 'gone' | 'gaps' | 'warnings'>): string[] {
  const some = (n: number, one: string, many: string): string[] =>
    n === 0 ? [] : [formatMany(n, one, many)];
  return [
    ...some(of.changed, 'changed', 'changed'),
    ...some(of.gone, 'gone', 'gone'),
    ...some(of.gaps.length, 'gap', 'gaps'),
    ...some(of.warnings.length, 'warning', 'warnings'),
  ];
}
