import { events, toApiError } from './api';
import type { ApiError, FilterResult, FilterSpec, News, Order, Row } from './api';
import { emptyDraft, sameDraft, type Draft } from './draft';
import type { Cell } from './grid/keys';
import { Trail } from './trail.svelte';

/** Where a reader stands in a table, told by events: rows move while others arrive. */
export interface Place {
  /** Key of the event in the first row of the view, 0 while that is unread. */
  key: number;
  /** The number of that row. */
  first: number;
  /** How many pixels of it lie above the view. */
  hidden: number;
  /** The cell with the keyboard's place. */
  cell: Cell;
}

/** One step of a tab: what was asked, and where the reader stood in the answer. */
export interface Step {
  /** Name of the tenant; '' for all. */
  tenant: string;
  filter: Draft;
  order: Order;
  /** Null for the top; an event's key to begin at that event. */
  place: Place | number | null;
  /** The event that is open. */
  selected: Row | null;
}

let questions = 0;

/** One of the window's questions to the log: the filter being written and the one applied, the answer, and the steps that led there. */
export class Tab {
  tenant = $state('');
  /** The filter as it stands in the bar. */
  draft: Draft = $state(emptyDraft());
  /** The filter that the table shows. */
  applied: Draft = $state.raw(emptyDraft());
  order: Order = $state.raw({ column: 'created', ascending: false });
  /** Null until the first filter has answered; then rows are asked for under its token, which is '' while they are not at hand. */
  result: FilterResult | null = $state.raw(null);
  /** What the answer would be now, where rows that are shown stay until the reader wants it; null while it is the same. */
  news: News | null = $state.raw(null);
  /** Names what the user asked last, in the whole window; the same question asked again, after a sync, keeps its name. */
  question = $state.raw(++questions);
  error: ApiError | null = $state.raw(null);
  /** The event in the detail pane, null when the pane is closed. */
  selected: Row | null = $state.raw(null);
  /** Where the table begins when it next shows this tab. */
  place: Step['place'] = null;
  readonly trail = new Trail<Step>();
  #turn = 0;
  #asking = $state(false);
  #preparing = $state(0);

  /** A tab that begins with a step, else with every event. */
  constructor(first: Partial<Step> = {}) {
    this.#take({ ...this.step, ...first });
    this.draft = structuredClone(this.applied);
  }

  /** Whether an answer is on its way, or what is to be asked next. */
  get filtering(): boolean {
    return this.#asking || this.#preparing > 0;
  }

  /** Does what leads to a question: the tab is filtering from now on. */
  async preparing<T>(work: () => Promise<T>): Promise<T> {
    this.#preparing++;
    try {
      return await work();
    } finally {
      this.#preparing--;
    }
  }

  /** What the tab shows, as a step to return to. */
  get step(): Step {
    const { tenant, applied: filter, order, place, selected } = this;
    return { tenant, filter, order, place, selected };
  }

  /** Turns to another question; the one before is then a step behind. */
  begin(change: Partial<Step>): void {
    const now = this.step;
    const next = { ...now, place: null, ...change };
    if (!sameQuestion(now, next)) this.trail.leave(now);
    this.#take(next);
    if (change.filter) this.draft = structuredClone(change.filter);
  }

  /** Returns to a step behind (negative) or ahead; false where there is none. */
  go(by: number): boolean {
    const to = this.trail.go(by, this.step);
    if (!to) return false;
    this.#take(to);
    this.draft = structuredClone(to.filter);
    return true;
  }

  /** Stops asking for tenants other than these. */
  keepTenants(names: string[]): void {
    if (!names.includes(this.tenant)) this.tenant = '';
    if (this.applied.tenants.every((name) => names.includes(name))) return;
    this.applied = { ...this.applied, tenants: [] };
    this.draft.tenants = [];
  }

  /** Asks for what the tab shows; an older answer that comes later is dropped. */
  async ask(spec: FilterSpec): Promise<void> {
    const turn = ++this.#turn;
    this.#asking = true;
    try {
      const result = await events.filter(spec, this.order);
      if (turn !== this.#turn) return;
      this.result = result;
      this.news = null;
      this.error = null;
    } catch (reason) {
      if (turn === this.#turn) this.error = toApiError(reason);
    } finally {
      if (turn === this.#turn) this.#asking = false;
    }
  }

  /** The rows of the answer are let go; the counts stay on the screen until it is asked for again. */
  rest(): void {
    if (this.result) this.result = { ...this.result, token: '' };
  }

  #take({ tenant, filter, order, place, selected }: Step): void {
    Object.assign(this, { tenant, applied: filter, order, place, selected, question: ++questions });
  }
}

const sameQuestion = (a: Step, b: Step): boolean =>
  a.tenant === b.tenant && JSON.stringify(a.order) === JSON.stringify(b.order) && sameDraft(a.filter, b.filter);
