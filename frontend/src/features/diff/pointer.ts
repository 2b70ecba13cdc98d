/** A JSON Pointer (RFC 6901) as its reference tokens; the whole document has none. */
export function tokens(pointer: string): string[] {
  if (pointer === '') return [];
  const parts = (pointer.startsWith('/') ? pointer.slice(1) : pointer).split('/');
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Text of at most `most` characters with an ellipsis in its middle: both ends tell ids apart. */
export function middle(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const head = Math.ceil((most - 1) * 0.6);
  const tail = most - 1 - head;
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - tail).join('')}`;
}

const MOST_CRUMBS = 7;
const MOST_IN_CRUMB = 28;
const MOST_IN_NAME = 80;
const MOST_IN_ID = 13;
const ID = /^([0-9a-f]{24}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/**
 * The crumbs that a path is shown as: long names shortened in their middle,
 * and of a deep path the beginning and the end, because the end says what
 * changed and the beginning where.
 */
export function crumbs(pointer: string): string[] {
  const shown = shortened(tokens(pointer));
  return shown.length === 0 ? ['(whole object)'] : shown;
}

/**
 * A path as crumbs by what people call it, as Go names it: the element whole,
 * the names from there on shortened as crumbs are; without names by its tokens.
 */
export function namedCrumbs(names: string[] | undefined, pointer: string): string[] {
  return names === undefined || names.length === 0 ? crumbs(pointer) : shortened(names, MOST_IN_NAME);
}

/** Names along a path, shortened as crumbs are. */
export function shortened(names: string[], most = MOST_IN_CRUMB): string[] {
  const shown = names.map((name) => (name === '' ? '""' : middle(name, ID.test(name) ? MOST_IN_ID : most)));
  if (shown.length <= MOST_CRUMBS) return shown;
  return [...shown.slice(0, 2), '…', ...shown.slice(2 - MOST_CRUMBS + 1)];
}

/** The last name in a path that is not a list index: "x" of /flow/…/x, "errors" of /errors/0. */
export function lastName(pointer: string): string {
  const named = tokens(pointer).filter((token) => !/^(\d+|-)$/.test(token));
  return named.at(-1) ?? pointer;
}
