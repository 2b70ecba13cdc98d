import type { LedgerState } from '../../lib/api';
import { formatMany } from '../../lib/format/number';

/** How the state of the ledger is shown: a sign, its tone, and a sentence. */
export interface Verified {
  tone: 'good' | 'partial' | 'bad';
  sign: string;
  sentence: string;
}

/** What the check of the ledger says, in a sentence. */
export function verified({ entries, chain, end }: LedgerState): Verified {
  const all = formatMany(entries, 'entry', 'entries');
  if (chain === 'does not hold' || end === 'does not hold')
    return { tone: 'bad', sign: '≠', sentence: 'The ledger is not as Trailbook wrote it: another program changed the file.' };
  if (end === 'cannot be told')
    return { tone: 'partial', sign: '~', sentence: `The ledger holds: ${all}, each with the hash of the one before.` };
  return { tone: 'good', sign: '✓', sentence: `The ledger holds: ${all}, none changed, none missing, its end signed.` };
}
