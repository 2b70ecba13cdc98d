import { toApiError, type ApiError } from './api/error';

const STEP = 100;
const SLOW_AFTER_MS = 150;

/** Some lines of a long list. */
interface Part<L> {
  lines: L[];
  /** Lines in all. */
  total: number;
}

/** The lines of a long list that are at hand; Go gives them in steps. */
export class Lines<L, P extends Part<L>> {
  lines: L[] = $state.raw([]);
  /** The newest answer, for what it says beside its lines; null before the first. */
  answer: P | null = $state.raw(null);
  error: ApiError | null = $state.raw(null);
  /** The first answer takes long enough to say so. */
  slow = $state(false);
  readonly total: number = $derived(this.answer?.total ?? 0);
  #turn = 0;
  readonly #question: (from: number, count: number) => Promise<P>;

  /** `question` asks Go for `count` lines from line `from` on. */
  constructor(question: (from: number, count: number) => Promise<P>) {
    this.#question = question;
  }

  /** Reads the list anew; what was shown stays until the answer is here. */
  async show(): Promise<void> {
    await this.#ask(0, Math.max(STEP, this.lines.length));
  }

  /** Reads the lines that follow. */
  async more(): Promise<void> {
    await this.#ask(this.lines.length, STEP);
  }

  async #ask(from: number, count: number): Promise<void> {
    const turn = ++this.#turn;
    const timer = setTimeout(() => (this.slow = this.answer === null), SLOW_AFTER_MS);
    try {
      const answer = await this.#question(from, count);
      if (turn !== this.#turn) return;
      this.lines = from === 0 ? answer.lines : [...this.lines, ...answer.lines];
      this.answer = answer;
      this.error = null;
    } catch (reason) {
      if (turn === this.#turn) this.error = toApiError(reason);
    } finally {
      clearTimeout(timer);
      if (turn === this.#turn) this.slow = false;
    }
  }
}
