/** The narrowest pane, px: tabs and a stacked change still fit. */
export const LEAST_WIDTH = 340;

/** What stays of the table beside the widest pane, px. */
const LEAST_TABLE = 420;

/** The widest pane in a window of that width. */
export const mostWidth = (window: number): number => Math.max(LEAST_WIDTH, window - LEAST_TABLE);

/** A width that fits the window. */
export function fitWidth(width: number, window: number): number {
  return Math.round(Math.min(Math.max(width, LEAST_WIDTH), mostWidth(window)));
}
