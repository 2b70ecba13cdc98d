import { app, ApiError, events, settings as settingsApi, tenants as tenantsApi, toApiError } from './api';
import type { AppInfo, FilterResult, FilterSpec, Network, Order, Row, Settings, Tenant } from './api';
import { checkPeriod } from './format/period';
import { knownZone } from './format/time';
import { emptyDraft, sameDraft, toSpec, type Draft } from './draft';

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
  columns: ['action', 'target', 'user', 'createdAt'],
  widths: {},
  detail: 468,
  noise: false,
  view: 'changes',
  noWrap: false,
  whole: false,
};

/**
 * What the window shows: settings, tenants, the filter being written and the
 * one applied, its result and the event that is open. One instance, `session`.
 */
export class Session {
  /** False until the first settings and tenants are here. */
  started = $state(false);
  settings: Settings = $state(defaults);
  info: AppInfo | null = $state.raw(null);
  tenants: Tenant[] = $state.raw([]);
  /** Name of the tenant shown; '' shows all. Change it with `useTenant`. */
  tenant = $state('');
  /** The filter as it stands in the bar. */
  draft: Draft = $state(emptyDraft());
  /** The filter that the table shows. */
  applied: Draft = $state.raw(emptyDraft());
  order: Order = $state.raw({ ascending: false });
  /** Null until the first filter has answered; then rows are asked for under its token. */
  result: FilterResult | null = $state.raw(null);
  filtering = $state(false);
  /** Counts what the user asked anew; the same question asked again, after a sync, keeps their place. */
  question = $state.raw(0);
  error: ApiError | null = $state.raw(null);
  /** Which of its pages the window shows. */
  page: 'log' | 'sources' = $state('log');
  /** When this installation connects by itself; null until known. */
  network: Network | null = $state.raw(null);
  /** The event in the detail pane, null when the pane is closed. */
  selected: Row | null = $state.raw(null);
  toasts: Toast[] = $state([]);

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

  #turn = 0;
  #toastId = 0;
  #saving: ReturnType<typeof setTimeout> | undefined;

  get localZone(): string {
    const told = this.info?.localZone ?? '';
    return knownZone(told) ? told : new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
  }

  /** Loads settings and tenants and applies the empty filter. */
  async start(): Promise<void> {
    this.error = null;
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
      this.tenant = only?.name ?? (tenants.some(({ name }) => name === settings.tenant) ? settings.tenant : '');
      this.started = true;
      await this.refilter();
    } catch (reason) {
      this.error = toApiError(reason);
    }
  }

  /** Applies what stands in the bar; a period that cannot be read changes nothing. */
  async apply(): Promise<void> {
    if (!this.periodValid) return;
    this.applied = $state.snapshot(this.draft);
    this.question++;
    await this.refilter();
  }

  /** Empties the bar and applies that. */
  async reset(): Promise<void> {
    this.draft = emptyDraft();
    await this.apply();
  }

  /** Asks for the applied filter again: after a sync, a new order, another tenant or zone. */
  async refilter(): Promise<void> {
    const turn = ++this.#turn;
    this.filtering = true;
    try {
      const result = await events.filter(this.appliedSpec, this.order);
      if (turn !== this.#turn) return;
      this.result = result;
      this.error = null;
    } catch (reason) {
      if (turn === this.#turn) this.error = toApiError(reason);
    } finally {
      if (turn === this.#turn) this.filtering = false;
    }
  }

  /** Sorts by Created, newest or oldest first. */
  async sort(ascending: boolean): Promise<void> {
    this.order = { ascending };
    this.question++;
    await this.refilter();
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
    this.tenant = name;
    this.draft.tenants = [];
    this.applied = { ...this.applied, tenants: [] };
    this.question++;
    this.close();
    this.save({ tenant: name });
    await this.refilter();
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
    this.selected = row;
  }

  /** Shows an event of another page in the log: its details open, and the table finds its place where the filter has it. */
  openInLog(row: Row): void {
    this.page = 'log';
    this.open(row);
  }

  close(): void {
    this.selected = null;
  }

  /** Changes settings and keeps them, a moment later, in the data folder. */
  save(change: Partial<Settings>): void {
    Object.assign(this.settings, change);
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => {
      settingsApi.put($state.snapshot(this.settings)).catch((reason: unknown) => this.notify(reason));
    }, 300);
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
