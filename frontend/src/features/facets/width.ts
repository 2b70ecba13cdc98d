/** The narrowest facets, px: a name of a dozen letters beside its count. */
export const LEAST_WIDTH = 190;

/** The width of facets that nobody has moved yet, px. */
export const USUAL_WIDTH = 248;

/** The widest facets in a window of that width. */
export const mostWidth = (window: number): number => Math.max(LEAST_WIDTH, Math.min(560, Math.round(window / 3)));

/** A width that fits the window; 0 asks for the usual one. */
export function fitWidth(width: number, window: number): number {
  return Math.round(Math.min(Math.max(width || USUAL_WIDTH, LEAST_WIDTH), mostWidth(window)));
}
