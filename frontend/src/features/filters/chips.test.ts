import { describe, expect, it } from 'vitest';
import { emptyDraft, isEmptyDraft, sameDraft, toSpec, type Draft } from '../../lib/draft';
import { chipsOf } from './chips';

const full: Draft = {
  search: ' crm sync ',
  period: { from: '2026-10-01', to: '2026-10-31' },
  types: ['create', 'other'],
  users: ['a@x.example', ''],
  flowId: 'f1',
  tenants: ['Contoso'],
};

describe('chipsOf', () => {
  it('says each part of the filter', () => {
    expect(chipsOf(full).map((chip) => chip.text)).toEqual([
      'tenant: Contoso',
      'search: crm sync',
      '1 Oct – 31 Oct 2026',
      'type: Create',
      'type: Other',
      'user: a@x.example',
      'user: (none)',
      'flow: f1',
    ]);
    expect(chipsOf(emptyDraft())).toEqual([]);
  });

  it('says each term of the search once they are known', () => {
    const applied = { ...emptyDraft(), search: 'slack -updated user:a (x OR y)' };
    const terms = ['slack', '-updated', 'user:a', '(x OR y)'].map((text) => ({ text, without: `without ${text}` }));
    const chips = chipsOf(applied, terms);
    expect(chips.map((chip) => chip.text)).toEqual(['search: slack', '-updated', 'user:a', 'search: (x OR y)']);
    expect(chips[1]?.without).toEqual({ ...applied, search: 'without -updated' });
    expect(chipsOf(emptyDraft(), terms)).toEqual([]);
  });

  it('takes away one part each, and all of it one after the other', () => {
    let draft = full;
    for (let left = chipsOf(full).length; left > 0; left--) {
      expect(chipsOf(draft)).toHaveLength(left);
      draft = chipsOf(draft)[0]?.without ?? draft;
    }
    expect(isEmptyDraft(draft)).toBe(true);
  });
});

describe('toSpec', () => {
  it('gives Go the trimmed, half-open filter', () => {
    expect(toSpec({ ...full, flowId: ' f1, f2  f3' }, 'North', 'Europe/Prague')).toEqual({
      tenants: ['North'],
      search: 'crm sync',
      from: '2026-10-01',
      to: '2026-11-01',
      zone: 'Europe/Prague',
      types: ['create', 'other'],
      users: ['a@x.example', ''],
      flowIds: ['f1', 'f2', 'f3'],
      actions: [],
      areas: [],
    });
  });

  it('takes its own tenants only while all are shown', () => {
    expect(toSpec(full, '', 'UTC').tenants).toEqual(['Contoso']);
    expect(toSpec(full, 'North', 'UTC').tenants).toEqual(['North']);
    expect(toSpec(emptyDraft(), '', 'UTC').tenants).toEqual([]);
  });
});

it('sameDraft minds neither the order of picking nor outer spaces', () => {
  expect(sameDraft(full, { ...full, search: 'crm sync', types: ['other', 'create'] })).toBe(true);
  expect(sameDraft(full, { ...full, users: ['a@x.example'] })).toBe(false);
});
