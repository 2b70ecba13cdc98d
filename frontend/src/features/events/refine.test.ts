import { expect, it } from 'vitest';
import { emptyDraft, type Draft } from '../../lib/draft';
import { saysMore, type Key } from './refine';

it.each<[Partial<Draft>, Key, string, boolean]>([
  [{}, 'user', 'ada', false],
  [{ users: ['ada'] }, 'user', 'ada', false],
  [{ users: ['ada', 'eve'] }, 'user', 'ada', true],
  [{ types: ['create'] }, 'type', 'delete', true],
  [{ flowId: 'a' }, 'flow', 'a', false],
  [{ flowId: 'a, b' }, 'flow', 'a', true],
  [{ tenants: ['acme'] }, 'tenant', 'contoso', true],
  [{ search: 'slack action:"Flow Updated"' }, 'action', 'Flow Deleted', true],
  [{ search: '-action:x' }, 'action', 'y', false],
  [{ search: 'faction:x' }, 'action', 'y', false],
])('%j says more of %s than %s: %s', (filter, key, value, want) => {
  expect(saysMore({ ...emptyDraft(), ...filter }, key, value)).toBe(want);
});
