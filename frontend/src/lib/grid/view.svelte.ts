import { geometry, layerTop, positionAfter, positionAt, topToReveal, visibleRows, type Position } from './scroll';

/** Where a grid stands: joins the arithmetic of scroll.ts to a scrolled element. */
export class GridView {
  /** Pixels; --row of app.css. */
  readonly rowHeight = 30;
  count = $state.raw(0);
  viewport = $state.raw(0);
  position: Position = $state.raw({ scrollTop: 0, top: 0 });
  element: HTMLElement | undefined;

  readonly geometry = $derived(geometry(this.count, this.rowHeight, this.viewport));
  readonly rows = $derived(visibleRows(this.position.top, this.geometry));
  readonly layerTop = $derived(layerTop(this.position, this.rows.first, this.geometry));
  #settle: ReturnType<typeof setTimeout> | undefined;

  /** How many whole rows a Page key moves. */
  get page(): number {
    return Math.max(1, Math.floor(this.viewport / this.rowHeight) - 1);
  }

  /** The browser scrolled. */
  scrolled(): void {
    if (!this.element) return;
    const seen = this.element.scrollTop;
    if (seen === this.position.scrollTop) return;
    this.#put(positionAfter(this.position, seen, this.geometry), seen);
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => this.stand(this.position.top), 200);
  }

  /** Another number of rows, or another height: stay where we are as far as possible. */
  resize(count: number, viewport: number): void {
    this.count = count;
    this.viewport = viewport;
    this.stand(this.position.top);
  }

  /** Brings a row into view. */
  reveal(row: number): void {
    this.stand(topToReveal(row, this.position.top, this.geometry));
  }

  /** Brings a row to the middle of the view unless it is in view already. */
  center(row: number): void {
    if (topToReveal(row, this.position.top, this.geometry) === this.position.top) return;
    this.stand(row * this.rowHeight - (this.viewport - this.rowHeight) / 2);
  }

  /** Moves the view to a place in the true list. */
  stand(top: number): void {
    this.#put(positionAt(top, this.geometry), this.element?.scrollTop ?? 0);
  }

  #put(next: Position, seen: number): void {
    this.position = next;
    if (this.element && next.scrollTop !== Math.round(seen)) this.element.scrollTop = next.scrollTop;
  }
}
