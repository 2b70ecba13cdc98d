export type HistoryPart = 'timeline' | 'state' | 'blame';

/** What the History tab shows; it stays while events are stepped through. */
class Chosen {
  part: HistoryPart = $state('timeline');
  /** The moment asked for, epoch ms; null for the event that is open. */
  moment: number | null = $state(null);
  /** The path filter of the blame. */
  filter = $state('');
}

export const chosen = new Chosen();
