import { baseOf, capAt, geometry, layerTop, positionAfter, positionAt, topToReveal, visibleRows, type Position } from './scroll';

/** Where a grid stands: the arithmetic of scroll.ts as state that a grid draws from. */
export class GridView {
  /** Pixels. */
  rowHeight = $state.raw(30);
  count = $state.raw(0);
  viewport = $state.raw(0);
  position: Position = $state.raw({ scrollTop: 0, top: 0 });
  #pixelRatio = $state.raw(1);
  /** Rows around those in view: none until these were drawn once, which is what one waits for. */
  #around = $state.raw(0);

  readonly geometry = $derived(geometry(this.count, this.rowHeight, this.viewport, capAt(this.#pixelRatio)));
  readonly rows = $derived(visibleRows(this.position.top, this.geometry, this.#around));
  readonly base = $derived(baseOf(this.rows.first, this.geometry));
  readonly layerTop = $derived(layerTop(this.position, this.base));
  #turnedUntil = 0;
  #settle: ReturnType<typeof setTimeout> | undefined;

  /** How many whole rows a Page key moves. */
  get page(): number {
    return Math.max(1, Math.floor(this.viewport / this.rowHeight) - 1);
  }

  /** A wheel or a finger moves the view for so many milliseconds from now on: slow frames let it go farther at once than a view. */
  turning(ms: number): void {
    this.#turnedUntil = Math.max(this.#turnedUntil, performance.now() + ms);
  }

  /** The browser scrolled to `seen`. */
  scrolled(seen: number): void {
    if (Math.abs(seen - this.position.scrollTop) < 0.5) return;
    this.position = positionAfter(this.position, seen, this.geometry, performance.now() < this.#turnedUntil);
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => this.stand(this.position.top), 200);
  }

  /** The rows in view were drawn: those around them may be, too. */
  drawn(): void {
    this.#around = 10;
  }

  /** Another number of rows, or another height: stay where we are as far as possible. */
  resize(count: number, viewport: number): void {
    this.count = count;
    this.viewport = viewport;
    this.#pixelRatio = globalThis.devicePixelRatio ?? 1;
    this.stand(this.position.top);
  }

  /** Another height of the rows: the first one in view stays. */
  setRowHeight(pixels: number): void {
    const first = this.position.top / this.rowHeight;
    this.rowHeight = pixels;
    this.stand(first * pixels);
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
    this.position = positionAt(top, this.geometry);
  }
}
