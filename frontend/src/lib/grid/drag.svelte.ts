/** A heading that is being dragged to another place among the headings. */
export class HeadingDrag {
  /** The column that moves, null while none does. */
  moving: string | null = $state.raw(null);
  /** The place it would take: before the column that stands there. */
  to = $state.raw(0);
  #start: { id: string; x: number; middles: number[] } | null = null;

  /** A press on a heading; `heads` are the elements of all of them. */
  press(id: string, event: PointerEvent, heads: Element[]): void {
    if (event.button !== 0 || (event.target as Element).closest('[role="separator"]')) return;
    const middles = heads.map((head) => head.getBoundingClientRect()).map(({ left, width }) => left + width / 2);
    this.#start = { id, x: event.clientX, middles };
  }

  /** The pointer moved; a few pixels are still a click. */
  move(event: PointerEvent): void {
    const start = this.#start;
    if (!start || (this.moving === null && Math.abs(event.clientX - start.x) < 6)) return;
    if (this.moving === null) (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.moving = start.id;
    this.to = start.middles.filter((middle) => middle < event.clientX).length;
  }

  /** The end of it; gives the column and its place among the others, null where nothing was dragged. */
  drop(columns: { id: string }[]): { id: string; to: number } | null {
    const [id, to] = [this.moving, this.to];
    this.cancel();
    if (id === null) return null;
    const from = columns.findIndex((column) => column.id === id);
    return { id, to: to > from ? to - 1 : to };
  }

  cancel(): void {
    this.#start = null;
    this.moving = null;
  }
}
