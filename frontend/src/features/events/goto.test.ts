import { expect, it } from 'vitest';
import { goalOf } from './goto';

it.each([
  ['1', { row: 1 }],
  ['0', { row: 1 }],
  ['5,000,000', { row: 5_000_000 }],
  ['5 000 000', { row: 5_000_000 }],
  ['#12', { row: 12 }],
  ['99999999999', { row: 10_000_000 }],
  ['50%', { row: 5_000_000 }],
  ['0 %', { row: 1 }],
  ['100%', { row: 10_000_000 }],
  ['2026-03-01', { time: '2026-03-01' }],
  [' 2026-03-01 14:00 ', { time: '2026-03-01 14:00' }],
  ['1,2', { time: '1,2' }],
  ['  ', null],
])('%j of ten million rows', (typed, want) => expect(goalOf(typed, 10_000_000)).toEqual(want));
