import type { Change } from '../../lib/api';

/** From how many characters on a text deserves a window of its own. */
const LONG = 80;

const isData = (text: string): boolean => /^data:[\w.+-]+\/[\w.+-]+[;,]/i.test(text);
/** JSON in a text, plain or in base64 (which begins so): looked into, it is read as what it is. */
const isJson = (text: string): boolean => /^\s*[{[]\s*[^\s}\]]/.test(text) || /^(?:ey[AIJ]|ewo|W[13yz])[\w+/-]{12,}={0,2}$/.test(text);
const isLong = (text: string): boolean => text.length > LONG || text.includes('\n');

/** Whether looking into a change shows more than the table does: a long text that changed, a picture. */
export function isComparable(change: Change): boolean {
  const { before, after, kind } = change;
  if (kind === 'moved') return false;
  if (isData(before) || isData(after)) return true;
  return change.hasBefore && change.hasAfter && [before, after].some((text) => isLong(text) || isJson(text));
}
