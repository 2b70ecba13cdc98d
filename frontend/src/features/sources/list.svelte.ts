import { sources, toApiError, type ApiError, type SourceLine, type SourceList, type SourceSum } from '../../lib/api';

const STEP = 100;

/** The lines of the Sources view that are at hand, and the sums of all. */
export class SourceLines {
  lines: SourceLine[] = $state.raw([]);
  sums: SourceSum[] = $state.raw([]);
  /** Lines in all. */
  total = $state(0);
  /** Something was answered. */
  loaded = $state(false);
  error: ApiError | null = $state.raw(null);
  #turn = 0;

  /** Reads the sources of a tenant, '' for all; what was shown stays until the answer is here. */
  async show(tenant: string): Promise<void> {
    const shown = this.lines.length;
    await this.#ask((from) => sources.list(tenant, from, Math.max(STEP, shown)), 0);
  }

  /** Reads the lines that follow. */
  async more(tenant: string): Promise<void> {
    await this.#ask((from) => sources.list(tenant, from, STEP), this.lines.length);
  }

  async #ask(question: (from: number) => Promise<SourceList>, from: number): Promise<void> {
    const turn = ++this.#turn;
    try {
      const { lines, total, sums } = await question(from);
      if (turn !== this.#turn) return;
      this.lines = from === 0 ? lines : [...this.lines, ...lines];
      this.total = total;
      this.sums = sums;
      this.loaded = true;
      this.error = null;
    } catch (reason) {
      if (turn === this.#turn) this.error = toApiError(reason);
    }
  }
}
