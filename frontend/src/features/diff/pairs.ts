import type { TextLine } from '../../lib/api';
import type { Numbered, Section } from './sections';

/** A line of the side by side view: what stood at the left, and what stands at the right. */
export interface Pair {
  left: Numbered | null;
  right: Numbered | null;
}

/**
 * Pairs the lines of a section: equal ones with themselves, a removed one with
 * the one that replaced it, every other one with nothing. No line is lost, and
 * each side keeps its order. `lines` is the whole text, into which mates point.
 */
export function pairsOf(section: Section, lines: TextLine[]): Pair[] {
  const pairs: Pair[] = [];
  let [went, came]: [Numbered[], Numbered[]] = [[], []];
  const alone = (lefts: Numbered[], rights: Numbered[]): void => {
    for (const left of lefts) pairs.push({ left, right: null });
    for (const right of rights) pairs.push({ left: null, right });
  };
  const flush = (): void => {
    for (let at = 0; at < came.length; at++) {
      const mate = lines[came[at]?.line.mate ?? -1];
      const beside = mate ? went.findIndex(({ line }) => line === mate) : -1;
      if (beside < 0) continue;
      alone(went.splice(0, beside), came.splice(0, at));
      pairs.push({ left: went.shift() ?? null, right: came.shift() ?? null });
      at = -1;
    }
    alone(went, came);
    [went, came] = [[], []];
  };
  for (const numbered of section.lines) {
    if (numbered.line.kind === 'removed') went.push(numbered);
    else if (numbered.line.kind === 'added') came.push(numbered);
    else {
      flush();
      pairs.push({ left: numbered, right: numbered });
    }
  }
  flush();
  return pairs;
}
