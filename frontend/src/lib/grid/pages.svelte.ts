import { SvelteMap } from 'svelte/reactivity';

/** Reads rows `from` to `from + count` under a token. */
export type ReadRows<T> = (token: string, from: number, count: number) => Promise<T[]>;

const pageSize = 100;
const keptPages = 40;
/** While the thumb is dragged, rows are asked for only where it rests. */
const restMs = 80;

/**
 * The rows of one result, read in pages as they come into view. Answers under
 * an older token are dropped; pages long out of view are forgotten.
 */
export class Pages<T> {
  token = $state.raw('');
  count = $state.raw(0);
  /** A new result is on its way; the rows of the last one stay until then. */
  busy = $state.raw(false);
  error: unknown = $state.raw(null);
  #pages = new SvelteMap<number, T[]>();
  #underWay: number[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor(private readonly read: ReadRows<T>) {}

  /** The row at an index, undefined until it is read. */
  at(index: number): T | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** Changes to another result, with the page of row `first` at hand from the beginning; `top` is the first page, where that is read already. */
  async use(token: string, count: number, first: number, top: T[] = []): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    const page = Math.floor(Math.min(first, Math.max(0, count - 1)) / pageSize);
    try {
      const whole = page === 0 && top.length === Math.min(count, pageSize);
      const rows = whole ? top : await this.read(token, page * pageSize, pageSize);
      if (turn !== this.#turn) return;
      clearTimeout(this.#timer);
      this.#underWay = [];
      this.#pages.clear();
      this.#pages.set(page, rows);
      this.token = token;
      this.count = count;
      this.error = null;
    } catch (reason) {
      if (turn === this.#turn) this.error = reason;
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }

  /** Sees to it that rows `first` up to `end` are read soon. */
  want(first: number, end: number): void {
    clearTimeout(this.#timer);
    const missing = this.#missing(first, end);
    if (missing.length === 0) return;
    const near = missing.every((page) => this.#pages.has(page - 1) || this.#pages.has(page + 1));
    if (near) void this.#load(missing);
    else this.#timer = setTimeout(() => void this.#load(missing), restMs);
  }

  #missing(first: number, end: number): number[] {
    const missing: number[] = [];
    const last = Math.floor((Math.min(end, this.count) - 1) / pageSize);
    for (let page = Math.max(0, Math.floor(first / pageSize)); page <= last; page++) {
      if (!this.#pages.has(page) && !this.#underWay.includes(page)) missing.push(page);
    }
    return missing;
  }

  async #load(pages: number[]): Promise<void> {
    const { token } = this;
    await Promise.all(
      pages.map(async (page) => {
        this.#underWay.push(page);
        try {
          const rows = await this.read(token, page * pageSize, pageSize);
          if (token === this.token) this.#keep(page, rows);
        } catch (reason) {
          if (token === this.token) this.error = reason;
        } finally {
          if (token === this.token) this.#underWay = this.#underWay.filter((other) => other !== page);
        }
      }),
    );
  }

  #keep(page: number, rows: T[]): void {
    this.#pages.set(page, rows);
    for (const old of [...this.#pages.keys()].slice(0, -keptPages)) this.#pages.delete(old);
    this.error = null;
  }
}
