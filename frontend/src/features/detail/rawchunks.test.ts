import { describe, expect, it } from 'vitest';
import { joinRaw, rawChunks, rawText, textOfParts } from './rawchunks';

const shown = (text: string): string =>
  rawChunks(text)
    .flatMap((chunk) => chunk.parts)
    .map((part) => part.text)
    .join('');

describe('rawChunks', () => {
  it('keeps every line, a hundred to a chunk', () => {
    const text = Array.from({ length: 250 }, (_, n) => `line ${n}`).join('\n');
    expect(rawChunks(text).map((chunk) => chunk.lines)).toEqual([100, 100, 50]);
    expect(shown(text)).toBe(`${text}\n`);
  });

  it('is the same in pieces', () => {
    const lines = Array.from({ length: 250 }, (_, n) => `line ${n}\n`);
    const first = rawText(lines.slice(0, 120).join(''), 'more');
    const whole = joinRaw(first, { text: lines.slice(120).join(''), more: '' });
    expect(whole.chunks.map((chunk) => textOfParts(chunk.parts)).join('')).toBe(lines.join(''));
    expect(whole.texts.join('')).toBe(lines.join(''));
    expect([first.more, whole.more]).toEqual(['more', '']);
  });

  it('cuts a long line and says by how much', () => {
    const parts = rawChunks(`{\n"thumbnail": "${'A'.repeat(810_000)}"\n}`)[0]?.parts ?? [];
    expect(parts.map((part) => part.note)).toEqual([false, true, false]);
    expect(parts[1]?.text).toBe('… 809,775 more characters');
    expect(parts[2]?.text).toBe('\n}\n');
  });
});
