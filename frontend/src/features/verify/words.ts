import type { EvidenceCheck, EvidenceState, EvidenceVerdict } from '../../lib/api';

/** What a verdict comes down to, in one sentence. */
export function verdictWords(verdict: EvidenceVerdict): string {
  const words: Record<EvidenceState, string> = {
    holds: 'It holds: nothing was changed since it was made.',
    'cannot be told': 'It cannot be told whether it holds.',
    'does not hold': 'It does not hold: something is not as it was made.',
  };
  return words[verdict.state];
}

/** How a state is drawn. */
export const signOf = (state: EvidenceState): 'check' | 'help' | 'close' =>
  ({ holds: 'check', 'cannot be told': 'help', 'does not hold': 'close' } as const)[state];

/** A check's name as a heading. */
export const checkTitle = (check: EvidenceCheck): string => check.name.charAt(0).toUpperCase() + check.name.slice(1);

const badness: Record<EvidenceState, number> = { 'does not hold': 0, 'cannot be told': 1, holds: 2 };

/** Checks with what has to be read first. */
export const worstFirst = (checks: readonly EvidenceCheck[]): EvidenceCheck[] =>
  checks.toSorted((a, b) => badness[a.state] - badness[b.state]);
