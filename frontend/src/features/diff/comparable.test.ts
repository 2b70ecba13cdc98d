import { expect, it } from 'vitest';
import type { Change } from '../../lib/api';
import { isComparable } from './comparable';

const change = (before: string, after: string, more: Partial<Change> = {}): Change => ({
  path: '/a', from: '', element: 0, kind: 'changed', before, after, hasBefore: true, hasAfter: true, cut: false, masked: false, noise: false,
  marks: [], label: [], connection: '', fingerprintBefore: '', fingerprintAfter: '', ...more,
});
const long = 'x'.repeat(100);

it.each([
  ['short words', change('a', 'b'), false],
  ['an id', change('64f1c0ffee64f1c0ffee64f1', '64f1c0ffee64f1c0ffee64f2'), false],
  ['a long text', change('a', long), true],
  ['lines', change('a\nb', 'a'), true],
  ['JSON in a text', change('{"a":1}', '{"a":2}'), true],
  ['an empty list for an empty object', change('{}', '[]', { kind: 'typeChanged' }), false],
  ['JSON in base64', change(btoa('{"mode":"draft"}'), btoa('{"mode":"final"}')), true],
  ['a picture that was added', change('', 'data:image/png;base64,AAAA', { hasBefore: false, kind: 'added' }), true],
  ['a long text that was added', change('', long, { hasBefore: false, kind: 'added' }), false],
  ['a long text that was moved', change(long, long, { kind: 'moved' }), false],
])('%s', (_, one, want) => expect(isComparable(one)).toBe(want));
