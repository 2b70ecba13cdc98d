import type { TextDiff } from '../../lib/api';
import type { Desk } from './desk.svelte';
import { Drawn } from './drawn.svelte';
import { Gaps, type EqualLines } from './gaps.svelte';
import { digitsOf, firstOf, heightOf, sectionsOf, stopsOf, textUnits, type Section } from './sections';

/** What the views of a compared text are given. */
export interface TextProps {
  diff: TextDiff;
  /** Absent where nothing steps or searches. */
  desk?: Desk;
  wrap: boolean;
  /** Opens gaps; absent where they stay shut. */
  equalLines?: EqualLines;
}

/** The lines of a compared text as far as they are drawn, by sections; `props` are those of the view. */
export class TextLines {
  readonly gaps: Gaps;
  readonly #drawn: Drawn;
  readonly #props: TextProps;
  readonly #sections: Section[] = $derived.by(() => sectionsOf(this.#props.diff.lines, this.gaps.opened));
  /** The sections that are drawn. */
  readonly sections: Section[] = $derived.by(() => firstOf(this.#sections, this.shown));
  /** Lines in all. */
  readonly total: number = $derived.by(() => heightOf(this.#sections));
  /** The room that a line's number takes, in digits. */
  readonly digits: number = $derived.by(() => digitsOf(this.#props.diff.lines));

  /** Draws `step` lines at a time. */
  constructor(step: number, props: TextProps) {
    this.#drawn = new Drawn(step);
    this.#props = props;
    this.gaps = new Gaps((...asked) => props.equalLines?.(...asked) ?? Promise.resolve([]));
  }

  /** Up to how many lines are drawn. */
  get shown(): number {
    return this.#drawn.shown;
  }

  more(): void {
    this.#drawn.more();
  }

  /** Brings the lines to the desk, where there is one; for an effect. */
  enter(): (() => void) | undefined {
    const { diff, desk } = this.#props;
    return desk?.enter({
      stops: stopsOf(diff.lines),
      units: () => textUnits(this.#sections),
      show: (item) => this.#drawn.reach(heightOf(this.#sections, item)),
    });
  }
}

/** The name of a section among its fellows. */
export const sectionKey = ({ gap, lines }: Section, index: number): string => gap?.item ?? lines[0]?.item ?? `end ${index}`;
