import type { Tenant } from '../../lib/api';
import { formatTime } from '../../lib/format/time';

const DAY_MS = 24 * 60 * 60_000;
/** From how long before its end a token is worth a warning. */
const WARN_MS = 7 * DAY_MS;

/** A token that ended or is about to. */
export interface Expiry {
  tenant: string;
  expired: boolean;
  /** For a badge: "expired", "3 days left". */
  badge: string;
  /** For a line: which tenant's, and when. */
  words: string;
}

/** What to say of a tenant's token; null while it lasts, or does not say until when. */
export function expiryOf(tenant: Tenant, clockMs: number, zone: string): Expiry | null {
  const { name, tokenUntil } = tenant;
  const left = tokenUntil - clockMs;
  if (tokenUntil === 0 || left > WARN_MS) return null;
  const when = `${formatTime(tokenUntil, zone).slice(0, 16)} ${zone}`;
  if (left <= 0) {
    return { tenant: name, expired: true, badge: 'expired', words: `The token of ${name} expired on ${when}.` };
  }
  const badge = `${inWords(left)} left`;
  return { tenant: name, expired: false, badge, words: `The token of ${name} expires in ${inWords(left)}, on ${when}.` };
}

function inWords(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  if (days >= 1) return days === 1 ? '1 day' : `${days} days`;
  const hours = Math.floor(ms / (60 * 60_000));
  if (hours >= 1) return hours === 1 ? '1 hour' : `${hours} hours`;
  return 'less than an hour';
}

/** Of several tenants those that need a new token, the expired first. */
export function expiriesOf(tenants: Tenant[], clockMs: number, zone: string): Expiry[] {
  const all = tenants.flatMap((tenant) => expiryOf(tenant, clockMs, zone) ?? []);
  return [...all.filter(({ expired }) => expired), ...all.filter(({ expired }) => !expired)];
}
