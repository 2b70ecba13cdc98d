import type { Tenant } from '../../lib/api';

/** What decides whether RELOAD can do anything. */
export interface Reloading {
  /** The tenant shown, null while all are. */
  current: Tenant | null;
  tenants: Tenant[];
  clockMs: number;
  /** The user works offline. */
  offline: boolean;
}

/** Whether a tenant can be asked for anything, or came from files alone. */
export const hasServer = (tenant: Tenant): boolean => tenant.demo || tenant.url !== '';

/** Why RELOAD can do nothing now, in words; '' when it can. */
export function reloadFault({ current, tenants, clockMs, offline }: Reloading): string {
  if (offline) return 'Trailbook works offline: it opens no connection. The switch is in the settings.';
  if (!(current ? [current] : tenants).some(hasServer)) {
    return current
      ? 'This tenant has no server: its events came from files.'
      : 'No tenant here has a server: the events came from files.';
  }
  const expired = current !== null && current.tokenUntil !== 0 && current.tokenUntil <= clockMs;
  return expired ? 'The token of this tenant has expired. Enter a new one first.' : '';
}
