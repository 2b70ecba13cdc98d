import { describe, expect, it } from 'vitest';
import { shownColumns } from './columns';

const ids = (space?: number, several = false): string[] =>
  shownColumns('UTC', ['action', 'summary', 'target', 'user', 'createdAt'], several, space).map(({ id }) => id);

describe('shownColumns', () => {
  it('has the summary between action and target', () => {
    expect(ids()).toEqual(['action', 'summary', 'target', 'user', 'createdAt']);
  });
  it('gives up the summary where the others need the room', () => {
    expect(ids(930)).toContain('summary');
    expect(ids(700)).toEqual(['action', 'target', 'user', 'createdAt']);
    expect(ids(930, true)).not.toContain('summary');
  });
  it('keeps to what somebody chose, in that order', () => {
    expect(shownColumns('UTC', ['createdAt', 'summary', 'gone', 'flowId'], false, 100).map(({ id }) => id)).toEqual(['createdAt', 'summary', 'flowId']);
    expect(shownColumns('UTC', ['gone'], false).map(({ id }) => id)).toEqual(['action', 'summary', 'target', 'user', 'createdAt']);
  });
  it('has the tenant where several stand together', () => {
    expect(ids(undefined, true)).toEqual(['action', 'summary', 'target', 'user', 'tenant', 'createdAt']);
    expect(shownColumns('UTC', ['tenant', 'action'], true).map(({ id }) => id)).toEqual(['tenant', 'action']);
  });
});
