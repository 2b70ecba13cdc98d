import { expect, it } from 'vitest';
import type { Tenant } from '../../lib/api';
import { nextWords } from './interval';
import { reloadFault } from './reload';

const NOW = Date.UTC(2026, 10, 20, 14, 40);
const tenant = (change: Partial<Tenant>): Tenant => ({
  name: 'Northwind',
  url: 'https://api.northwind.appmixer.cloud',
  email: '',
  events: 0,
  lastSync: 0,
  complete: true,
  lastError: '',
  lastCode: '',
  oldest: 0,
  newest: 0,
  hasSecret: true,
  tokenUntil: 0,
  demo: false,
  caFile: '',
  allowHttp: false,
  ownProfile: false,
  ...change,
});
const files = tenant({ url: '' });
const expired = tenant({ tokenUntil: NOW - 1 });

it.each<[string, Tenant | null, Tenant[], RegExp]>([
  ['a tenant with a server', tenant({}), [], /^$/],
  ['the demo tenant', tenant({ url: '', demo: true }), [], /^$/],
  ['a tenant of files', files, [], /^This tenant has no server/],
  ['a token that ended', expired, [], /expired/],
  ['all, one with a server', null, [files, tenant({})], /^$/],
  ['all, with one token that ended', null, [expired, tenant({})], /^$/],
  ['all from files', null, [files], /^No tenant here has a server/],
])('RELOAD of %s', (_name, current, tenants, want) => {
  expect(reloadFault({ current, tenants, clockMs: NOW, offline: false })).toMatch(want);
});

it('RELOAD while working offline says so, whatever else is the matter', () => {
  for (const current of [tenant({}), files, expired, null]) {
    expect(reloadFault({ current, tenants: [files], clockMs: NOW, offline: true })).toMatch(/^Trailbook works offline/);
  }
});

it.each<[string, number, string]>([
  ['none', 0, ''],
  ['today', NOW + 20 * 60_000, '15:00 UTC'],
  ['tomorrow', NOW + 24 * 60 * 60_000, '2026-11-21 14:40 UTC'],
])('the next automatic sync: %s', (_name, next, want) => expect(nextWords(next, NOW, 'UTC')).toBe(want));
