/** The row of the headings. */
export const headings = -1;

/** A cell of the grid, by row number and column number. */
export interface Cell {
  row: number;
  column: number;
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>;

/** Where a key leads from a cell, null for a key that does not move: the keys of the ARIA grid pattern. */
export function moveByKey(pressed: Pressed, from: Cell, rows: number, columns: number, page: number): Cell | null {
  const to = target(pressed, from, rows, columns, page);
  if (!to || rows === 0) return null;
  return {
    row: Math.min(Math.max(to.row, headings), rows - 1),
    column: Math.min(Math.max(to.column, 0), columns - 1),
  };
}

function target({ key, ctrlKey, metaKey }: Pressed, { row, column }: Cell, rows: number, columns: number, page: number): Cell | null {
  const far = (ctrlKey || metaKey) && row !== headings;
  switch (key) {
    case 'ArrowDown':
      return { row: far ? rows - 1 : row + 1, column };
    case 'ArrowUp':
      return { row: far ? 0 : row - 1, column };
    case 'ArrowRight':
      return { row, column: far ? columns - 1 : column + 1 };
    case 'ArrowLeft':
      return { row, column: far ? 0 : column - 1 };
    case 'PageDown':
      return { row: row + page, column };
    case 'PageUp':
      return { row: Math.max(row - page, Math.min(row, 0)), column };
    case 'Home':
      return { row: far ? 0 : row, column: 0 };
    case 'End':
      return { row: far ? rows - 1 : row, column: columns - 1 };
    default:
      return null;
  }
}
