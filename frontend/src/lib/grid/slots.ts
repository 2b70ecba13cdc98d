/** A row of the list in an element of the document. */
export interface Placed {
  readonly index: number;
  /** Names the element. */
  readonly slot: number;
}

/**
 * Which element draws which row. A row keeps its element for as long as it is
 * drawn; the element of a row that left is given to one that came, because to
 * change an element's texts takes a small part of the time of making another.
 */
export class Slots {
  #rows = new Map<number, Placed>();

  /** The elements of the rows with these numbers, in the same order. */
  place(indexes: readonly number[]): Placed[] {
    const wanted = new Set(indexes);
    const left = [...this.#rows.values()].filter(({ index }) => !wanted.has(index)).map(({ slot }) => slot);
    let unused = this.#rows.size; // numbers from 0 on have no gaps
    const placed = indexes.map((index) => this.#rows.get(index) ?? { index, slot: left.pop() ?? unused++ });
    if (left.length > 0) compact(placed);
    this.#rows = new Map(placed.map((row) => [row.index, row]));
    return placed;
  }
}

/** Fewer rows than elements: those with the highest numbers give way, so that no number is without a row. */
function compact(placed: Placed[]): void {
  const used = new Set(placed.map(({ slot }) => slot));
  let free = 0;
  placed.forEach((row, at) => {
    if (row.slot < placed.length) return;
    while (used.has(free)) free++;
    placed[at] = { ...row, slot: free };
    used.add(free);
  });
}
