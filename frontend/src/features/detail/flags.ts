import type { Flag, Row } from '../../lib/api';

/** What of an event its flags are read from. */
export type Flagged = Pick<Row, 'changed' | 'gone'>;

/** How a flag is shown: never by colour alone. */
export interface FlagStyle {
  name: Flag;
  sign: string;
  /** A few words, for the sign. */
  label: string;
  /** A plain sentence, for the event's details. */
  sentence: string;
}

const styles: FlagStyle[] = [
  {
    name: 'changed',
    sign: '≠',
    label: 'Changed after it was first seen',
    sentence: 'This entry changed after Trailbook first saw it. What is shown is how it reads now; each older version is kept.',
  },
  {
    name: 'gone',
    sign: '∅',
    label: 'Gone from the tenant',
    sentence: 'The tenant’s own log no longer has this entry. Trailbook saw it before, and keeps it.',
  },
];

/** The flags of an event, none for most. */
export const flagsOf = (row: Flagged): FlagStyle[] => styles.filter(({ name }) => row[name]);
