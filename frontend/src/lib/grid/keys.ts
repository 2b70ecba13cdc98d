/** A cell of the grid, by row number and column number. */
export interface Cell {
  row: number;
  column: number;
}

/** Where a key leads from a cell, null for a key that does not move. */
export function moveByKey(key: string, from: Cell, rows: number, columns: number, page: number): Cell | null {
  const to = target(key, from, rows, page);
  if (!to || rows === 0) return null;
  return {
    row: Math.min(Math.max(to.row, 0), rows - 1),
    column: Math.min(Math.max(to.column, 0), columns - 1),
  };
}

function target(key: string, { row, column }: Cell, rows: number, page: number): Cell | null {
  switch (key) {
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'PageDown':
      return { row: row + page, column };
    case 'PageUp':
      return { row: row - page, column };
    case 'Home':
      return { row: 0, column };
    case 'End':
      return { row: rows - 1, column };
    default:
      return null;
  }
}
