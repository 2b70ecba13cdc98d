import type { Detail } from '../../lib/api';
import { formatBytes } from '../../lib/format/number';
import { formatTime } from '../../lib/format/time';

/** One canonical field of an event as the pane lists it. */
export interface Field {
  name: string;
  text: string;
  /** An id or an address: shown in the fixed-width face. */
  mono?: boolean;
}

/** All canonical fields in the contract's order, empty ones too. */
export function fieldsOf(detail: Detail, localZone: string): Field[] {
  const utc = detail.createdAt === 0 ? '' : new Date(detail.createdAt).toISOString();
  // On a machine in UTC the two would say the same.
  const local =
    localZone === 'UTC'
      ? []
      : [{ name: `Created (${localZone})`, text: formatTime(detail.createdAt, localZone), mono: true }];
  const target = [
    { name: 'Target kind', text: detail.targetKind },
    { name: 'Target ID', text: detail.targetId, mono: true },
    { name: 'Target name', text: detail.targetName },
  ];
  return [
    { name: 'Event ID', text: detail.id, mono: true },
    { name: 'Tenant', text: detail.tenant },
    { name: 'Created (UTC)', text: utc, mono: true },
    ...local,
    { name: 'Action', text: detail.action },
    { name: 'Summary', text: detail.summary },
    { name: 'Type', text: detail.type },
    { name: 'Area', text: detail.area },
    { name: 'User', text: detail.user },
    { name: 'User ID', text: detail.userId, mono: true },
    { name: 'Flow ID', text: detail.flowId, mono: true },
    ...target,
    { name: 'IP address', text: detail.ip, mono: true },
    { name: 'User agent', text: detail.userAgent },
    { name: 'Source', text: detail.source },
    { name: 'Size as received', text: formatBytes(detail.rawBytes) },
  ];
}
