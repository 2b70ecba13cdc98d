import { expect, it } from 'vitest';
import { nothingYet } from './empty';

it.each<[string, boolean, string, RegExp]>([
  ['nobody synced', false, '', /^No events .* RELOAD fetches them/],
  ['a sync is under way', true, '', /^Waiting .* as they arrive/],
  ['there is no server', false, 'This tenant has no server.', /^No events .* This tenant has no server\.$/],
])('an empty cache: %s', (_name, syncing, fault, want) => {
  const { title, hint } = nothingYet(syncing, fault);
  expect(`${title} ${hint}`).toMatch(want);
});
