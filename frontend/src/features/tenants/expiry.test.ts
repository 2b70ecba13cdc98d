import { describe, expect, it } from 'vitest';
import type { Tenant } from '../../lib/api';
import { expiriesOf, expiryOf } from './expiry';

const NOW = Date.UTC(2026, 10, 20, 14, 40);
const HOUR = 60 * 60_000;
const of = (name: string, tokenUntil: number): Tenant => ({
  name,
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
  tokenUntil,
  demo: false,
  caFile: '',
  allowHttp: false,
  ownProfile: false,
});

describe('expiryOf', () => {
  it.each<[string, number, string | null]>([
    ['a token that does not say', 0, null],
    ['more than a week', NOW + 7 * 24 * HOUR + 1, null],
    ['a week', NOW + 7 * 24 * HOUR, '7 days left'],
    ['a day and a half', NOW + 36 * HOUR, '1 day left'],
    ['hours', NOW + 5 * HOUR, '5 hours left'],
    ['an hour and a bit', NOW + HOUR + 1, '1 hour left'],
    ['minutes', NOW + 60_000, 'less than an hour left'],
    ['now', NOW, 'expired'],
    ['long ago', NOW - 400 * 24 * HOUR, 'expired'],
  ])('%s', (_name, until, badge) => expect(expiryOf(of('Northwind', until), NOW, 'UTC')?.badge ?? null).toBe(badge));

  it('says whose token and when, in the window’s zone', () => {
    expect(expiryOf(of('Northwind', NOW + 50 * HOUR), NOW, 'Europe/Prague')?.words).toBe(
      'The token of Northwind expires in 2 days, on 2026-11-22 17:40 Europe/Prague.',
    );
  });
});

it('lists the expired first', () => {
  const names = expiriesOf([of('A', NOW + HOUR), of('B', 0), of('C', NOW - HOUR)], NOW, 'UTC').map(({ tenant }) => tenant);
  expect(names).toEqual(['C', 'A']);
});
