import type { ColumnsStatus } from '../../lib/api';
import { formatBytes, formatCount, formatEvents } from '../../lib/format/number';

/** What is said of columns that do not answer. */
export interface ColumnsWords {
  text: string;
  /** The reason, and what follows from it. */
  why: string;
  /** It stays so. */
  slow: boolean;
}

/** Null while there is nothing to say: answers come from memory. */
export function columnsWords({ state, done, total, bytes, allowed }: ColumnsStatus): ColumnsWords | null {
  switch (state) {
    case 'ready':
      return null;
    case 'loading':
      return {
        text: total > 0 ? `Reading ${formatCount(Math.min(done, total))} of ${formatEvents(total)} into memory…` : 'Reading events into memory…',
        why: 'Until then answers come from the disk and take longer.',
        slow: false,
      };
    case 'tooBig':
      return {
        text: 'Answers come from the disk',
        why: `In memory ${formatEvents(total)} would take ${formatBytes(bytes)}; on this machine ${formatBytes(allowed)} are allowed, a quarter of its memory. Counting takes longer so.`,
        slow: true,
      };
    case 'broken':
      return { text: 'Answers come from the disk', why: 'The events could not be read into memory; the log in the data folder says why. Counting takes longer so.', slow: true };
  }
}
