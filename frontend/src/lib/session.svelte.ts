import { app, ApiError, events, settings as settingsApi, tenants as tenantsApi, toApiError, views } from './api';
import type { AppInfo, FilterResult, FilterSpec, Network, Order, Row, Settings, Tenant } from './api';
import { checkPeriod } from './format/period';
import { knownZone } from './format/time';
import { emptyDraft, isEmptyDraft, rewritten, sameDraft, toSpec, type Draft } from './draft';
import { Keeping } from './keeping';
import { Tab, type Place, type Step } from './tab.svelte';
import { Tabs } from './tabs.svelte';

/** A short message at the edge of the window. */
export interface Toast {
  id: number;
  kind: 'info' | 'error';
  message: string;
  hint: string;
}

const defaults: Settings = {
  theme: 'system',
  zone: 'utc',
  tenant: '',
  columns: ['action', 'summary', 'target', 'user', 'createdAt'],
  widths: {},
  pinned: [],
  density: 'normal',
  detail: 468,
  noise: false,
  view: 'changes',
  noWrap: false,
  whole: false,
  noFacets: false,
  noTime: false,
  facetsWidth: 0,
  folded: ['weekday', 'hour'],
};

/** How long the window waits for its first rows before it shows itself without them. */
const patienceMs = 250;

/**
 * What the window shows: settings, tenants, and the tabs. What is asked and
 * answered is the tab's that is shown; it is at hand here under its own name.
 * One instance, `session`.
 */
export class Session {
  /** False until the first settings and tenants are here. */
  started = $state(false);
  settings: Settings = $state(defaults);
  info: AppInfo | null = $state.raw(null);
  tenants: Tenant[] = $state.raw([]);
  readonly tabs = new Tabs();
  /** Which of its pages the window shows. */
  page: 'log' | 'sources' | 'activity' = $state('log');
  /** When this installation connects by itself; null until known. */
  network: Network | null = $state.raw(null);
  /** Tells where the reader stands in the table, while there is one. */
  standing: (() => Place | null) | null = null;
  /** What is wrong with a search that was to be applied, and that search. */
  searchFault: { text: string; error: ApiError } | null = $state.raw(null);
  /**
   * Whether the table may be given other rows by itself, while there is one: it
   * stands at its top, and nothing of it is open, selected, under the pointer or
   * in use by the keyboard. Who stands there looks at what is new and would have
   * to press a button for it otherwise.
   */
  moves: (() => boolean) | null = null;
  toasts: Toast[] = $state([]);

  /** The tab that is shown. */
  get tab(): Tab {
    return this.tabs.current;
  }
  /** Name of the tenant shown; '' shows all. Change it with `useTenant`. */
  get tenant(): string {
    return this.tab.tenant;
  }
  /** The filter as it stands in the bar. */
  get draft(): Draft {
    return this.tab.draft;
  }
  set draft(draft: Draft) {
    this.tab.draft = draft;
  }
  /** The filter that the table shows. */
  get applied(): Draft {
    return this.tab.applied;
  }
  get order(): Order {
    return this.tab.order;
  }
  get result(): FilterResult | null {
    return this.tab.result;
  }
  get filtering(): boolean {
    return this.tab.filtering;
  }
  get question(): number {
    return this.tab.question;
  }
  get error(): ApiError | null {
    return this.tab.error;
  }
  /** The event in the detail pane, null when the pane is closed. */
  get selected(): Row | null {
    return this.tab.selected;
  }

  /** Events of several tenants are shown together. */
  readonly several = $derived(this.tenant === '' && this.tenants.length > 1);
  /** The tenant shown, null while all are. */
  readonly currentTenant = $derived(this.tenants.find((tenant) => tenant.name === this.tenant) ?? null);
  /** IANA name of the zone in which the window shows times. */
  readonly zone = $derived(this.settings.zone === 'local' ? this.localZone : 'UTC');
  /** The applied filter as Go takes it. */
  readonly appliedSpec: FilterSpec = $derived(toSpec(this.applied, this.tenant, this.zone));
  /** The filter bar says something else than the table shows. */
  readonly changed = $derived(!sameDraft(this.draft, this.applied));

