/** How many steps are kept each way. */
const MOST = 60;

/** The steps before and after the present one, as a browser keeps them. */
export class Trail<T> {
  /** The oldest first: the last is where back leads. */
  behind: T[] = $state.raw([]);
  /** The nearest first. */
  ahead: T[] = $state.raw([]);

  /** Leaves a step for a new one; what was ahead is forgotten. */
  leave(step: T): void {
    this.behind = [...this.behind, step].slice(-MOST);
    this.ahead = [];
  }

  /** Goes back (negative) or forward by a number of steps from the present one; null where there are not so many. */
  go(by: number, present: T): T | null {
    const all = [...this.behind, present, ...this.ahead];
    const at = this.behind.length + by;
    const to = all[at];
    if (by === 0 || to === undefined) return null;
    this.behind = all.slice(0, at);
    this.ahead = all.slice(at + 1);
    return to;
  }
}
