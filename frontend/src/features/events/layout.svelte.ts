import type { Row } from '../../lib/api';
import { arranged, hidden, movedTo, pinnedOr, shownAgain, stepped, type Arrangement } from '../../lib/grid/arrangement';
import type { Column, ColumnActions } from '../../lib/grid/column';
import { session } from '../../lib/session.svelte';
import { shownColumns, usualColumns, usualOrder, wantedColumns } from './columns';

/** Which columns the table shows, in which order and how wide; kept in the settings. */
export class Layout implements ColumnActions {
  /** Width of the table, px; 0 until it is measured. */
  space = $state(0);

  readonly #shown = $derived(shownColumns(session.zone, session.settings.columns, session.several, this.space || undefined));
  /** Of the columns chosen, whether there is room for them or not. */
  readonly arrangement: Arrangement = $derived(
    arranged(wantedColumns(session.settings.columns, session.several), session.settings.pinned),
  );
  /** Those that are drawn. */
  readonly columns: Column<Row>[] = $derived(
    this.arrangement.columns.flatMap((id) => this.#shown.find((column) => column.id === id) ?? []),
  );
  /** How many of those drawn are pinned. */
  readonly pinned = $derived(this.columns.filter(({ id }) => this.arrangement.columns.indexOf(id) < this.arrangement.pinned).length);
  /** Somebody changed something of it. */
  readonly changed = $derived(
    Object.keys(session.settings.widths).length > 0 ||
      session.settings.pinned.length > 0 ||
      session.settings.columns.join() !== usualColumns.join(),
  );

  sort = (column: string): void => {
    const { order } = session;
    const same = order.column === column;
    // Times from the newest on, texts from A on; again for the other way.
    void session.sort({ column, ascending: same ? !order.ascending : column !== 'created' });
  };

  resize = (id: string, width: number | null): void => {
    const others = Object.entries(session.settings.widths).filter(([column]) => column !== id);
    session.save({ widths: Object.fromEntries(width === null ? others : [...others, [id, width]]) });
  };

  move = (id: string, to: number): void => {
    const next = this.columns.filter((column) => column.id !== id)[to];
    const others = this.arrangement.columns.filter((other) => other !== id);
    this.#keep(movedTo(this.arrangement, id, next ? others.indexOf(next.id) : others.length));
  };
  step = (id: string, by: -1 | 1): void => this.#keep(stepped(this.arrangement, id, by));
  pin = (id: string, pinned: boolean): void => this.#keep(pinnedOr(this.arrangement, id, pinned));
  hide = (id: string): void => this.#keep(hidden(this.arrangement, id));
  show = (id: string): void => this.#keep(shownAgain(this.arrangement, id, usualOrder));

  /** Columns, widths and order as they were at first. */
  reset = (): void => session.save({ columns: [...usualColumns], pinned: [], widths: {} });

  #keep({ columns, pinned }: Arrangement): void {
    session.save({ columns, pinned: columns.slice(0, pinned) });
  }
}
