import { expect, it } from 'vitest';
import type { EvidenceCheck, EvidenceState } from '../../lib/api';
import { checkTitle, worstFirst } from './words';

const check = (name: string, state: EvidenceState): EvidenceCheck => ({ name, state, text: '', findings: [], total: 0 });

it('puts what does not hold before what holds, and leaves the rest as it was', () => {
  const checks = [check('a', 'holds'), check('b', 'cannot be told'), check('c', 'does not hold'), check('d', 'holds')];
  expect(worstFirst(checks).map(({ name }) => name)).toEqual(['c', 'b', 'a', 'd']);
});

it('makes a heading of a name', () => {
  expect(checkTitle(check('tie-out', 'holds'))).toBe('Tie-out');
});
