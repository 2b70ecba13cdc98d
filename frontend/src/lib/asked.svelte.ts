import { toApiError, type ApiError } from './api/error';

const SKELETON_AFTER_MS = 150;

/**
 * One answer from Go at a time: asking again forgets the question before, so
 * an answer that comes late is never shown under the wrong event.
 */
export class Asked<T> {
  /** The answer; null while there is none. */
  answer: T | null = $state.raw(null);
  error: ApiError | null = $state.raw(null);
  /** The answer takes long enough to say so. */
  slow = $state(false);
  /** The question is open. */
  busy = $state(false);

  readonly #keeps: boolean;
  #turn = 0;
  #question: (() => Promise<T>) | undefined;
  #more: ((whole: T) => Promise<T | null>) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** With `keeps`, an answer stays until the next one is here, a failure included. */
  constructor({ keeps = false }: { keeps?: boolean } = {}) {
    this.#keeps = keeps;
  }

  /**
   * Asks; what was answered before is gone at once, unless it is kept. An answer that comes in
   * pieces is shown from the first one on: `more` tells it with the next, null
   * once it is whole.
   */
  async ask(question: () => Promise<T>, more?: (whole: T) => Promise<T | null>): Promise<void> {
    const turn = ++this.#turn;
    this.#question = question;
    this.#more = more;
    if (!this.#keeps) this.answer = null;
    this.error = null;
    this.slow = false;
    this.busy = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.slow = turn === this.#turn), SKELETON_AFTER_MS);
    try {
      const answer = await question();
      let whole: T | null = answer;
      while (whole !== null && turn === this.#turn) {
        this.answer = whole;
        this.#rest();
        whole = more ? await more(whole) : null;
      }
    } catch (reason) {
      if (turn === this.#turn) this.error = toApiError(reason);
    } finally {
      if (turn === this.#turn) this.#rest();
    }
  }

  /** Asks the last question again, after a failure. */
  async again(): Promise<void> {
    if (this.#question) await this.ask(this.#question, this.#more);
  }

  /** Forgets the question, so that its answer changes nothing any more. */
  drop(): void {
    this.#turn++;
    this.#rest();
  }

  /** Forgets the question and its answer, so that nothing of it stays in memory. */
  clear(): void {
    this.drop();
    this.answer = null;
    this.#question = undefined;
    this.#more = undefined;
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.slow = false;
    this.busy = false;
  }
}
