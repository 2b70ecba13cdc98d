import { expect, it } from 'vitest';
import { emptyDraft } from '../../lib/draft';
import { noMatch, nothingYet } from './empty';

it.each<[string, boolean, string, RegExp]>([
  ['nobody synced', false, '', /^No events .* RELOAD fetches them/],
  ['a sync is under way', true, '', /^Waiting .* as they arrive/],
  ['there is no server', false, 'This tenant has no server.', /^No events .* This tenant has no server\.$/],
])('an empty cache: %s', (_name, syncing, fault, want) => {
  const { title, hint } = nothingYet(syncing, fault);
  expect(`${title} ${hint}`).toMatch(want);
});

it.each<[string, Partial<Parameters<typeof noMatch>[0]>, string[], RegExp]>([
  ['one word', { search: 'nothing' }, ['nothing'], /^Take a part/],
  ['a type in the form and another in the search', { types: ['delete'], search: 'x type:create' }, ['x', 'type:create'], /asks for type:create and Event type for/],
  ['a user in the form, excluded in the search', { users: ['a'], search: '-user:a' }, ['-user:a'], /^Take a part/],
  ['a user in the form and another in the search', { users: ['a'], search: 'user:b' }, ['user:b'], /asks for user:b and User for/],
  ['a flow in the form and another in the search', { flowId: 'f1', search: 'flow:f2' }, ['flow:f2'], /asks for flow:f2 and Flow ID for/],
  ['a type in the search alone', { search: 'type:create hour:3' }, ['type:create', 'hour:3'], /^Take a part/],
])('a filter that matches nothing: %s', (_name, filter, terms, want) => {
  expect(noMatch({ ...emptyDraft(), ...filter }, terms.map((text) => ({ text, without: '' }))).hint).toMatch(want);
});
