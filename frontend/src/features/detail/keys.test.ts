import { expect, it } from 'vitest';
import { paneAction } from './keys';
import { VIEWS } from './views';

const pressed = (key: string, held: Partial<KeyboardEvent> = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

it.each([
  ['[', { kind: 'event', by: -1 }],
  ['K', { kind: 'event', by: -1 }],
  [']', { kind: 'event', by: 1 }],
  ['j', { kind: 'event', by: 1 }],
  ['n', { kind: 'change', by: 1 }],
  ['P', { kind: 'change', by: -1 }],
  ['f', { kind: 'whole' }],
  ['e', { kind: 'fold' }],
  ['x', null],
  ['0', null],
  ['9', null],
])('%s', (key, want) => expect(paneAction(pressed(key))).toEqual(want));

it('chooses every view by its number', () => {
  expect(VIEWS.map((_, at) => paneAction(pressed(String(at + 1))))).toEqual(VIEWS.map(({ value }) => ({ kind: 'view', view: value })));
});

it('leaves keys held with others alone, but for the search', () => {
  expect(paneAction(pressed('f', { ctrlKey: true }))).toEqual({ kind: 'find' });
  expect(paneAction(pressed('F', { metaKey: true }))).toEqual({ kind: 'find' });
  for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) expect(paneAction(pressed('n', held))).toBeNull();
  expect(paneAction(pressed('f', { ctrlKey: true, altKey: true }))).toBeNull();
});
