import { describe, expect, it } from 'vitest';
import type { FilterSpec } from './api';
import { emptyDraft, fromSpec, toSpec } from './draft';

const spec = (change: Partial<FilterSpec> = {}): FilterSpec => ({ ...toSpec(emptyDraft(), '', 'UTC'), ...change });

describe('a filter of Go in the bar', () => {
  it.each<[string, Partial<FilterSpec>, string]>([
    ['nothing', {}, 'UTC'],
    ['lists', { types: ['delete'], users: ['a@b.example', ''], flowIds: ['f1', 'f2'], tenants: ['acme'], search: 'a OR b' }, 'UTC'],
    ['days', { from: '2026-01-01', to: '2026-02-01' }, 'UTC'],
    ['one open end', { to: '2026-03-01' }, 'UTC'],
    ['days of another zone', { from: '2026-01-01', to: '2026-02-01', zone: 'Europe/Prague' }, 'Europe/Prague'],
    ['minutes', { from: '2026-01-01T08:30:00.000Z', to: '2026-01-01T09:00:00.000Z' }, 'UTC'],
  ])('comes back the same: %s', (_name, change, zone) => {
    const given = spec({ zone, ...change });
    expect(toSpec(fromSpec(given, zone), '', zone)).toEqual(given);
  });

  it('means the same moments in another zone', () => {
    const given = spec({ from: '2026-01-01', to: '2026-02-01', zone: 'Europe/Prague' });
    expect(fromSpec(given, 'UTC').period).toEqual({ from: '2025-12-31 23:00', to: '2026-01-31 23:00' });
    // 02:30 in Prague for the second time.
    const twice = spec({ from: '2026-10-25T01:30:00Z' });
    expect(fromSpec(twice, 'Europe/Prague')).toMatchObject({ period: { from: '', to: '' }, search: 'created:>=2026-10-25T01:30:00.000Z' });
  });

  it('puts into the search what it has no field for', () => {
    expect(fromSpec(spec({ search: 'a OR b', actions: ['Flow Updated'], areas: ['Vault'] }), 'UTC').search).toBe(
      '(a OR b) action:"Flow Updated" area:Vault',
    );
    const precise = spec({ search: 'x', from: '2026-01-01T08:30:00.250Z' });
    expect(fromSpec(precise, 'UTC')).toMatchObject({ search: 'x created:>=2026-01-01T08:30:00.250Z', period: { from: '', to: '' } });
  });
});
