import { events, type FilterSpec, type Suggestion } from '../../lib/api';

/** How long the typing has to rest before the cache is asked, ms. */
const REST = 80;

/** A text and the place of its caret, in UTF-16 units as a field counts them. */
export interface Typed {
  text: string;
  caret: number;
}

/** The list of ways to go on with a search that is being typed. */
export class Completion {
  choices: Suggestion[] = $state.raw([]);
  open = $state(false);
  /** The choice that Enter would take; null while Enter applies the search. */
  active: number | null = $state(null);
  /** The list is for what stands in the field now; until then nothing of it can be taken. */
  #current = false;
  #from = 0;
  #to = 0;
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Asks for ways to go on; with `all` also where nothing was typed yet. */
  look(spec: FilterSpec, { text, caret }: Typed, all = false): void {
    const turn = ++this.#turn;
    clearTimeout(this.#timer);
    const before = [...text.slice(0, caret)];
    this.active = null;
    this.#current = false;
    this.#timer = setTimeout(() => void this.#ask(turn, { ...spec, search: text }, before.length, all), all ? 0 : REST);
  }

  async #ask(turn: number, spec: FilterSpec, caret: number, all: boolean): Promise<void> {
    try {
      const { from, to, values } = await events.suggest(spec, caret);
      if (turn !== this.#turn) return;
      const typed = [...spec.search].slice(from, caret).join('');
      const afterKey = [...spec.search][from - 1] === ':';
      this.#current = true;
      this.#from = from;
      this.#to = to;
      // What is there already is nothing to suggest.
      this.choices = values.filter(({ insert }) => insert !== typed);
      this.open = this.choices.length > 0 && (all || afterKey || typed !== '');
    } catch {
      // Typing goes on without; Enter tells what is wrong.
      if (turn === this.#turn) this.close();
    }
  }

  close(): void {
    this.#turn++;
    clearTimeout(this.#timer);
    this.open = false;
    this.active = null;
  }

  /** Steps through the list, past either end back to the field itself. */
  move(step: 1 | -1): void {
    if (!this.#current) return;
    const count = this.choices.length;
    const next = (this.active ?? (step > 0 ? -1 : count)) + step;
    this.active = next < 0 || next >= count ? null : next;
  }

  /** The search with a choice in place of what was being typed; null for a choice of a list that is for something else. */
  take({ insert }: Suggestion, text: string): Typed | null {
    if (!this.#current) return null;
    const points = [...text];
    const behind = points.slice(this.#to).join('');
    const done = insert.endsWith(':') || /^[\s,)]/.test(behind) ? insert : `${insert} `;
    const before = points.slice(0, this.#from).join('') + done;
    this.close();
    return { text: before + behind, caret: before.length };
  }
}
