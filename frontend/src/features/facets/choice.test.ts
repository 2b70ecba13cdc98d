import { describe, expect, it } from 'vitest';
import type { FilterSpec } from '../../lib/api';
import { emptyDraft } from '../../lib/draft';
import { asDraft, blockValues, choiceOf, choosesCell } from './choice';

const spec = (change: Partial<FilterSpec>): FilterSpec => ({
  tenants: [],
  search: '',
  from: '',
  to: '',
  zone: 'UTC',
  types: [],
  users: [],
  flowIds: [],
  actions: [],
  areas: [],
  ...change,
});

describe('asDraft', () => {
  it('takes lists and search, and keeps the tenants', () => {
    const before = { ...emptyDraft(), tenants: ['acme'] };
    const draft = asDraft(spec({ search: 'target:f1', types: ['create'], users: ['a'], flowIds: ['x', 'y'] }), before, 'UTC');
    expect(draft).toEqual({ ...before, search: 'target:f1', types: ['create'], users: ['a'], flowId: 'x y' });
  });

  it.each([
    ['days', { from: '2026-10-01', to: '2026-11-01' }, 'UTC', { from: '2026-10-01', to: '2026-10-31' }],
    ['minutes of the zone', { from: '2026-10-01T12:00:00.000Z', to: '2026-10-01T13:30:00.000Z' }, 'Europe/Berlin', { from: '2026-10-01 14:00', to: '2026-10-01 15:30' }],
    ['open', { from: '', to: '' }, 'UTC', { from: '', to: '' }],
  ])('reads a period of %s', (_name, bounds, zone, want) => expect(asDraft(spec(bounds), emptyDraft(), zone).period).toEqual(want));

  it('keeps the words of a period that says the same', () => {
    const before = { ...emptyDraft(), period: { from: '2026-10-1', to: '' } };
    expect(asDraft(spec({ from: '2026-10-01' }), before, 'UTC').period.from).toBe('2026-10-1');
  });
});

it('finds what is said of a key', () => {
  const choices = [{ key: 'area', values: ['x'], excluded: [] }];
  expect([choiceOf(choices, 'area').values, choiceOf(choices, 'user').values, choiceOf(null, 'user').values]).toEqual([['x'], [], []]);
});

it.each([
  [{ days: [0, 4], hours: [9, 17] }, { weekday: 'mon..fri', hour: '9..17' }],
  [{ days: [6, 6], hours: [0, 0] }, { weekday: 'sun', hour: '0' }],
  [{ days: [0, 6], hours: [0, 23] }, { weekday: '', hour: '' }],
] as const)('%j is %j', (block, want) => expect(blockValues({ days: [...block.days], hours: [...block.hours] })).toEqual(want));

it.each([
  [['mon..fri'], ['9..17'], 0, 9, true],
  [['mon..fri'], ['9..17'], 5, 9, false],
  [['fri..mon'], [], 6, 3, true],
  [['fri..mon'], [], 2, 3, false],
  [[], ['22..5'], 2, 3, true],
  [[], [], 2, 3, false],
])('weekday %j and hour %j choose %i %i: %s', (weekday, hour, day, at, want) =>
  expect(choosesCell({ values: weekday, excluded: [] }, { values: hour, excluded: [] }, { day, hour: at })).toBe(want),
);
