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
