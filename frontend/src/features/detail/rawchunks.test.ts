import { describe, expect, it } from 'vitest';
import { rawChunks } from './rawchunks';

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

  it('cuts a long line and says by how much', () => {
    const parts = rawChunks(`{\n"thumbnail": "${'A'.repeat(810_000)}"\n}`)[0]?.parts ?? [];
    expect(parts.map((part) => part.note)).toEqual([false, true, false]);
    expect(parts[1]?.text).toBe('… 809,775 more characters');
    expect(parts[2]?.text).toBe('\n}\n');
  });
});
