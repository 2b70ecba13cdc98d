import { expect, it } from 'vitest';
import { flagsOf } from './flags';

it.each([
  [{ changed: false, gone: false }, ''],
  [{ changed: true, gone: false }, '≠'],
  [{ changed: false, gone: true }, '∅'],
  [{ changed: true, gone: true }, '≠∅'],
])('%j has the signs %j', (row, signs) => {
  const flags = flagsOf(row);
  expect(flags.map(({ sign }) => sign).join('')).toBe(signs);
  for (const { label, sentence } of flags) expect(label.length * sentence.length).toBeGreaterThan(0);
});
