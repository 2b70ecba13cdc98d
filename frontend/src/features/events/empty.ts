import type { SearchTerm } from '../../lib/api';
import type { Draft } from '../../lib/draft';

/** What stands in place of a table that has no events to show, filtered or not. */
export interface Empty {
  title: string;
  hint: string;
}

/** Why nothing is in the cache: the first events are on their way, nobody asked for them, or RELOAD cannot (`fault` says why). */
export function nothingYet(syncing: boolean, fault: string): Empty {
  if (syncing) return { title: 'Waiting for the first events', hint: 'They appear here as they arrive.' };
  return { title: 'No events in the cache yet', hint: fault || 'RELOAD fetches them from the tenant.' };
}

/** The fields of the form that have a key in the search, as the form names them. */
const fields = [
  { key: 'type', field: 'Event type', set: (filter: Draft): boolean => filter.types.length > 0 },
  { key: 'user', field: 'User', set: (filter: Draft): boolean => filter.users.length > 0 },
  { key: 'flow', field: 'Flow ID', set: (filter: Draft): boolean => filter.flowId.trim() !== '' },
];

/** What to do when no event matches a filter. A field and a term of the search that ask for different things are the likely reason: both must hold. */
export function noMatch(filter: Draft, terms: SearchTerm[]): Empty {
  const title = 'No event matches';
  for (const { key, field, set } of fields) {
    const term = set(filter) && terms.find(({ text }) => text.startsWith(`${key}:`));
    if (term) return { title, hint: `The search asks for ${term.text} and ${field} for something else: both must hold. Take one of them away.` };
  }
  return { title, hint: 'Take a part of the filter away, or all of it.' };
}
