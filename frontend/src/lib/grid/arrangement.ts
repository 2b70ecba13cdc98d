// The order of a grid's columns, of which the first ones may be pinned at the left.

export interface Arrangement {
  /** Ids of the columns shown, from the left. */
  columns: string[];
  /** How many of the first ones are pinned. */
  pinned: number;
}

/** Columns and those pinned as settings keep them: the pinned ones come first. */
export function arranged(columns: readonly string[], pinned: readonly string[]): Arrangement {
  const [first, rest] = [columns.filter((id) => pinned.includes(id)), columns.filter((id) => !pinned.includes(id))];
  return { columns: [...first, ...rest], pinned: first.length };
}

/** A column put to a place; among those pinned it is pinned too, behind them it is not. */
export function movedTo({ columns, pinned }: Arrangement, id: string, to: number): Arrangement {
  const from = columns.indexOf(id);
  if (from < 0) return { columns, pinned };
  const rest = columns.toSpliced(from, 1);
  const wasPinned = from < pinned;
  const others = wasPinned ? pinned - 1 : pinned;
  const at = Math.min(Math.max(to, 0), rest.length);
  const isPinned = at < others || (at === others && wasPinned);
  return { columns: rest.toSpliced(at, 0, id), pinned: isPinned ? others + 1 : others };
}

/** A column one place further; the border of those pinned is a step of its own. */
export function stepped(arrangement: Arrangement, id: string, by: -1 | 1): Arrangement {
  const { columns, pinned } = arrangement;
  const from = columns.indexOf(id);
  if (pinned > 0 && by === 1 && from === pinned - 1) return { columns, pinned: pinned - 1 };
  if (pinned > 0 && by === -1 && from === pinned) return { columns, pinned: pinned + 1 };
  const to = from + by;
  return to < 0 || to >= columns.length ? arrangement : movedTo(arrangement, id, to);
}

/** Pins a column behind those pinned already, or sets it free before the others. */
export function pinnedOr({ columns, pinned }: Arrangement, id: string, pin: boolean): Arrangement {
  const from = columns.indexOf(id);
  if (from < 0 || from < pinned === pin) return { columns, pinned };
  const rest = columns.toSpliced(from, 1);
  const border = pin ? pinned : pinned - 1;
  return { columns: rest.toSpliced(border, 0, id), pinned: pin ? pinned + 1 : border };
}

/** Shows a column again: behind the nearest shown one that comes before it in the usual order. */
export function shownAgain({ columns, pinned }: Arrangement, id: string, usual: readonly string[]): Arrangement {
  if (columns.includes(id)) return { columns, pinned };
  const before = usual.slice(0, usual.indexOf(id)).reverse();
  const neighbour = before.find((other) => columns.includes(other));
  const at = Math.max(pinned, neighbour === undefined ? 0 : columns.indexOf(neighbour) + 1);
  return { columns: columns.toSpliced(at, 0, id), pinned };
}

/** Hides a column; the last one stays. */
export function hidden({ columns, pinned }: Arrangement, id: string): Arrangement {
  const from = columns.indexOf(id);
  if (from < 0 || columns.length === 1) return { columns, pinned };
  return { columns: columns.toSpliced(from, 1), pinned: from < pinned ? pinned - 1 : pinned };
}
