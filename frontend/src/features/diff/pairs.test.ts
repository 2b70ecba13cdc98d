import { describe, expect, it } from 'vitest';
import type { TextLine } from '../../lib/api';
import { pairsOf } from './pairs';
import { sectionsOf } from './sections';

/** Lines as "=a", "-b", "+c>1" with the index of the mate behind ">". */
function linesOf(...written: string[]): TextLine[] {
  const kinds: Record<string, string> = { '=': 'equal', '-': 'removed', '+': 'added' };
  return written.map((text) => {
    const [shown = '', mate = '-1'] = text.slice(1).split('>');
    const kind = kinds[text[0] ?? ''] ?? 'equal';
    return { kind, before: 1, after: 1, count: 0, segments: [{ kind: 'equal', text: shown }], mate: Number(mate), around: '' };
  });
}

const shown = (lines: TextLine[]): string[] =>
  sectionsOf(lines, new Map())
    .flatMap((section) => pairsOf(section, lines))
    .map(({ left, right }) => `${left?.line.segments[0]?.text ?? ''}|${right?.line.segments[0]?.text ?? ''}`);

describe('lines side by side', () => {
  it.each([
    ['equal lines beside themselves', ['=a', '=b'], ['a|a', 'b|b']],
    ['a line beside the one that replaced it', ['-a>1', '+b>0'], ['a|b']],
    ['what was only removed or only added beside nothing', ['-a', '=b', '+c'], ['a|', 'b|b', '|c']],
    ['mates aligned with what stands before them', ['-a', '-b>2', '+B>1'], ['a|', 'b|B']],
    ['mates aligned with what was added before them', ['-b>2', '+x', '+B>0'], ['|x', 'b|B']],
    ['what stands between mates in its order', ['-a>3', '-b', '-c>5', '+A>0', '+x', '+C>2', '+y'], ['a|A', 'b|', '|x', 'c|C', '|y']],
    ['every line whatever mates say', ['-a>3', '-b>2', '+c>99', '+d>-7', '=e'], ['a|', 'b|', '|c', '|d', 'e|e']],
  ])('%s', (_, lines, want) => expect(shown(linesOf(...lines))).toEqual(want));
});
