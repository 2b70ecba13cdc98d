import { describe, expect, it } from 'vitest';
import type { LedgerState } from '../../lib/api';
import { verified } from './words';

const state = (change: Partial<LedgerState>): LedgerState => ({
  entries: 3,
  hash: 'ab',
  chain: 'holds',
  end: 'holds',
  note: '',
  problems: [],
  ...change,
});

describe('the state of the ledger in words', () => {
  it.each([
    [state({}), 'good', /3 entries, none changed, none missing/],
    [state({ entries: 1 }), 'good', /1 entry,/],
    [state({ end: 'cannot be told' }), 'partial', /holds: 3 entries, each/],
    [state({ chain: 'does not hold' }), 'bad', /another program/],
    [state({ chain: 'does not hold', end: 'cannot be told' }), 'bad', /another program/],
    [state({ end: 'does not hold' }), 'bad', /another program/],
  ] as const)('%o', (given, tone, sentence) => {
    expect(verified(given).tone).toBe(tone);
    expect(verified(given).sentence).toMatch(sentence);
  });
});
