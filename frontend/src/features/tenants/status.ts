import type { Tenant } from '../../lib/api';
import { formatEvents } from '../../lib/format/number';
import { formatAgo, formatTime } from '../../lib/format/time';

/** How fresh the cache is, in words and as a colour; the words never lean on the colour. */
export interface Status {
  look: 'good' | 'partial' | 'bad' | 'none';
  words: string;
  /** What stands in the tooltip. */
  title: string;
}

/** What the status depends on besides the tenants. */
export interface Surroundings {
  clockMs: number;
  zone: string;
  /** The machine has no network, or the tenant did not answer when last tried. */
  offline: (tenant: Tenant) => boolean;
}

/** Where a tenant comes from, in a word or two: its server's host. */
export function hostOf(tenant: Tenant): string {
  if (tenant.demo) return 'inside this window';
  if (tenant.url === '') return 'from files';
  try {
    const { host, pathname } = new URL(tenant.url);
    return pathname === '/' ? host : host + pathname;
  } catch {
    return tenant.url;
  }
}

/** Whether a tenant is served by this machine, and so reached without a network. */
export function onThisMachine(tenant: Tenant): boolean {
  return tenant.demo || /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:|\/|$)/i.test(tenant.url);
}

/** The status of one tenant. */
export function tenantStatus(tenant: Tenant, at: Surroundings): Status {
  const count = formatEvents(tenant.events);
  const title = tenant.lastSync ? `Last synced ${formatTime(tenant.lastSync, at.zone)} ${at.zone}` : 'Never synced';
  if (tenant.url === '' && !tenant.demo)
    return { look: 'none', words: `From files · ${count}`, title: 'Has no server' };
  const ago = formatAgo(tenant.lastSync, at.clockMs);
  if (at.offline(tenant)) {
    const last = ago === '' ? 'never synced' : `last synced ${ago}`;
    return { look: 'bad', words: `Offline – ${last} · ${count}`, title };
  }
  if (tenant.lastError !== '')
    return { look: 'bad', words: `Last sync failed · ${count}`, title: `${tenant.lastError} ${title}` };
  if (ago === '') return { look: 'none', words: tenant.events > 0 ? `Never synced · ${count}` : 'Never synced', title };
  const words = `Synced ${ago} · ${count} · ${tenant.complete ? 'complete' : 'incomplete'}`;
  return { look: tenant.complete ? 'good' : 'partial', words, title };
}

const GRAVITY: Status['look'][] = ['none', 'good', 'partial', 'bad'];

/** The status of all tenants together: the worst of them, with each one's in the tooltip. */
export function allStatus(tenants: Tenant[], at: Surroundings): Status {
  const each = tenants.map((tenant) => ({ tenant, status: tenantStatus(tenant, at) }));
  const worst = Math.max(0, ...each.map(({ status }) => GRAVITY.indexOf(status.look)));
  const events = tenants.reduce((sum, tenant) => sum + tenant.events, 0);
  const which = tenants.length === 1 ? '1 tenant' : `${tenants.length} tenants`;
  const concern = { none: '', good: ' · complete', partial: ' · not all complete', bad: ' · not all synced' };
  const look = GRAVITY[worst] ?? 'none';
  return {
    look,
    words: `${which} · ${formatEvents(events)}${concern[look]}`,
    title: each.map(({ tenant, status }) => `${tenant.name}: ${status.words}`).join('\n'),
  };
}
