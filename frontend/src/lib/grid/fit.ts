import { clampWidth, type TrackWidth } from './tracks';

/** Pixels beside a cell's text, and beside a heading's with its handle. */
const besideText = 14;
const besideHeading = 24;

/** The width at which a column cuts none of its cells that are drawn, nor its heading. */
export function fitting(grid: Element, column: TrackWidth, colIndex: number): number {
  const widths = [...grid.querySelectorAll(`[aria-colindex="${colIndex}"]`)].map((cell) => {
    const text = cell.querySelector('bdi, [data-heading]');
    const range = document.createRange();
    range.selectNodeContents(text ?? cell);
    return range.getBoundingClientRect().width + (cell.getAttribute('role') === 'columnheader' ? besideHeading : besideText);
  });
  return clampWidth(column, Math.ceil(Math.max(...widths)));
}
