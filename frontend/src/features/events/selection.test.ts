import { expect, it } from 'vitest';
import { selectionWords } from './selection';

it.each([
  [{ rows: 3, columns: [1, 2, 3, 4], cells: 12 }, '3 rows'],
  [{ rows: 10_000_000, columns: [1, 2, 3, 4], cells: 40_000_000 }, '10,000,000 rows'],
  [{ rows: 3, columns: [2, 3], cells: 6 }, '3 rows × 2 columns'],
  [{ rows: 1, columns: [2], cells: 1 }, '1 cell'],
  [{ rows: 2, columns: [2, 3], cells: 3 }, '3 cells'],
])('%j of 4 columns is %s', (selected, want) => expect(selectionWords(selected, 4)).toBe(want));
