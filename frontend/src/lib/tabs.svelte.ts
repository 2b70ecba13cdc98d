import { Tab } from './tab.svelte';

/** How many closed tabs can be opened again. */
const REMEMBERED = 10;

/** The window's tabs in their order; there is always one, and one of them is shown. */
export class Tabs {
  list: Tab[] = $state.raw([new Tab()]);
  #shown = $state.raw(0);
  #closed: { tab: Tab; at: number }[] = [];

  /** The one that is shown. */
  get current(): Tab {
    return this.list[this.#shown] as Tab;
  }

  /** Adds a tab behind the one that is shown. */
  add(tab: Tab): void {
    this.list = this.list.toSpliced(this.#shown + 1, 0, tab);
  }

  /** Shows another tab; says whether it was another. */
  show(tab: Tab | undefined): boolean {
    const at = tab ? this.list.indexOf(tab) : -1;
    if (at < 0 || at === this.#shown) return false;
    this.#shown = at;
    return true;
  }

  /** The tab so many places to the right of the one shown, around the ends. */
  beside(by: number): Tab | undefined {
    return this.list.at((this.#shown + by) % this.list.length);
  }

  /** Closes a tab, but never the last one; says whether another is shown now. */
  close(tab: Tab): boolean {
    const at = this.list.indexOf(tab);
    if (at < 0 || this.list.length === 1) return false;
    const { current } = this;
    this.#closed = [...this.#closed, { tab, at }].slice(-REMEMBERED);
    this.list = this.list.toSpliced(at, 1);
    this.#shown = current === tab ? Math.min(at, this.list.length - 1) : this.list.indexOf(current);
    return current === tab;
  }

  /** Brings back the tab closed last, where it was; undefined when there is none. */
  reopen(): Tab | undefined {
    const last = this.#closed.pop();
    if (!last) return undefined;
    const { current } = this;
    this.list = this.list.toSpliced(last.at, 0, last.tab);
    this.#shown = this.list.indexOf(current);
    return last.tab;
  }
}
