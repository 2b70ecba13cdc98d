import { events, type Detail, type Piece, type TextDiff } from '../../lib/api';

// What is large comes in pieces, so that the window draws between them.

/** The whole so far with a further piece. */
type Join<T> = (whole: T, piece: Piece) => T;

/** Fetches the next piece of what has more, for Asked. */
export const withMore =
  <T extends { more: string }>(join: Join<T>) =>
  async (whole: T): Promise<T | null> =>
    whole.more === '' ? null : join(whole, await events.more(whole.more));

/** Joins the changes of an event, or of a comparison. */
export const joinChanges = <T extends Pick<Detail, 'changes' | 'elements' | 'more'>>(whole: T, piece: Piece): T => ({
  ...whole,
  changes: [...whole.changes, ...piece.changes],
  elements: [...whole.elements, ...piece.elements],
  more: piece.more,
});

export const joinDetail: Join<Detail> = joinChanges;

export const joinText: Join<TextDiff> = (whole, { lines, more }) => ({ ...whole, lines: [...whole.lines, ...lines], more });
