import { describe, expect, it } from 'vitest';
import type { TextLine } from '../../lib/api';
import { firstOf, heightOf, sectionsOf, stopsOf } from './sections';

const line = (kind: string, around = '', count = 0): TextLine => ({ kind, before: 10, after: 20, count, segments: [], mate: -1, around });
const lines = [
  line('gap', 'Slack', 9),
  line('equal'),
  line('removed'),
  line('added'),
  line('equal', 'HTTP'),
  line('added'),
  line('gap', '', 2),
];

describe('the sections of a text', () => {
  it('begin after a gap and where other elements are around', () => {
    const sections = sectionsOf(lines, new Map());
    expect(sections.map(({ gap, around, lines: of }) => [gap?.count ?? 0, around, of.map(({ item }) => item).join()])).toEqual([
      [9, 'Slack', '1,2,3'],
      [0, 'HTTP', '4,5'],
      [2, '', ''],
    ]);
  });

  it('show the lines of a gap that was opened, and what is left of it', () => {
    const part = sectionsOf(lines, new Map([['0', [line('equal'), line('equal')]]]));
    expect(part[0]?.lines.map(({ item }) => item)).toEqual(['0.0', '0.1']);
    expect(part[1]?.gap).toEqual({ item: '0', before: 12, after: 22, count: 7 });
    const whole = sectionsOf(lines, new Map([['6', [line('equal'), line('equal')]]]));
    expect(whole.at(-2)?.lines.length).toBe(2);
    expect(whole.at(-1)?.gap).toBeNull();
  });

  it('are drawn up to a number of lines, which reaches any item', () => {
    const sections = sectionsOf(lines, new Map());
    expect(heightOf(sections)).toBe(9);
    for (const item of ['1', '3', '4', '5']) {
      const drawn = firstOf(sections, heightOf(sections, item)).flatMap((section) => section.lines.map((one) => one.item));
      expect(drawn.at(-1)).toBe(item);
    }
  });

  it('are stepped through by runs of changed lines', () => {
    expect(stopsOf(lines)).toEqual(['2', '5']);
  });
});
