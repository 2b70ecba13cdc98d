import { describe, expect, it } from 'vitest';
import type { Change, Element } from '../../lib/api';
import { countOf, groupsOf, linesOf, namesOf, partsOf } from './groups';

const change = (path: string, element: number, more: Partial<Change> = {}): Change => ({
  path, from: '', element, kind: 'changed', before: '', after: '', hasBefore: true, hasAfter: true, cut: false, masked: false, noise: false,
  marks: [], label: ['x'], connection: '', fingerprintBefore: '', fingerprintAfter: '', ...more,
});
const element = (name: string, kind = 'component', changed = ''): Element => ({ path: `/flow/${name}`, kind, name, change: changed });
const detail = {
  elements: [element('Slack'), element('HTTP')],
  changes: [
    change('/flow/HTTP/a', 1),
    change('/flow/Slack/a', 0),
    change('/flow/HTTP/source/1', 1, { connection: 'A.out → HTTP.in' }),
    change('/flow/Slack/x', 0, { noise: true }),
    change('/flow/HTTP/source/2', 1, { connection: 'A.out → HTTP.in' }),
  ],
};

describe('changes by element', () => {
  it('stand in the order of the elements, and a connection is told once', () => {
    const groups = groupsOf(detail, false);
    expect(groups.map((group) => [group.element.name, group.entries.map(({ item }) => item).join()])).toEqual([
      ['Slack', '1'],
      ['HTTP', '0,2'],
    ]);
    expect(groups[1]?.entries[1]?.changes).toHaveLength(2);
    expect(countOf(groups)).toBe(3);
    expect(countOf(groupsOf(detail, true))).toBe(1);
  });

  it('are drawn up to a number of lines, which reaches any of them', () => {
    const groups = groupsOf(detail, false);
    const open = (): boolean => false;
    expect(linesOf(groups, open)).toBe(5);
    for (const item of ['1', '0', '2']) {
      const drawn = partsOf(groups, open, linesOf(groups, open, item)).flatMap(({ entries }) => entries);
      expect(drawn.at(-1)?.item).toBe(item);
    }
    expect(partsOf(groups, (group) => group.at === 0, 3).map(({ entries }) => entries.length)).toEqual([0, 1]);
  });

  it.each([
    [change('/a', 0), 'component', 'x'],
    [change('/a', 0, { label: [], kind: 'added' }), 'component', 'component added'],
    [change('/a', 0, { label: [], kind: 'changed' }), 'object', 'whole object'],
    [change('/a', 0, { connection: 'A.out → B.in' }), 'component', 'connection'],
  ])('are named', (one, kind, want) => expect(namesOf(one, element('', kind)).join()).toBe(want));
});
