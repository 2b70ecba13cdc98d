import type { Tenant } from '../../lib/api';
import { formatEvents } from '../../lib/format/number';
import { formatAgo, formatTime } from '../../lib/format/time';
import { nextWords } from './interval';
import { hasServer } from './reload';

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
  /** Epoch ms of the next automatic sync, 0 for none. */
  next: number;
  /** The user works offline: nothing is even tried. */
  workOffline: boolean;
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
  if (!hasServer(tenant)) return { look: 'none', words: `From files · ${count}`, title: 'Has no server' };
  const last = tenant.lastSync ? `Last synced ${formatTime(tenant.lastSync, at.zone)} ${at.zone}` : 'Never synced';
  const next = nextWords(at.next, at.clockMs, at.zone);
  const title = next ? `${last}, next ${next}` : last;
  const ago = formatAgo(tenant.lastSync, at.clockMs);
  if (at.workOffline) {
    const words = `Working offline – ${ago === '' ? 'never synced' : `last synced ${ago}`} · ${count}`;
    return { look: 'none', words, title: `Trailbook opens no connection. ${title}` };
  }
  if (at.offline(tenant)) {
    const words = `Offline – ${ago === '' ? 'never synced' : `last synced ${ago}`} · ${count}`;
    return { look: 'bad', words, title };
  }
  if (tenant.lastError !== '')
    return { look: 'bad', words: `Last sync failed · ${count}`, title: `${tenant.lastError} ${title}` };
  if (ago === '') return { look: 'none', words: tenant.events > 0 ? `Never synced · ${count}` : 'Never synced', title };
  const words = `Synced ${ago} · ${count} · ${tenant.complete ? 'complete' : 'incomplete'}`;
  return { look: tenant.complete ? 'good' : 'partial', words, title };
}

const GRAVITY: Status['look'][] = ['none', 'good', 'partial', 'bad'];
const gravity = ({ status }: { status: Status }): number => GRAVITY.indexOf(status.look);

/** The status of all tenants together: as bad as the worst, with each one's in the tooltip, the worst first. */
export function allStatus(tenants: Tenant[], at: Surroundings): Status {
  const each = tenants
    .map((tenant) => ({ tenant, status: tenantStatus(tenant, at) }))
    .sort((a, b) => gravity(b) - gravity(a));
  const [worst] = each;
  const look = worst?.status.look ?? 'none';
  const alike = each.filter(({ status }) => status.look === look).length;
  const events = tenants.reduce((sum, tenant) => sum + tenant.events, 0);
  const which = tenants.length === 1 ? '1 tenant' : `${tenants.length} tenants`;
  const concern = { none: at.workOffline ? 'Working offline' : '', good: 'all complete', partial: `${alike} incomplete`, bad: `${alike} not synced` }[look];
  return {
    look,
    words: [concern, which, formatEvents(events)].filter((part) => part !== '').join(' · '),
    title: each.map(({ tenant, status }) => `${tenant.name}: ${status.words}`).join('\n'),
  };
}
