import { events, type Detail, type Piece, type TextDiff } from '../../lib/api';

// What is large comes in pieces, so that the window draws between them.

/** The whole so far with a further piece. */
type Join<T> = (whole: T, piece: Piece) => T;

/** Fetches the next piece of what has more, for Asked. */
export const withMore =
  <T extends { more: string }>(join: Join<T>) =>
  async (whole: T): Promise<T | null> =>
    whole.more === '' ? null : join(whole, await events.more(whole.more));

export const joinDetail: Join<Detail> = (whole, { changes, elements, more }) => ({
  ...whole,
  changes: [...whole.changes, ...changes],
  elements: [...whole.elements, ...elements],
  more,
});

export const joinText: Join<TextDiff> = (whole, { lines, more }) => ({ ...whole, lines: [...whole.lines, ...lines], more });
