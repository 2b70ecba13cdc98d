import type { FilterSpec } from './api';
import { openPeriod, toBounds, type Period } from './format/period';

/** The filter as it stands in the bar: what a person typed and picked. */
export interface Draft {
  search: string;
  period: Period;
  types: string[];
  users: string[];
  flowId: string;
}

/** A filter that selects everything. */
export const emptyDraft = (): Draft => ({ search: '', period: { ...openPeriod }, types: [], users: [], flowId: '' });

/** The filter as Go takes it; flow ids may be several, apart by commas or spaces. */
export function toSpec(draft: Draft, tenants: string[], zone: string): FilterSpec {
  return {
    tenants,
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
  ]);
}
