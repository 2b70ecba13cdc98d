import type { Match } from './matches';

// What was found is marked by the browser's own highlights: nothing is added to
// the text, so that it stays as recorded. Where a browser has none, the place
// is still scrolled to and counted.

/** Marks beyond these do not help the eye and cost time. */
const MOST_PAINTED = 400;

/** The drawn element of an item or of a text. */
export const elementOf = (panel: HTMLElement | undefined, kind: 'item' | 'find', name: string): HTMLElement | null =>
  panel?.querySelector<HTMLElement>(`[data-${kind}="${CSS.escape(name)}"]`) ?? null;

/** The text nodes of an element that hold text of the log: what HostileText drew. */
function textNodes(element: HTMLElement): Text[] {
  const nodes: Text[] = [];
  for (const part of element.querySelectorAll('bdi')) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  }
  return nodes;
}

/** The drawn characters of a match; null where they are not drawn, or drawn by name. */
export function rangeOf(panel: HTMLElement, match: Match): Range | null {
  const element = elementOf(panel, 'find', match.unit.find);
  if (!element) return null;
  const range = document.createRange();
  let [left, begun] = [match.from, false];
  for (const node of textNodes(element)) {
    if (!begun && left < node.length) {
      range.setStart(node, left);
      left += match.length;
      begun = true;
    }
    if (begun && left <= node.length) {
      range.setEnd(node, left);
      const wanted = match.unit.text.slice(match.from, match.from + match.length);
      return range.toString() === wanted ? range : null;
    }
    left -= node.length;
  }
  return null;
}

/** Scrolls so that an element or a range stands in the middle, unless it is well in view. */
export function bringIntoView(panel: HTMLElement, place: HTMLElement | Range): void {
  const put = (): void => {
    const box = place.getBoundingClientRect();
    const view = panel.getBoundingClientRect();
    const room = view.height - box.height;
    if (box.top < view.top + 48 || box.bottom > view.bottom - 24) {
      panel.scrollTop += box.top - view.top - (room > 96 ? Math.min(room / 2, 160) : 48);
    }
  };
  put();
  // Rows that were never laid out have only a guessed height: once they are, put again.
  requestAnimationFrame(() => requestAnimationFrame(put));
}

/** Marks the drawn matches, the one stepped to most. */
export function paint(panel: HTMLElement | undefined, matches: Match[], at: number): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete('found');
  CSS.highlights.delete('found-now');
  if (!panel || matches.length === 0) return;
  const from = Math.max(0, at - MOST_PAINTED / 2);
  const others = new Highlight();
  for (const match of matches.slice(from, from + MOST_PAINTED)) {
    const range = rangeOf(panel, match);
    if (range && match === matches[at]) CSS.highlights.set('found-now', new Highlight(range));
    else if (range) others.add(range);
  }
  CSS.highlights.set('found', others);
}
