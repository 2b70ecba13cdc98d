import type { TextLine } from '../../lib/api';

/** One row of two columns: a gap over both, or a line on either side. */
export interface AsideRow {
  gap: TextLine | null;
  before: TextLine | null;
  after: TextLine | null;
  /** Names of the elements around what follows; empty where they are in sight. */
  around: string;
}

/**
 * Puts the lines of a unified text into two columns: equal lines beside
 * themselves, an added line beside the removed one that it replaced (its mate),
 * every other one beside nothing. The order of each side stays.
 */
export function aside(lines: TextLine[]): AsideRow[] {
  const rows: AsideRow[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (!line) break;
    if (line.kind === 'gap') rows.push({ gap: line, before: null, after: null, around: line.around });
    else if (line.kind === 'equal') rows.push({ gap: null, before: line, after: line, around: line.around });
    else {
      at = block(lines, at, rows);
      continue;
    }
    at += 1;
  }
  return rows;
}

/** Adds the changed lines from `start` on to the rows; the result is where they end. */
function block(lines: TextLine[], start: number, rows: AsideRow[]): number {
  let end = start;
  while (lines[end]?.kind === 'removed') end += 1;
  let added = end;
  while (lines[end]?.kind === 'added') end += 1;
  const row = (before: TextLine | null, after: TextLine | null) =>
    rows.push({ gap: null, before, after, around: before?.around || after?.around || '' });
  for (let at = start; at < end && lines[at]?.kind === 'removed'; at += 1) {
    const line = lines[at] as TextLine;
    const mate = line.mate >= added && line.mate < end ? line.mate : -1;
    // What came before the mate has nothing on the other side.
    for (; added < mate; added += 1) row(null, lines[added] ?? null);
    if (mate >= 0) added += 1;
    row(line, mate >= 0 ? (lines[mate] ?? null) : null);
  }
  for (; added < end; added += 1) row(null, lines[added] ?? null);
  return end;
}
