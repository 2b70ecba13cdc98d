import { describe, expect, it } from 'vitest';
import { blockOf, describeBlock, inBlock, limitsOf, shadeOf, stepCell } from './heat';

it.each([
  [0, 100, 0],
  [1, 1_000_000, 1],
  [4, 100, 1],
  [5, 100, 2],
  [100, 100, 5],
  [3, 0, 0],
])('%i of at most %i has shade %i', (count, most, want) => expect(shadeOf(count, most)).toBe(want));

it('names the shades by limits that hold', () => {
  for (const most of [1, 7, 100, 12_345]) {
    limitsOf(most).forEach((limit, i) => limit > 0 && expect(shadeOf(limit, most)).toBeLessThanOrEqual(i + 1));
    expect(limitsOf(most).at(-1)).toBe(most);
  }
});

describe('a block', () => {
  const block = blockOf({ day: 4, hour: 17 }, { day: 0, hour: 9 });
  it('is the same from either corner', () => expect(block).toEqual(blockOf({ day: 0, hour: 17 }, { day: 4, hour: 9 })));
  it('holds its ends', () => {
    expect([inBlock(block, { day: 0, hour: 9 }), inBlock(block, { day: 4, hour: 17 }), inBlock(block, { day: 5, hour: 9 }), inBlock(null, { day: 0, hour: 9 })]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
  it('is told in words', () => {
    expect(describeBlock(block)).toBe('Monday to Friday, 09:00–18:00');
    expect(describeBlock(blockOf({ day: 6, hour: 0 }, { day: 6, hour: 0 }))).toBe('Sunday 00:00–01:00');
  });
});

it.each([
  ['ArrowLeft', false, { day: 2, hour: 0 }],
  ['ArrowRight', false, { day: 2, hour: 1 }],
  ['ArrowUp', false, { day: 1, hour: 0 }],
  ['End', false, { day: 2, hour: 23 }],
  ['End', true, { day: 6, hour: 23 }],
  ['PageUp', false, { day: 0, hour: 0 }],
  ['x', false, null],
])('%s (Ctrl %s) leads from Wednesday 00:00 to %j', (key, ctrl, want) => expect(stepCell({ day: 2, hour: 0 }, key, ctrl)).toEqual(want));
