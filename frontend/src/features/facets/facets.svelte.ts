import { Asked } from '../../lib/asked.svelte';
import { events, type ChoiceMode, type Facet, type Facets, type SearchChoice } from '../../lib/api';
import { describeBlock, type HeatBlock } from '../../lib/chart/heat';
import { toSpec } from '../../lib/draft';
import { afterRows, tellOnceDrawn } from '../../lib/ready';
import { session } from '../../lib/session.svelte';
import { asDraft, blockValues, choiceOf } from './choice';
import type { Choice } from './groups';

/** Below this width of the window, px, the facets lie over the table and open on demand. */
export const NARROW = 1000;
/** Below this height of the window, px, the histogram leaves its room to the table and shows on demand. */
export const SHORT = 560;

/** What the filter's events are counted by, and what is chosen from it. One instance, `facets`. */
export class FacetsState {
  readonly asked = new Asked<Facets>({ keeps: true });
  readonly #said = new Asked<SearchChoice[]>({ keeps: true });
  #turn = 0;
  #told = false;
  /** Width of the window, px. */
  space = $state(window.innerWidth);
  /** Height of the window, px. */
  height = $state(window.innerHeight);
  /** Open over the table of a narrow window. */
  over = $state(false);
  /** The histogram shows in a short window. */
  tight = $state(false);
  /** What was done last, for a screen reader. */
  said = $state('');

  readonly narrow = $derived(this.space < NARROW);
  readonly open = $derived(this.narrow ? this.over : !session.settings.noFacets);
  readonly short = $derived(this.height < SHORT);
  readonly timeOpen = $derived(this.short ? this.tight : !session.settings.noTime);

  /** Shows the facets, or hides them. */
  toggle(): void {
    if (this.narrow) this.over = !this.over;
    else session.save({ noFacets: !session.settings.noFacets });
  }

  /** Shows the histogram, or hides it. */
  toggleTime(): void {
    if (this.short) this.tight = !this.tight;
    else session.save({ noTime: !session.settings.noTime });
  }

  /** Counts what the table shows; the counts before stay until the new ones are here. */
  async count(): Promise<void> {
    const spec = session.appliedSpec;
    await Promise.all([this.asked.ask(() => afterRows(events.facets(spec))), this.#said.ask(() => events.chosen(spec))]);
    this.#tellReady();
  }

  /** Once, when the first counts are on the screen. */
  #tellReady(): void {
    const found = this.asked.answer;
    if (this.#told || !found) return;
    this.#told = true;
    tellOnceDrawn('facets', () => document.querySelectorAll('[data-facet-value]').length, found.total);
  }

  /** What the filter in the table says of a facet. */
  choice(facet: Facet): Choice {
    return choiceOf(this.#said.answer, facet);
  }

  /** Changes what the filter says of a value, and applies that at once. */
  async choose(facet: Facet, value: string, mode: ChoiceMode, words: string): Promise<void> {
    await this.#edit([[facet, value, mode]], words);
  }

  /** Chooses hours of the week alone. */
  async chooseBlock(block: HeatBlock): Promise<void> {
    const { weekday, hour } = blockValues(block);
    const edits: Edit[] = [];
    for (const [facet, value] of [['weekday', weekday], ['hour', hour]] as const) {
      if (value !== '') edits.push([facet, value, 'only']);
      else for (const said of [...this.choice(facet).values, ...this.choice(facet).excluded]) edits.push([facet, said, 'remove']);
    }
    await this.#edit(edits, `${describeBlock(block)} chosen`);
  }

  async #edit(edits: Edit[], words: string): Promise<void> {
    const turn = ++this.#turn;
    try {
      const draft = $state.snapshot(session.draft);
      let spec = toSpec(draft, session.tenant, session.zone);
      await session.tab.preparing(async () => {
        for (const [facet, value, mode] of edits) spec = await events.edit(spec, facet, value, mode);
      });
      if (turn !== this.#turn) return;
      session.draft = asDraft(spec, draft, session.zone);
      this.said = words;
      await session.apply();
    } catch (reason) {
      session.notify(reason);
    }
  }
}

type Edit = [facet: Facet, value: string, mode: ChoiceMode];

export const facets = new FacetsState();
