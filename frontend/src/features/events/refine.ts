import { events, type ChoiceMode, type Facet } from '../../lib/api';
import { toSpec, type Draft } from '../../lib/draft';
import { session } from '../../lib/session.svelte';
import { asDraft } from '../facets/choice';

/** Keys of the search language that cells of the table are values of. */
export type Key = Extract<Facet, 'action' | 'type' | 'area' | 'user' | 'flow' | 'target'> | 'tenant';

/** Whether a filter says something of a key's other values already, so that one can come to them. */
export function saysMore(filter: Draft, key: Key, value: string): boolean {
  const others = (values: string[]): boolean => values.some((one) => one !== '' && one !== value);
  switch (key) {
    case 'type':
      return others(filter.types);
    case 'user':
      return others(filter.users);
    case 'flow':
      return others(filter.flowId.split(/[\s,]+/));
    case 'tenant':
      return others(filter.tenants);
    default:
      return new RegExp(`(^|\\s)${key}:`).test(filter.search);
  }
}

/** Filters by a value of an event, at which the table begins again where the filter leaves it in. */
export async function refine(key: Key, value: string, mode: ChoiceMode, place: number): Promise<void> {
  const { applied, tenant, zone } = session;
  try {
    if (key === 'tenant') {
      const others = mode === 'only' ? [] : applied.tenants.filter((name) => name !== value);
      await session.ask({ filter: { ...applied, tenants: [...others, value] }, place });
      return;
    }
    const spec = await events.edit(toSpec(applied, tenant, zone), key, value, mode);
    await session.ask({ filter: asDraft(spec, applied, zone), place });
  } catch (reason) {
    session.notify(reason);
  }
}
