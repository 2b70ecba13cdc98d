import { app, events, type FilterResult, type Row } from '../../lib/api';
import type { Cell } from '../../lib/grid/keys';
import { Pages } from '../../lib/grid/pages.svelte';
import { GridView } from '../../lib/grid/view.svelte';
import { session } from '../../lib/session.svelte';

/** The table of events: which rows are at hand, where the view and the keyboard stand. */
export class EventTable {
  readonly pages = new Pages<Row>(events.rows);
  readonly view = new GridView();
  active: Cell = $state.raw({ row: 0, column: 1 });
  #question = -1;
  #told = false;

  /**
   * Shows another result. A new question begins at the top; the same question
   * asked again, after a sync, stays on the rows the reader was looking at.
   */
  async show(result: FilterResult): Promise<void> {
    const { question } = session;
    const same = question === this.#question;
    const top = same ? await this.#sameTop(result) : 0;
    await this.pages.use(result.token, result.count, Math.floor(top / this.view.rowHeight));
    if (this.pages.token !== result.token) return;
    this.#question = question;
    this.view.resize(this.pages.count, this.view.viewport);
    this.view.stand(top);
    if (!same) this.active = { ...this.active, row: 0 };
    if (session.selected) await this.follow(session.selected);
    this.#tellReady(result);
  }

  /** Moves the keyboard's place to an event that was opened elsewhere. */
  async follow(row: Row): Promise<void> {
    if (this.pages.at(this.active.row)?.key === row.key) return;
    const { token } = this.pages;
    if (token === '') return;
    const index = await events.position(token, row.key);
    if (index < 0 || token !== this.pages.token) return;
    this.active = { ...this.active, row: index };
    this.view.center(index);
  }

  /** Where the first visible row of now will lie in a result, in pixels. */
  async #sameTop(result: FilterResult): Promise<number> {
    const { top } = this.view.position;
    const first = Math.floor(top / this.view.rowHeight);
    const row = this.pages.at(first);
    if (top === 0 || !row) return 0;
    const index = await events.position(result.token, row.key);
    return index < 0 ? top : top + (index - first) * this.view.rowHeight;
  }

  /** Once, two frames after the first rows: they are on the screen then. */
  #tellReady(result: FilterResult): void {
    if (this.#told || result.count === 0) return;
    this.#told = true;
    const painted = (): void => {
      const rows = Math.min(result.count, Math.ceil(this.view.viewport / this.view.rowHeight));
      app.ready(rows, result.total).catch((reason: unknown) => session.notify(reason));
    };
    requestAnimationFrame(() => requestAnimationFrame(painted));
  }
}
