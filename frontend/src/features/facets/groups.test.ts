import { describe, expect, it } from 'vitest';
import type { FacetList } from '../../lib/api';
import { FEW, groups, nameOf, noChoice, shownValues, type Group } from './groups';

const list = (count: number): FacetList => ({
  values: Array.from({ length: count }, (_, i) => ({ value: `v${i}`, label: '', count: count - i })),
  more: 3,
});

describe('shownValues', () => {
  it('shows the first few', () => expect(shownValues(list(20), noChoice, false).map(({ value }) => value)).toEqual(['v0', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7']));

  it('shows all that are here when asked to', () => expect(shownValues(list(20), noChoice, true)).toHaveLength(20));

  it('keeps what is chosen or excluded, though it stands far down or no event has it', () => {
    const shown = shownValues(list(20), { values: ['v15'], excluded: ['gone', 'v1'] }, false);
    expect(shown.slice(FEW)).toEqual([
      { value: 'v15', label: '', count: 5 },
      { value: 'gone', label: '', count: 0 },
    ]);
  });
});

describe('nameOf', () => {
  const group = (facet: string): Group => groups.find((one) => one.facet === facet) as Group;
  it.each([
    ['type', 'delete', '', 'Delete'],
    ['weekday', 'wed', '', 'Wednesday'],
    ['hour', '9', '', '09:00'],
    ['user', '', '', '(no user recorded)'],
    ['target', 'f1', 'Orders', 'Orders'],
    ['flow', 'f1', '', 'f1'],
  ])('%s %j %j is %j', (facet, value, label, want) => expect(nameOf(group(facet), { value, label })).toBe(want));
});
