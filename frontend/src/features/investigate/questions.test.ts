import { describe, expect, it } from 'vitest';
import type { Row } from '../../lib/api';
import { emptyDraft } from '../../lib/draft';
import { questionOf } from './questions';

const event = {
  key: 7,
  tenant: 'acme',
  createdAt: Date.UTC(2026, 9, 1, 14, 7, 31, 250),
  user: 'ann@acme.example',
  userId: 'u1',
  flowId: 'f1',
  targetId: 't1',
} as Row;
const ask = (lead: Parameters<typeof questionOf>[0], change: Partial<Row> = {}, tenant = 'acme', zone = 'UTC') =>
  questionOf(lead, { ...event, ...change }, tenant, zone);

describe('what is asked from an event', () => {
  it('its user, by the id where no e-mail is recorded, in every tenant', () => {
    expect(ask('user')).toEqual({ ...emptyDraft(), users: ['ann@acme.example'] });
    expect(ask('user', { user: '' }, '')).toEqual({ ...emptyDraft(), users: ['u1'] });
  });

  it('its flow and its target, which are a tenant’s own', () => {
    expect(ask('flow')).toEqual({ ...emptyDraft(), flowId: 'f1' });
    expect(ask('flow', {}, '')).toEqual({ ...emptyDraft(), flowId: 'f1', tenants: ['acme'] });
    expect(ask('target', { targetId: 'say "a" \\ b:c' }, '')).toEqual({
      ...emptyDraft(),
      search: 'target:"say \\"a\\" \\\\ b:c"',
      tenants: ['acme'],
    });
  });

  it('ten minutes around it, to the minute, on the clock that is shown', () => {
    expect(ask('around')?.period).toEqual({ from: '2026-10-01 14:02', to: '2026-10-01 14:13' });
    expect(ask('around', {}, 'acme', 'Europe/Prague')?.period).toEqual({ from: '2026-10-01 16:02', to: '2026-10-01 16:13' });
  });

  it('ten minutes around it in the hour that the clock shows twice', () => {
    // 02:30 in Prague for the second time on 25 October 2026.
    const second = ask('around', { createdAt: Date.UTC(2026, 9, 25, 1, 30) }, 'acme', 'Europe/Prague');
    expect(second?.period).toEqual(emptyDraft().period);
    expect(second?.search).toBe('created:>=2026-10-25T01:25:00.000Z created:<2026-10-25T01:36:00.000Z');
    expect(ask('around', { createdAt: Date.UTC(2026, 9, 25, 0, 30) }, 'acme', 'Europe/Prague')?.period).toEqual({
      from: '2026-10-25 02:25',
      to: '2026-10-25 02:36',
    });
  });

  it('nothing where the event does not say enough', () => {
    const bare = { user: '', userId: '', flowId: '', targetId: '', createdAt: 0 };
    for (const lead of ['user', 'flow', 'target', 'around'] as const) expect(ask(lead, bare)).toBeNull();
  });
});
