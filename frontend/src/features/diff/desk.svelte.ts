import { tick } from 'svelte';
import { bringIntoView, elementOf, rangeOf, paint } from './found';
import { matchesIn, type Match } from './matches';
import type { Stage } from './stage';

/**
 * What the pane does with whichever view it shows: steps from change to
 * change, searches, folds. The view on show brings its stage.
 */
export class Desk {
  stage: Stage | null = $state.raw(null);
  /** The item that was stepped to, '' for none. */
  current = $state('');
  /** What a screen reader is told. */
  said = $state('');

  /** The search line is open. */
  searching = $state(false);
  query = $state('');
  /** Which of the matches is marked, from 0; -1 before the first step. */
  match = $state(-1);

  /** The element that scrolls. */
  panel: HTMLElement | undefined = $state.raw();

  readonly stops: string[] = $derived(this.stage?.stops ?? []);
  /** The number of the change stepped to, from 0; -1 for none. */
  readonly at: number = $derived(this.stops.indexOf(this.current));
  readonly matches: Match[] = $derived(this.searching && this.stage ? matchesIn(this.stage.units(), this.query) : []);

  /** A view comes on show; the result takes it off. */
  enter(stage: Stage): () => void {
    this.stage = stage;
    return () => {
      if (this.stage === stage) this.stage = null;
    };
  }

  /** Forgets where it was: another event or view is shown. */
  restart(): void {
    this.current = '';
    this.said = '';
    this.match = -1;
  }

  /** Steps to the next or previous change and marks it. */
  async step(by: 1 | -1): Promise<void> {
    const last = this.stops.length - 1;
    if (last < 0) {
      this.said = 'Nothing changed here';
      return;
    }
    const to = this.at < 0 ? (by > 0 ? 0 : last) : Math.min(Math.max(this.at + by, 0), last);
    const item = this.stops[to] ?? '';
    this.current = item;
    await this.#show(item);
    if (this.current !== item) return;
    const element = elementOf(this.panel, 'item', item);
    if (element && this.panel) bringIntoView(this.panel, element);
    this.said = `Change ${to + 1} of ${last + 1}`;
  }

  search(query: string): void {
    this.query = query;
    this.match = -1;
    if (query !== '') void this.found(1);
    else this.paint();
  }

  /** Steps to the next or previous place found, round and round. */
  async found(by: 1 | -1): Promise<void> {
    const count = this.matches.length;
    if (count === 0) {
      this.paint();
      return;
    }
    this.match = this.match < 0 ? (by > 0 ? 0 : count - 1) : (this.match + by + count) % count;
    const match = this.matches[this.match];
    if (!match) return;
    await this.#show(match.unit.item);
    if (this.matches[this.match] !== match || !this.panel) return;
    const range = rangeOf(this.panel, match);
    const place = range ?? elementOf(this.panel, 'item', match.unit.item);
    if (place) bringIntoView(this.panel, place);
    this.paint();
  }

  endSearch(): void {
    this.searching = false;
    this.query = '';
    this.match = -1;
    this.paint();
  }

  /** Marks what was found in all that is drawn. */
  paint(): void {
    paint(this.panel, this.matches, this.match);
  }

  async #show(item: string): Promise<void> {
    await this.stage?.show(item);
    await tick();
  }
}
