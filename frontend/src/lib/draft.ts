import type { FilterSpec } from './api';
import { openPeriod, toBounds, type Period } from './format/period';

/** The filter as it stands in the bar: what a person typed and picked. */
export interface Draft {
  search: string;
  period: Period;
  types: string[];
  users: string[];
  flowId: string;
  /** Names of tenants, while the window shows all of them. */
  tenants: string[];
}

/** A filter that selects everything. */
export const emptyDraft = (): Draft => ({
  search: '',
  period: { ...openPeriod },
  types: [],
  users: [],
  flowId: '',
  tenants: [],
});

/**
 * The filter as Go takes it, within a tenant ('' for all, then the filter's
 * own tenants count); flow ids may be several, apart by commas or spaces.
 */
export function toSpec(draft: Draft, tenant: string, zone: string): FilterSpec {
  return {
    tenants: tenant === '' ? draft.tenants : [tenant],
    search: draft.search.trim(),
    ...toBounds(draft.period, zone),
    zone,
    types: draft.types,
    users: draft.users,
    flowIds: draft.flowId.split(/[\s,]+/).filter((id) => id !== ''),
    actions: [],
    areas: [],
  };
}

/** Whether two filters select the same, whatever the order of picking. */
export const sameDraft = (a: Draft, b: Draft): boolean => fingerprint(a) === fingerprint(b);

/** Whether a filter selects everything. */
export const isEmptyDraft = (draft: Draft): boolean => sameDraft(draft, emptyDraft());

function fingerprint(draft: Draft): string {
  return JSON.stringify([
    draft.search.trim(),
    draft.period.from.trim(),
    draft.period.to.trim(),
    [...draft.types].sort(),
    [...draft.users].sort(),
    draft.flowId.trim(),
    [...draft.tenants].sort(),
  ]);
}
