/** A run of text: plain as recorded, or a name that stands for invisible characters. */
export interface Run {
  text: string;
  code: boolean;
}

// Controls and format characters, which hide or reorder what stands beside
// them. Line feed and tab have a shape of their own; the two joiners belong to
// emoji and to Persian and Indic writing.
const INVISIBLE = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/u;

function codeName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * Splits text so that invisible characters (a right-to-left override, a NUL,
 * a zero-width space) can be shown by name, the same ones in a row as one.
 */
export function runs(text: string): Run[] {
  if (!INVISIBLE.test(text)) return [{ text, code: false }];
  const found: Run[] = [];
  const every = new RegExp(`(${INVISIBLE.source})\\1*`, 'gu');
  let from = 0;
  for (const match of text.matchAll(every)) {
    if (match.index > from) found.push({ text: text.slice(from, match.index), code: false });
    const character = match[1] ?? '';
    const times = match[0].length / character.length;
    found.push({ text: codeName(character) + (times > 1 ? ` ×${times}` : ''), code: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ text: text.slice(from), code: false });
  return found;
}

/** Text cut for the screen, and how many characters (UTF-16 units) were left out. */
export interface Clipped {
  text: string;
  rest: number;
}

/** Cuts text after `most` characters, never inside a character of two units. */
export function clip(text: string, most: number): Clipped {
  if (text.length <= most) return { text, rest: 0 };
  const unit = text.charCodeAt(most - 1);
  const end = unit >= 0xd800 && unit <= 0xdbff ? most - 1 : most;
  return { text: text.slice(0, end), rest: text.length - end };
}
