import { beforeEach, describe, expect, it } from 'vitest';
import { emptyDraft } from './draft';
import { Tab } from './tab.svelte';
import { Tabs } from './tabs.svelte';

let tabs: Tabs;
let first: Tab;
beforeEach(() => {
  tabs = new Tabs();
  first = tabs.current;
});

describe('the tabs of a window', () => {
  it('open beside the one that is shown, which stays', () => {
    const [a, b] = [new Tab(), new Tab()];
    tabs.add(a);
    tabs.add(b);
    expect(tabs.list).toEqual([first, b, a]);
    expect(tabs.current).toBe(first);
    expect([tabs.show(a), tabs.show(a), tabs.show(new Tab())]).toEqual([true, false, false]);
    expect([tabs.beside(1), tabs.beside(-1), tabs.beside(2)]).toEqual([first, b, b]);
  });

  it('close to their right neighbour, or the left one at the end, and never all', () => {
    const [a, b] = [new Tab(), new Tab()];
    tabs.add(b);
    tabs.add(a);
    tabs.show(a);
    expect(tabs.close(a)).toBe(true);
    expect(tabs.current).toBe(b);
    expect(tabs.close(first)).toBe(false);
    expect([tabs.current, tabs.close(b)]).toEqual([b, false]);
    expect(tabs.list).toEqual([b]);
  });

  it('come back where they were, the last closed first', () => {
    const [a, b] = [new Tab(), new Tab()];
    tabs.add(b);
    tabs.add(a);
    tabs.close(a);
    tabs.close(first);
    expect([tabs.reopen(), tabs.reopen(), tabs.reopen()]).toEqual([first, a, undefined]);
    expect(tabs.list).toEqual([first, a, b]);
    expect(tabs.current).toBe(b);
  });
});

describe('a tab', () => {
  const about = (search: string) => ({ ...emptyDraft(), search });
  const at = (row: number) => ({ key: row, first: row, hidden: 3, cell: { row, column: 2 } });

  it('returns to the filter, the order and the place of a step', () => {
    first.begin({ filter: about('one') });
    first.place = at(40);
    first.begin({ order: { column: 'user', ascending: true }, tenant: 'acme' });
    first.place = at(7);
    expect(first.go(-1)).toBe(true);
    expect(first.step).toMatchObject({ tenant: '', filter: about('one'), order: { column: 'created', ascending: false }, place: at(40) });
    expect(first.draft).toEqual(about('one'));
    first.go(1);
    expect(first.step).toMatchObject({ tenant: 'acme', order: { column: 'user', ascending: true }, place: at(7) });
  });

  it('has no step to the question it shows, but asks it anew', () => {
    first.begin({ filter: about('one') });
    const { question } = first;
    first.begin({ filter: about('one ') });
    expect(first.trail.behind).toHaveLength(1);
    expect(first.question).not.toBe(question);
  });

  it('keeps what is being typed when only the order changes', () => {
    first.draft.search = 'half';
    first.begin({ order: { column: 'user', ascending: true } });
    expect(first.draft.search).toBe('half');
  });
});
