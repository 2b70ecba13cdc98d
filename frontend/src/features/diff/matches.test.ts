import { expect, it } from 'vitest';
import { matchesIn, MOST_MATCHES } from './matches';

const unit = (text: string, item = '0'): { find: string; item: string; text: string } => ({ find: item, item, text });

it.each([
  ['nothing for nothing', ['abc'], '', []],
  ['in order, whatever the case', ['Sales, sales', 'SALES'], 'sales', ['0', '7', '0']],
  ['signs as they are', ['a.b axb', '{{{$.name}}}'], '.', ['1', '4']],
  ['text beside letters of two units', ['😀 sales'], 'sales', ['3']],
  ['text whose lower case is longer', ['İİ sales'], 'sales', ['3']],
  ['signs of a pattern', ['(a|b) [c] - /d/'], '[c] - /', ['6']],
])('finds %s', (_, texts, query, want) => {
  expect(matchesIn(texts.map((text) => unit(text)), query).map(({ from }) => String(from))).toEqual(want);
});

it('stops where nobody would step any more', () => {
  expect(matchesIn([unit('a'.repeat(MOST_MATCHES + 1000))], 'a')).toHaveLength(MOST_MATCHES);
});
