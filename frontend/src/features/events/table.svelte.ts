import { tick } from 'svelte';
import { events, type FilterResult, type Row } from '../../lib/api';
import type { Column } from '../../lib/grid/column';
import { headings, type Cell } from '../../lib/grid/keys';
import { Pages } from '../../lib/grid/pages.svelte';
import type { CellFormat } from '../../lib/grid/copy';
import { rangeOf } from '../../lib/grid/ranges';
import { GridSelection } from '../../lib/grid/selection.svelte';
import { GridView } from '../../lib/grid/view.svelte';
import { rowsAreDrawn, tellOnceDrawn } from '../../lib/ready';
import { session } from '../../lib/session.svelte';
import type { Place, Step } from '../../lib/tab.svelte';
import { copyText } from '../../lib/ui/CopyButton.svelte';
import { copyOf } from './copying';
import { goalOf } from './goto';

/** The table of events: which rows are at hand, where the view and the keyboard stand. */
export class EventTable {
  readonly pages = new Pages<Row>(events.rows);
  readonly view = new GridView();
  readonly selection = new GridSelection();
  active: Cell = $state.raw({ row: 0, column: 1 });
  #question = -1;
  #told = false;

  /**
   * Shows another result. A new question begins where its step says, at the top
   * mostly; the same question asked again, after a sync, stays on the rows the
   * reader was looking at.
   */
  async show(result: FilterResult): Promise<void> {
    const { question } = session;
    const same = question === this.#question;
    const to = await this.#placeIn(result, same ? this.place() : session.tab.place);
    const before = this.pages.count;
    const grid = document.activeElement?.closest('[role="gridcell"]')?.closest('[role="grid"]');
    // Taken out: when the table is shown again, they may have changed.
    await this.pages.use(result.token, result.count, to.first, result.rows.splice(0));
    if (this.pages.token !== result.token) return;
    this.#question = question;
    if (!same || result.count !== before) this.selection.clear();
    this.active = to.cell;
    this.view.resize(this.pages.count, this.view.viewport);
    this.view.stand(to.first * this.view.rowHeight + to.hidden);
    if (session.selected && (same || session.tab.place === null)) await this.follow(session.selected);
    if (grid && !same) await focusActive(grid);
    this.#tellReady(result);
  }

  /** Where the reader stands in the rows of the question asked last; null before they are shown. */
  place(): Place | null {
    if (this.#question !== session.question) return null;
    const { top } = this.view.position;
    const first = Math.floor(top / this.view.rowHeight);
    return { key: this.pages.at(first)?.key ?? 0, first, hidden: top - first * this.view.rowHeight, cell: this.active };
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

  /** Nothing of the list lies above the view, and nothing is selected. */
  get atTop(): boolean {
    return this.view.position.top === 0 && this.selection.empty;
  }

  /** Goes to a row or a time that was typed; false for nothing. A time that Go cannot read is an ApiError. */
  async goTo(typed: string): Promise<boolean> {
    const goal = goalOf(typed, this.pages.count);
    if (!goal) return false;
    const row = 'row' in goal ? goal.row - 1 : await events.seek(this.pages.token, goal.time, session.zone);
    this.selection.start({ ...this.active, row });
    this.active = { row, column: Math.max(1, this.active.column) };
    this.view.center(row);
    return true;
  }

  /** Copies the cells that are selected, or the one with the focus. */
  async copy(columns: Column<Row>[], format: CellFormat = 'tsv'): Promise<void> {
    const { column } = this.active;
    const cell = { ...this.active, column: Math.min(Math.max(column, 1), columns.length) };
    const ranges = this.selection.empty ? [rangeOf(cell, cell)] : this.selection.ranges;
    try {
      const { text, told } = await copyOf({ token: this.pages.token, columns, ranges }, format);
      await copyText(text);
      session.notify(told);
    } catch (reason) {
      session.notify(reason);
    }
  }

  /** Where a place lies in a result: rows move while others arrive above them. */
  async #placeIn(result: FilterResult, place: Step['place']): Promise<Omit<Place, 'key'>> {
    const top = { first: 0, hidden: 0, cell: { ...this.active, row: Math.min(this.active.row, 0) } };
    if (place === null) return top;
    if (typeof place === 'number') {
      const row = await events.position(result.token, place);
      const above = (this.view.viewport - this.view.rowHeight) / 2;
      return row < 0 ? top : { first: row, hidden: -above, cell: { ...this.active, row } };
    }
    const { key, first, hidden, cell } = place;
    // Who stands at the top wants to see what arrives.
    if (key === 0 || first + hidden === 0) return place;
    const now = await events.position(result.token, key);
    const moved = now < 0 ? 0 : now - first;
    return { first: first + moved, hidden, cell: cell.row === headings ? cell : { ...cell, row: Math.max(0, cell.row + moved) } };
  }

  /** Once, when the first rows are on the screen. */
  #tellReady(result: FilterResult): void {
    if (this.#told) return;
    if (result.count === 0) {
      rowsAreDrawn();
      return;
    }
    this.#told = true;
    tellOnceDrawn('rows', () => document.querySelectorAll('.grid .eye').length, result.total);
  }
}

/** The focus goes with the keyboard's place, which another question has elsewhere. */
async function focusActive(grid: Element): Promise<void> {
  await tick();
  if (document.activeElement === document.body || grid.contains(document.activeElement))
    grid.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus({ preventScroll: true });
}
