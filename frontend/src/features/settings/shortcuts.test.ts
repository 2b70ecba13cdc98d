import { expect, it } from 'vitest';
import { actionOf } from './shortcuts';

const key = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

it.each([
  ['/', key('/'), false, 'search'],
  ['/ while typing', key('/'), true, null],
  ['S', key('S'), false, 'sources'],
  ['s while typing', key('s'), true, null],
  ['Ctrl S', key('s', { ctrlKey: true }), false, null],
  ['?', key('?'), false, 'help'],
  ['c', key('c'), false, 'mark'],
  ['c while typing', key('c'), true, null],
  ['Ctrl C, which copies', key('c', { ctrlKey: true }), false, null],
  ['comma', key(','), false, 'older'],
  ['full stop', key('.'), false, 'newer'],
  ['F5 while typing', key('F5'), true, 'reload'],
  ['Ctrl R', key('r', { ctrlKey: true }), false, 'reload'],
  ['Cmd R', key('r', { metaKey: true }), false, 'reload'],
  ['Ctrl E', key('E', { ctrlKey: true }), true, 'export'],
  ['Ctrl O', key('o', { ctrlKey: true }), false, 'import'],
  ['Ctrl and the name of an object’s own method', key('toString', { ctrlKey: true }), false, null],
  ['Esc while typing', key('Escape'), true, 'close'],
  ['a plain letter', key('e'), false, null],
  ['the name of an object’s own method', key('toString'), false, null],
  ['Alt R', key('r', { altKey: true, ctrlKey: true }), false, null],
])('%s', (_name, pressed, typing, want) => expect(actionOf(pressed, typing)).toBe(want));
