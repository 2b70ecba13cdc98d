import { formatCount } from '../../lib/format/number';
import { clip } from '../diff/hostile';

/** A part of a chunk: the entry's own text, or a note of ours where a long line was cut. */
export interface Part {
  text: string;
  note: boolean;
}

/** An entry as far as it is here. */
export interface RawText {
  chunks: Chunk[];
  /** Its texts; together they are the entry. */
  texts: string[];
  /** The token of what follows; empty when it is whole. */
  more: string;
}

/** Some lines that are drawn together. */
export interface Chunk {
  lines: number;
  parts: Part[];
}

const LINES = 100;
const MOST_IN_LINE = 2000;
const SHOWN_OF_LONG = 240;

/**
 * Cuts pretty JSON into chunks of a hundred lines, so that the browser lays
 * out only what is near. Of a line with more than 2,000 characters (a
 * thumbnail) the beginning stays, with a note of how much is left out.
 */
export function rawChunks(text: string): Chunk[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const chunks: Chunk[] = [];
  for (let from = 0; from < lines.length; from += LINES) {
    const some = lines.slice(from, from + LINES);
    chunks.push({ lines: some.length, parts: parts(some) });
  }
  return chunks;
}

function parts(lines: string[]): Part[] {
  const found: Part[] = [];
  let pending = '';
  for (const line of lines) {
    const part = clip(line, line.length > MOST_IN_LINE ? SHOWN_OF_LONG : MOST_IN_LINE);
    pending += part.text;
    if (part.rest > 0) {
      found.push({ text: pending, note: false }, { text: `… ${formatCount(part.rest)} more characters`, note: true });
      pending = '';
    }
    pending += '\n';
  }
  found.push({ text: pending, note: false });
  return found;
}

/** An entry, or its beginning; a further text begins a line. */
export const rawText = (text: string, more = ''): RawText => ({ chunks: rawChunks(text), texts: [text], more });

/** The entry so far with a further piece. */
export const joinRaw = (whole: RawText, piece: { text: string; more: string }): RawText => ({
  chunks: [...whole.chunks, ...rawChunks(piece.text)],
  texts: [...whole.texts, piece.text],
  more: piece.more,
});

/** The entry's own text in some parts, as far as it is shown. */
export const textOfParts = (parts: Part[]): string =>
  parts
    .filter(({ note }) => !note)
    .map(({ text }) => text)
    .join('');
