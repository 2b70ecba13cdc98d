/** How much of a long list is drawn: it grows step by step, never so far at once that the window would wait. */
export class Drawn {
  /** Up to how many lines of the list are drawn. */
  shown: number = $state(0);
  readonly #step: number;

  constructor(step: number) {
    this.#step = step;
    this.shown = step;
  }

  more(): void {
    this.shown += this.#step;
  }

  /** Draws up to line `count`, a step a frame. */
  async reach(count: number): Promise<void> {
    while (this.shown < count) {
      this.more();
      await new Promise((next) => requestAnimationFrame(next));
    }
  }
}
