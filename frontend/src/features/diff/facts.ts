import type { ValueInfo } from '../../lib/api';
import { formatBytes, formatCount } from '../../lib/format/number';

/** One thing to know about a value. */
export interface Fact {
  text: string;
  /** In the fixed-width face. */
  mono?: boolean;
  title?: string;
}

const KINDS: Record<string, string> = {
  absent: 'not there',
  literal: 'a number, true, false or null',
  object: 'an object or list',
  text: 'text',
  json: 'JSON in a text',
  base64Json: 'JSON in base64',
  dataUri: 'embedded file',
  url: 'address',
  html: 'markup',
  code: 'code',
};

/** The beginning of a hash tells values apart; its title has the whole. */
const HASH_SHOWN = 16;

/** What to know about one side of a change. */
export function factsOf(info: ValueInfo): Fact[] {
  const facts: Fact[] = [{ text: KINDS[info.kind] ?? info.kind }];
  if (info.kind === 'absent') return facts;
  if (info.kind === 'dataUri' || info.kind === 'html') facts.push({ text: info.mediaType });
  facts.push({ text: formatBytes(info.bytes) });
  if (info.lines > 1) facts.push({ text: `${formatCount(info.lines)} lines` });
  if (info.sha256 !== '') facts.push({ text: `SHA-256 ${info.sha256.slice(0, HASH_SHOWN)}…`, mono: true, title: info.sha256 });
  return facts;
}
