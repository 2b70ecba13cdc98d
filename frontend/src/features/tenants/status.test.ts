import { describe, expect, it } from 'vitest';
import type { Tenant } from '../../lib/api';
import { allStatus, onThisMachine, tenantStatus, type Surroundings } from './status';

const NOW = Date.UTC(2026, 10, 20, 14, 40);
const tenant: Tenant = {
  name: 'Northwind',
  url: 'https://api.northwind.appmixer.cloud',
  email: 'mara.lindqvist@northwind.example',
  events: 25_290,
  lastSync: NOW - 4 * 60_000,
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
};
const at: Surroundings = { clockMs: NOW, zone: 'UTC', next: 0, workOffline: false, offline: () => false };

describe('tenantStatus', () => {
  it.each<[string, Partial<Tenant>, Partial<Surroundings>, string, string]>([
    ['synced', {}, {}, 'good', 'Synced 4 min ago · 25,290 events · complete'],
    ['not to the end', { complete: false }, {}, 'partial', 'Synced 4 min ago · 25,290 events · incomplete'],
    ['new', { lastSync: 0, events: 0 }, {}, 'none', 'Never synced'],
    ['offline', {}, { offline: () => true }, 'bad', 'Offline – last synced 4 min ago · 25,290 events'],
    [
      'offline from the start',
      { lastSync: 0, events: 0 },
      { offline: () => true },
      'bad',
      'Offline – never synced · 0 events',
    ],
    [
      'working offline',
      { lastError: 'The tenant does not answer.' },
      { workOffline: true, offline: () => true },
      'none',
      'Working offline – last synced 4 min ago · 25,290 events',
    ],
    ['failed', { lastError: 'The token has expired.' }, {}, 'bad', 'Last sync failed · 25,290 events'],
    ['of files', { url: '', lastSync: 0 }, { offline: () => true }, 'none', 'From files · 25,290 events'],
  ])('%s', (_name, change, surroundings, look, words) => {
    expect(tenantStatus({ ...tenant, ...change }, { ...at, ...surroundings })).toMatchObject({ look, words });
  });

  it('says the time in full in the tooltip, in the window’s zone', () => {
    expect(tenantStatus(tenant, { ...at, zone: 'Europe/Prague' }).title).toBe(
      'Last synced 2026-11-20 15:36:00 Europe/Prague',
    );
  });

  it('says in the tooltip when the next automatic sync is', () => {
    expect(tenantStatus(tenant, { ...at, next: NOW + 20 * 60_000 }).title).toBe(
      'Last synced 2026-11-20 14:36:00 UTC, next 15:00 UTC',
    );
  });

  it('gives the reason of a failure in the tooltip', () => {
    expect(tenantStatus({ ...tenant, lastError: 'The token has expired.' }, at).title).toContain(
      'The token has expired.',
    );
  });
});

describe('allStatus', () => {
  it('says first that the user works offline', () => {
    const { words } = allStatus([tenant, { ...tenant, name: 'Contoso' }], { ...at, workOffline: true });
    expect(words).toBe('Working offline · 2 tenants · 50,580 events');
  });
  it('adds up and is as bad as the worst', () => {
    const status = allStatus([tenant, { ...tenant, name: 'Contoso', events: 10, complete: false }], at);
    expect(status).toMatchObject({ look: 'partial', words: '1 incomplete · 2 tenants · 25,300 events' });
    expect(status.title.split('\n')[0]).toBe('Contoso: Synced 4 min ago · 10 events · incomplete');
  });
});

describe('onThisMachine', () => {
  it.each<[Partial<Tenant>, boolean]>([
    [{}, false],
    [{ demo: true, url: '' }, true],
    [{ url: 'http://localhost:2200' }, true],
    [{ url: 'http://127.0.0.1:8080/appmixer' }, true],
    [{ url: 'https://localhost.example' }, false],
  ])('%j', (change, expected) => expect(onThisMachine({ ...tenant, ...change })).toBe(expected));
});
