// The arithmetic of a virtual list, apart from any document. "top" is where
// the view stands in the true list, in pixels; "scrollTop" is what the browser
// reports. Both are equal until the list outgrows the canvas.

/** The tallest canvas. Browsers cap an element's height at 33,554,428 px ÷ devicePixelRatio; this stays clear of it on usual screens. */
export const canvasCap = 8_000_000;

/** The tallest canvas at a pixel ratio: zoomed in on a dense screen, the cap of browsers comes lower. */
export const capAt = (pixelRatio: number): number => Math.min(canvasCap, Math.floor(32_000_000 / Math.max(1, pixelRatio)));

export interface Geometry {
  rows: number;
  rowHeight: number;
  /** Height of the visible part. */
  viewport: number;
  /** Height of the whole list, were it drawn. */
  total: number;
  /** Height of the element that is scrolled. */
  canvas: number;
  maxTop: number;
  maxScroll: number;
}

export interface Position {
  scrollTop: number;
  top: number;
}

export function geometry(rows: number, rowHeight: number, viewport: number, cap = canvasCap): Geometry {
  const total = rows * rowHeight;
  const canvas = Math.min(total, cap);
  return {
    rows,
    rowHeight,
    viewport,
    total,
    canvas,
    maxTop: Math.max(0, total - viewport),
    maxScroll: Math.max(0, canvas - viewport),
  };
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** The position of a view that stands at `top`. */
export function positionAt(top: number, g: Geometry): Position {
  const held = clamp(Math.round(top), 0, g.maxTop);
  if (g.total === g.canvas) return { scrollTop: held, top: held };
  // Near both ends, leave the wheel room to move pixel by pixel.
  const room = Math.min(2 * g.viewport, g.maxScroll / 2);
  const low = Math.min(held, room);
  const high = g.maxScroll - Math.min(g.maxTop - held, room);
  return { scrollTop: clamp(Math.round((held / g.maxTop) * g.maxScroll), low, high), top: held };
}

/**
 * The position after the browser scrolled to `scrollTop`. What wheel and finger
 * move (`turned`), and moves of up to one view, are pixel-true; other ones (the
 * thumb dragged) go to the same share of the list. The answer's scrollTop may
 * differ from the one given: then the canvas ran out before the list did, and
 * the caller moves it.
 */
export function positionAfter(previous: Position, scrollTop: number, g: Geometry, turned = false): Position {
  const seen = clamp(scrollTop, 0, g.maxScroll);
  if (g.total === g.canvas) return { scrollTop: seen, top: seen };
  const delta = seen - previous.scrollTop;
  if (!turned && Math.abs(delta) > g.viewport) return { scrollTop: seen, top: Math.round((seen / g.maxScroll) * g.maxTop) };
  const top = clamp(previous.top + delta, 0, g.maxTop);
  const atEdge = seen === 0 || seen === g.maxScroll || top === 0 || top === g.maxTop;
  return atEdge ? positionAt(top, g) : { scrollTop: seen, top };
}

/** The rows to draw, from `first` up to but without `end`: what is visible and some around it, `most` on each side; with the row that has the focus at most 60. */
export function visibleRows(top: number, g: Geometry, most = 10, limit = 59): { first: number; end: number } {
  const begin = Math.floor(top / g.rowHeight);
  const visible = Math.ceil(g.viewport / g.rowHeight) + 1;
  const around = Math.min(most, clamp(Math.floor((limit - visible) / 2), 2, 10));
  return { first: Math.max(0, begin - around), end: Math.min(g.rows, begin + visible + around) };
}

/** Where to stand so that a row is in view, moving as little as possible. */
export function topToReveal(row: number, top: number, g: Geometry): number {
  const above = row * g.rowHeight;
  const below = above + g.rowHeight - g.viewport;
  return clamp(clamp(top, below, above), 0, g.maxTop);
}

/** From where in the true list the places of the drawn rows are counted: the same for many of them, so that a row that stays is not moved when others come. */
export const baseOf = (first: number, g: Geometry): number => Math.floor((first * g.rowHeight) / 10_000) * 10_000;

/** Where, on the canvas, the base lies. */
export const layerTop = (position: Position, base: number): number => position.scrollTop - (position.top - base);
