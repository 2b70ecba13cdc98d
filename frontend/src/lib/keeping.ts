/** How long after one state the next is handed over, ms. */
const PAUSE = 300;

/**
 * Keeps a state that changes: at once, and of many changes in a row the last a
 * moment later. A state is handed over when the one before it was taken, so that
 * the last is the one that stays.
 */
export class Keeping {
  #pause: ReturnType<typeof setTimeout> | undefined;
  #taken: Promise<void> = Promise.resolve();
  #newer = false;

  constructor(
    private readonly put: () => Promise<void>,
    private readonly failed: (reason: unknown) => void,
  ) {}

  changed(): void {
    this.#newer = true;
    if (this.#pause === undefined) this.#hand();
  }

  #hand(): void {
    this.#newer = false;
    this.#taken = this.#taken.then(this.put).catch(this.failed);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#newer) this.#hand();
    }, PAUSE);
  }
}
