import type { FilterSpec } from './api';
import { fromBounds, openPeriod, toBounds, type Period } from './format/period';

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

/**
 * A filter of Go as the bar shows it, in a zone: what the bar has no field for
 * goes into the search, so that the same events are selected.
 */
export function fromSpec(spec: FilterSpec, zone: string): Draft {
  const { period, rest } = fromBounds(spec, spec.zone, zone);
  const listed = (key: string, values: string[]): string => (values.length > 0 ? `${key}:${values.map(quoted).join(',')}` : '');
  const terms = [rest, listed('action', spec.actions), listed('area', spec.areas)].filter((term) => term !== '');
  const search = terms.length > 0 && /\bOR\b/.test(spec.search) ? `(${spec.search})` : spec.search;
  return {
    search: [search, ...terms].filter((part) => part !== '').join(' '),
    period,
    types: spec.types,
    users: spec.users,
    flowId: spec.flowIds.join(' '),
    tenants: spec.tenants,
  };
}

/** A text as one value of the search language. */
export const quoted = (text: string): string =>
  /^[\p{L}\p{Nd}._@+#$%&=<>-]+$/u.test(text) ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** What Go made of a draft (`sent` is how that went there), as it stands in the bar: what stayed the same stays as typed. */
export function rewritten(draft: Draft, sent: FilterSpec, got: FilterSpec): Draft {
  const samePeriod = sent.from === got.from && sent.to === got.to;
  const made = fromSpec(samePeriod ? { ...got, from: '', to: '' } : got, got.zone);
  return {
    ...made,
    period: samePeriod ? draft.period : made.period,
    flowId: sent.flowIds.join() === got.flowIds.join() ? draft.flowId : made.flowId,
    tenants: draft.tenants,
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
