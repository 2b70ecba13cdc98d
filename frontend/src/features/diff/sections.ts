import type { TextLine } from '../../lib/api';
import type { Unit } from './stage';

/** A line of a text as it is drawn. */
export interface Numbered {
  /** Its name as an item of the view. */
  item: string;
  line: TextLine;
}

/** Equal lines that are folded away. */
export interface Gap {
  /** Its name as an item of the view. */
  item: string;
  /** Numbers of its first line on either side. */
  before: number;
  after: number;
  count: number;
}

/** Lines that stand together under the names of the elements around them, and the gap above. */
export interface Section {
  gap: Gap | null;
  /** Empty where the lines themselves show where they are. */
  around: string;
  lines: Numbered[];
}

/** Lines of gaps that were opened, by the gap's item. */
export type Opened = ReadonlyMap<string, TextLine[]>;

const plain = (line: TextLine): TextLine => ({ ...line, around: '' });

/** A text by sections: a new one begins after every gap and wherever other elements are around. */
export function sectionsOf(lines: TextLine[], opened: Opened): Section[] {
  const sections: Section[] = [];
  let section: Section | undefined;
  const begin = (around: string, gap: Gap | null = null): Section => {
    section = { gap, around, lines: [] };
    sections.push(section);
    return section;
  };
  lines.forEach((line, index) => {
    const item = String(index);
    if (line.kind !== 'gap') {
      if (!section || (line.around !== '' && section.lines.length > 0)) begin('');
      const to = section ?? begin('');
      to.lines.push({ item, line });
      if (line.around !== '') to.around = line.around;
      return;
    }
    const open = opened.get(item) ?? [];
    const rest = line.count - open.length;
    if (open.length > 0) begin('').lines.push(...open.map((one, at) => ({ item: `${item}.${at}`, line: plain(one) })));
    if (rest > 0) begin(line.around, { item, before: line.before + open.length, after: line.after + open.length, count: rest });
    else begin(line.around);
  });
  return sections;
}

/** How many lines the sections have, each gap and each heading being one; up to and with an item where one is given. */
export function heightOf(sections: Section[], item?: string): number {
  let height = 0;
  for (const { gap, around, lines } of sections) {
    height += (gap ? 1 : 0) + (around === '' ? 0 : 1);
    const at = item === undefined ? -1 : lines.findIndex((line) => line.item === item);
    if (at >= 0) return height + at + 1;
    height += lines.length;
  }
  return height;
}

/** The sections as far as they are drawn when `most` lines are, counted as heightOf does. */
export function firstOf(sections: Section[], most: number): Section[] {
  const first: Section[] = [];
  let left = most;
  for (const section of sections) {
    if (left <= 0) break;
    left -= (section.gap ? 1 : 0) + (section.around === '' ? 0 : 1);
    const lines = section.lines.slice(0, Math.max(left, 0));
    first.push(lines.length < section.lines.length ? { ...section, lines } : section);
    left -= lines.length;
  }
  return first;
}

/** The first line of every run of changed lines: what is stepped to. */
export function stopsOf(lines: TextLine[]): string[] {
  const stops: string[] = [];
  lines.forEach(({ kind }, index) => {
    const before = lines[index - 1]?.kind ?? 'equal';
    if ((kind === 'added' || kind === 'removed') && before !== 'added' && before !== 'removed') stops.push(String(index));
  });
  return stops;
}

/** A line's text whole. */
export const textOf = (line: TextLine): string => line.segments.map(({ text }) => text).join('');

/** All that can be searched in a text as far as it is not folded away. */
export const textUnits = (sections: Section[]): Unit[] =>
  sections.flatMap(({ lines }) => lines.map(({ item, line }) => ({ find: item, item, text: textOf(line) })));

/** How many digits the longest line number has. */
export const digitsOf = (lines: TextLine[]): number =>
  String(lines.reduce((most, line) => Math.max(most, line.before, line.after), 0)).length;