  /** Both dates in the bar can be read. */
  readonly periodValid = $derived(Object.values(checkPeriod(this.draft.period)).every((error) => error === ''));

  #toastId = 0;
  #keeping = new Keeping(
    () => settingsApi.put($state.snapshot(this.settings)),
    (reason) => this.notify(reason),
  );

  get localZone(): string {
    const told = this.info?.localZone ?? '';
    return knownZone(told) ? told : new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
  }

  /** Loads settings and tenants and applies the empty filter. */
  async start(): Promise<void> {
    this.tab.error = null;
    try {
      const [info, settings, tenants, network] = await Promise.all([
        app.info(),
        settingsApi.get(),
        tenantsApi.list(),
        settingsApi.network(),
      ]);
      this.info = info;
      this.network = network;
      this.settings = { ...defaults, ...settings, columns: settings.columns.length > 0 ? settings.columns : defaults.columns };
      this.tenants = tenants;
      const [only] = tenants.length === 1 ? tenants : [];
      this.tab.tenant = only?.name ?? (tenants.some(({ name }) => name === settings.tenant) ? settings.tenant : '');
      // The first rows are drawn with the window around them, not after it.
      const answered = this.refilter();
      await Promise.race([answered, new Promise((waited) => setTimeout(waited, patienceMs))]);
      this.started = true;
      await answered;
    } catch (reason) {
      this.tab.error = toApiError(reason);
    }
  }

  /**
   * Applies what stands in the bar, once what its search says of types, users,
   * flows and dates stands in their fields. A period or a search that cannot be
   * read changes nothing.
   */
  async apply(): Promise<void> {
    if (!this.periodValid) return;
    const { tab } = this;
    const draft = await tab.preparing(() => this.#rewritten(events.lift));
    if (draft && tab === this.tab) await this.ask({ filter: draft });
  }

  /** Writes what stands in the bar's fields into its search. */
  async writeAsText(): Promise<void> {
    if (!this.periodValid) return;
    const draft = await this.#rewritten(events.asText);
    if (draft) this.draft = draft;
  }

  /** What Go makes of the bar; null when its search cannot be read. */
  async #rewritten(by: (spec: FilterSpec) => Promise<FilterSpec>): Promise<Draft | null> {
    const draft = $state.snapshot(this.draft);
    const spec = toSpec(draft, this.tenant, this.zone);
    this.searchFault = null;
    try {
      return rewritten(draft, spec, await by(spec));
    } catch (reason) {
      const error = toApiError(reason);
      if (error.place) this.searchFault = { text: spec.search, error };
      else this.notify(error);
      return null;
    }
  }

  /** Empties the bar and applies that. */
  async reset(): Promise<void> {
    await this.ask({ filter: emptyDraft() });
  }

  /** Asks another question in this tab; the one before is a step behind then. */
  async ask(change: Partial<Step>): Promise<void> {
    this.keepPlace();
    this.tab.begin(change);
    await this.refilter();
    if (change.filter && !this.error) this.#remember();
  }

  /** Puts the applied filter among the recent ones. */
  #remember(): void {
    if (isEmptyDraft(this.applied)) return;
    views.remember(this.appliedSpec, this.order).catch((reason: unknown) => this.notify(reason));
  }

  /** Goes back (negative) or forward by so many steps of this tab, to where the reader stood then. */
  async go(by: number): Promise<void> {
    this.keepPlace();
    if (!this.tab.go(by)) return;
    await this.#shown();
  }

  /** Opens a tab on another question, beside the one shown, and shows it unless it is to stay behind. */
  async openTab(change: Partial<Step>, behind = false): Promise<void> {
    const tab = new Tab({ tenant: this.tenant, order: this.order, ...change });
    this.tabs.add(tab);
    if (behind) await tab.ask(toSpec(tab.applied, tab.tenant, this.zone));
    else await this.showTab(tab);
  }

  /** Shows another tab where the reader left it. */
  async showTab(tab: Tab | undefined): Promise<void> {
    this.keepPlace();
    const { tab: last } = this;
    if (!this.tabs.show(tab)) return;
    last.rest();
    await this.#shown();
  }

  /** Closes a tab; the last one stays. */
  async closeTab(tab: Tab): Promise<void> {
    this.keepPlace();
    if (this.tabs.close(tab)) await this.#shown();
    tab.rest();
  }

  /** Opens the tab again that was closed last. */
  async reopenTab(): Promise<void> {
    await this.showTab(this.tabs.reopen());
  }

  /** Shows the log of a tab or step that was left earlier: tenants may have been removed since. */
  async #shown(): Promise<void> {
    this.page = 'log';
    this.tab.keepTenants(this.tenants.map(({ name }) => name));
    if (this.tenant !== this.settings.tenant) this.save({ tenant: this.tenant });
    await this.refilter();
  }

  /** Remembers where the reader stands, before the table turns to something else. */
  keepPlace(): void {
    this.tab.place = this.standing?.() ?? this.tab.place;
  }

  /** Asks for the applied filter again: after a sync, a new order, another tenant or zone. */
  async refilter(): Promise<void> {
    await this.tab.ask(this.appliedSpec);
  }

  /** After a sync: shows what is new where that moves nothing under the reader, and says that there is something elsewhere. */
  async refresh(): Promise<void> {
    const { tab } = this;
    const { result } = tab;
    if (!result?.token || result.count === 0 || (this.moves?.() ?? true)) {
      await this.refilter();
      return;
    }
    try {
      const news = await events.news(result.token);
      if (tab !== this.tab || tab.result !== result) return;
      // As many as before: the same rows, perhaps with other words in them.
      if (news.count === result.count) await this.refilter();
      else tab.news = news;
    } catch {
      await this.refilter();
    }
  }

  /** Sorts by a column. */
  async sort(order: Order): Promise<void> {
    await this.ask({ order });
  }

  /** Reads the tenants again: after one was added, edited, removed or synced. */
  async reloadTenants(): Promise<void> {
    try {
      this.tenants = await tenantsApi.list();
      const gone = this.applied.tenants.some((name) => !this.tenants.some((tenant) => tenant.name === name));
      if (gone || (this.tenant !== '' && !this.currentTenant)) await this.useTenant('');
    } catch (reason) {
      this.notify(reason);
    }
  }

  /** Shows one tenant, or all with ''. */
  async useTenant(name: string): Promise<void> {
    this.draft.tenants = [];
    this.save({ tenant: name });
    await this.ask({ tenant: name, filter: { ...this.applied, tenants: [] }, selected: null });
  }

  /** Changes when this installation connects, or only asks; failures are shown at the window's edge. */
  async useNetwork(change: () => Promise<Network> = () => settingsApi.network()): Promise<void> {
    try {
      this.network = await change();
    } catch (reason) {
      this.notify(reason);
    }
  }

  /** Shows times in UTC or in the machine's zone; dates in the filter follow. */
  async useZone(zone: 'utc' | 'local'): Promise<void> {
    const dated = this.applied.period.from !== '' || this.applied.period.to !== '';
    this.save({ zone });
    if (dated) await this.refilter();
  }

  open(row: Row): void {
    this.tab.selected = row;
  }

  /** Shows an event of another page in the log: its details open, and the table finds its place where the filter has it. */
  openInLog(row: Row): void {
    this.page = 'log';
    this.open(row);
  }

  close(): void {
    this.tab.selected = null;
  }

  /** Changes settings and keeps them in the data folder. */
  save(change: Partial<Settings>): void {
    Object.assign(this.settings, change);
    this.#keeping.changed();
  }

  /** Shows a message, or a failure with its hint. Failures stay until dismissed. */
  notify(what: unknown): void {
    const id = ++this.#toastId;
    if (typeof what === 'string') {
      this.toasts.push({ id, kind: 'info', message: what, hint: '' });
      setTimeout(() => this.dismiss(id), 6000);
      return;
    }
    const { message, hint } = toApiError(what);
    if (this.toasts.some((toast) => toast.message === message)) return;
    this.toasts.push({ id, kind: 'error', message, hint });
  }

  dismiss(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }
}

export const session = new Session();
