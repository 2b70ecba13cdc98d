// Where the words of the filter's search stand in what is shown. They are marked by the
// browser's own highlights: nothing is added to the document
// (https://drafts.csswg.org/css-highlight-api-1/).
import type { Attachment } from 'svelte/attachments';

/** Bounds what is looked at in one element, characters, and what is marked. */
const MOST_TEXT = 500_000;
const MOST_MARKS = 2000;
const NAME = 'searched';

/** Where any of the words, which are folded, stands in a text: from and to, in order, none within another. */
export function placesOf(text: string, words: readonly string[]): [from: number, to: number][] {
  const folded = text.toLowerCase();
  if (folded.length !== text.length) return []; // a letter that folds into two: places would be wrong
  const found: [number, number][] = [];
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) found.push([at, at + word.length]);
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return found.filter(([, to], index) => found.slice(0, index).every(([, before]) => to > before));
}

function rangesIn(root: Element, within: string, words: readonly string[]): AbstractRange[] {
  const ranges: AbstractRange[] = [];
  let left = MOST_TEXT;
  for (const element of root.querySelectorAll(within)) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = node.nodeValue ?? '';
      if ((left -= text.length) < 0 || ranges.length > MOST_MARKS) return ranges;
      for (const [from, to] of placesOf(text, words)) {
        ranges.push(new StaticRange({ startContainer: node, startOffset: from, endContainer: node, endOffset: to }));
      }
    }
  }
  return ranges;
}

/** Marks words in an element, in the parts that a selector names, and again whenever its text changes. */
export function searched(words: readonly string[], within: string): Attachment<Element> {
  return (root) => {
    if (words.length === 0 || !('highlights' in CSS)) return;
    let highlight = CSS.highlights.get(NAME);
    if (!highlight) CSS.highlights.set(NAME, (highlight = new Highlight()));
    highlight.priority = -1; // below what is found inside a view
    let own: AbstractRange[] = [];
    let frame = 0;
    const clear = (): void => own.forEach((range) => highlight.delete(range));
    const mark = (): void => {
      frame = 0;
      clear();
      own = rangesIn(root, within, words);
      own.forEach((range) => highlight.add(range));
    };
    const observer = new MutationObserver(() => (frame ||= requestAnimationFrame(mark)));
    observer.observe(root, { childList: true, characterData: true, subtree: true });
    mark();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      clear();
    };
  };
}
