import { describe, expect, it } from 'vitest';
import type { SourceLine, SourceSum } from '../../lib/api';
import { concerns, equation, outcomeOf, overall, periodWords, tiesOut } from './words';

const counts = { received: 1010, inserted: 1000, updated: 4, duplicates: 5, rejected: 1 };
const AT = Date.UTC(2026, 10, 20, 14, 40, 59);
const line = (change: Partial<SourceLine>): SourceLine => ({
  ...counts,
  id: 2,
  first: 2,
  count: 1,
  tenant: 'Northwind',
  kind: 'sync',
  name: 'https://api.northwind.appmixer.cloud',
  startedAt: AT,
  finishedAt: AT + 1000,
  oldest: 0,
  newest: 0,
  complete: true,
  reason: '',
  sha256: '',
  size: 0,
  changed: 0,
  gone: 0,
  gaps: [],
  warnings: [],
  ...change,
});
const sum = { ...counts, events: 7, syncs: 2, files: 1 } as SourceSum;

describe('the sum of a source', () => {
  it('ties out when every entry is accounted for', () => {
    expect(tiesOut(counts)).toBe(true);
    expect(equation(counts)).toBe('1,010 received = 1,000 + 4 + 5 + 1');
  });
  it.each(['inserted', 'updated', 'duplicates', 'rejected', 'received'] as const)('shows a wrong %s', (key) => {
    const wrong = { ...counts, [key]: counts[key] + 1 };
    expect(tiesOut(wrong)).toBe(false);
    expect(equation(wrong)).toContain('≠');
  });
  it('adds up over tenants and still ties out', () => {
    const all = overall([sum, sum]);
    expect(all).toMatchObject({ received: 2020, rejected: 2, events: 14, syncs: 4, files: 2 });
    expect(tiesOut(all)).toBe(true);
    expect(overall([]).received).toBe(0);
  });
});

it.each<[string, Partial<SourceLine>, boolean, string]>([
  ['complete', {}, false, '✓ complete'],
  ['under way', { finishedAt: 0 }, true, '… running'],
  ['broken off', { finishedAt: 0 }, false, '✕ broken off: the program ended before it did'],
  ['not complete', { complete: false, reason: 'The tenant stopped answering.' }, false, '! The tenant stopped answering.'],
  ['not complete, and nobody knows why', { complete: false }, false, '! the end was not reached'],
])('a source that is %s', (_name, change, running, want) => {
  const { sign, words } = outcomeOf(line(change), running);
  expect(`${sign} ${words}`).toBe(want);
});

it.each([
  [{ from: AT, to: AT + 60_000 }, '2026-11-20 14:40 – 2026-11-20 14:41'],
  [{ from: 0, to: AT }, 'before 2026-11-20 14:40'],
  [{ from: AT, to: 0 }, 'after 2026-11-20 14:40'],
  [{ from: 0, to: 0 }, ''],
])('the period %j', (gap, want) => expect(periodWords(gap, 'UTC')).toBe(want));

it('says what needs a look', () => {
  const gaps = [{ from: 1, to: 2, reason: 'Not read.' }];
  expect(concerns({ changed: 1200, gone: 1, gaps, warnings: ['a', 'b'] })).toEqual(['1,200 changed', '1 gone', '1 gap', '2 warnings']);
  expect(concerns({ changed: 0, gone: 0, gaps: [], warnings: [] })).toEqual([]);
});
