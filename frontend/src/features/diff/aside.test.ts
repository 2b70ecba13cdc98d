import { describe, expect, it } from 'vitest';
import type { TextLine } from '../../lib/api';
import { aside, type AsideRow } from './aside';

const signs: Record<string, string> = { ' ': 'equal', '+': 'added', '-': 'removed', '~': 'gap' };

/** Lines written as a sign and a text; mates are pairs of indexes. */
function lines(written: string[], mates: [number, number][] = []): TextLine[] {
  const list: TextLine[] = written.map((text) => ({
    kind: signs[text.charAt(0)] ?? 'equal',
    before: 0,
    after: 0,
    count: 0,
    segments: [{ kind: 'equal', text: text.slice(1) }],
    mate: -1,
    around: '',
  }));
  for (const [one, other] of mates) {
    const [removed, added] = [list[one], list[other]];
    if (removed) removed.mate = other;
    if (added) added.mate = one;
  }
  return list;
}

const text = (line: TextLine | null) => line?.segments[0]?.text ?? '';
const drawn = (rows: AsideRow[]) => rows.map((row) => (row.gap ? '~' : `${text(row.before)}|${text(row.after)}`));

describe('aside', () => {
  it('has no rows for no lines', () => expect(aside([])).toEqual([]));
  it('puts equal lines beside themselves, and gaps over both', () => {
    expect(drawn(aside(lines(['~', ' a', ' b'])))).toEqual(['~', 'a|a', 'b|b']);
  });
  it('puts mates beside each other and the rest beside nothing', () => {
    const shifted = lines([' x', '-a', '-b', '+new', '+A', ' y'], [[1, 4]]);
    expect(drawn(aside(shifted))).toEqual(['x|x', '|new', 'a|A', 'b|', 'y|y']);
  });
  it('keeps what has no mate apart', () => {
    expect(drawn(aside(lines(['-a', '+b'])))).toEqual(['a|', '|b']);
  });
  it('begins a new block where removed lines follow added ones', () => {
    const two = lines(['+a', '-b', '+c'], [[1, 2]]);
    expect(drawn(aside(two))).toEqual(['|a', 'b|c']);
  });
  it('loses no line whatever mates say', () => {
    const wrong = lines(['-a', '-b', '+c', '+d', ' e']);
    const mates = [3, 2, 99, -7];
    mates.forEach((mate, at) => Object.assign(wrong[at] ?? {}, { mate }));
    const rows = aside(wrong);
    expect(rows.map((row) => text(row.before)).filter(Boolean)).toEqual(['a', 'b', 'e']);
    expect(rows.map((row) => text(row.after)).filter(Boolean)).toEqual(['c', 'd', 'e']);
  });
  it('says what is around a row, from whichever side knows', () => {
    const named = lines(['-a', '+b', '+c'], [[0, 1]]);
    Object.assign(named[0] ?? {}, { around: 'Slack' });
    Object.assign(named[2] ?? {}, { around: 'Order' });
    expect(aside(named).map((row) => row.around)).toEqual(['Slack', 'Order']);
  });
});
