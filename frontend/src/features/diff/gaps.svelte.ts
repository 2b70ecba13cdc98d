import { SvelteMap } from 'svelte/reactivity';
import { toApiError, type TextLine } from '../../lib/api';
import type { Gap } from './sections';

/** How many lines of a gap open at once. */
export const AT_ONCE = 200;

/** Asks for equal lines from those numbered `before` and `after` on. */
export type EqualLines = (before: number, after: number, count: number) => Promise<TextLine[]>;

/** The gaps of a text that were opened, as far as they were. */
export class Gaps {
  readonly opened = new SvelteMap<string, TextLine[]>();
  failure = $state('');

  readonly #ask: EqualLines;
  #asked: string[] = [];

  constructor(ask: EqualLines) {
    this.#ask = ask;
  }

  /** Opens the next lines of a gap. */
  async open(gap: Gap): Promise<void> {
    if (this.#asked.includes(gap.item)) return;
    this.#asked.push(gap.item);
    this.failure = '';
    try {
      const more = await this.#ask(gap.before, gap.after, Math.min(gap.count, AT_ONCE));
      if (more.length > 0) this.opened.set(gap.item, [...(this.opened.get(gap.item) ?? []), ...more]);
    } catch (reason) {
      this.failure = toApiError(reason).message;
    } finally {
      this.#asked = this.#asked.filter((item) => item !== gap.item);
    }
  }
}
