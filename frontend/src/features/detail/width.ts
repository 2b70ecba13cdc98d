/** The narrowest pane, px: tabs and a stacked change still fit. */
export const LEAST_WIDTH = 340;

/** The width of a pane that nobody has moved yet, px. */
export const USUAL_WIDTH = 468;

/** What stays of the table beside the widest pane, px. */
const LEAST_TABLE = 420;

/** The widest pane in a window of that width. */
export const mostWidth = (window: number): number => Math.max(LEAST_WIDTH, window - LEAST_TABLE);

/** A width that fits the window; 0 asks for the usual one. */
export function fitWidth(width: number, window: number): number {
  return Math.round(Math.min(Math.max(width || USUAL_WIDTH, LEAST_WIDTH), mostWidth(window)));
}
