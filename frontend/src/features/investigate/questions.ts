import type { Row } from '../../lib/api';
import { emptyDraft, quoted, type Draft } from '../../lib/draft';
import { fromBounds } from '../../lib/format/period';

/** What else can be asked about an event, each by one key. */
export type Lead = 'user' | 'flow' | 'target' | 'around';

/** The leads as menus and the help show them. */
export const leads: { lead: Lead; key: string; label: string; missing: string }[] = [
  { lead: 'user', key: 'u', label: 'Same user', missing: 'This event names no user.' },
  { lead: 'flow', key: 'l', label: 'Same flow', missing: 'This event belongs to no flow.' },
  { lead: 'target', key: 't', label: 'Same target', missing: 'This event names no target.' },
  { lead: 'around', key: 'w', label: 'Ten minutes around it', missing: 'This event has no time.' },
];

const HALF_MINUTES = 5;
const MINUTE_MS = 60_000;

/**
 * The filter that answers a lead from an event, in the zone of the window; null
 * where the event does not say enough. What belongs to a tenant names it,
 * unless `tenant` is the one shown.
 */
export function questionOf(lead: Lead, row: Row, tenant: string, zone: string): Draft | null {
  const within = { ...emptyDraft(), tenants: tenant === '' ? [row.tenant] : [] };
  switch (lead) {
    case 'user': {
      const user = row.user || row.userId;
      // A person is the same one in every tenant.
      return user === '' ? null : { ...emptyDraft(), users: [user] };
    }
    case 'flow':
      return row.flowId === '' ? null : { ...within, flowId: row.flowId };
    case 'target':
      return row.targetId === '' ? null : { ...within, search: `target:${quoted(row.targetId)}` };
    case 'around':
      return row.createdAt === 0 ? null : { ...within, ...around(row.createdAt, zone) };
  }
}

/** Ten minutes, the event's own in their middle. */
function around(at: number, zone: string): Pick<Draft, 'period' | 'search'> {
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const utc = (ms: number): string => new Date(ms).toISOString();
  const bounds = { from: utc(minute - HALF_MINUTES * MINUTE_MS), to: utc(minute + (HALF_MINUTES + 1) * MINUTE_MS) };
  const { period, rest } = fromBounds(bounds, 'UTC', zone);
  return { period, search: rest };
}
