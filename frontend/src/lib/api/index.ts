// The one door between the page and Go: every bound method, with failures as ApiError.
import { bound, listen } from './bridge';
import { toApiError } from './error';
import type * as t from './types';

export * from './types';
export { ApiError, toApiError } from './error';

async function call<T>(invoke: () => Promise<T>): Promise<T> {
  try {
    return await invoke();
  } catch (reason) {
    throw toApiError(reason);
  }
}

/** Makes the id of a new job. */
export const newJobId = (): string => crypto.randomUUID();

export const events = {
  /** Applies a filter; rows are then asked for under the token of the result. */
  filter: (spec: t.FilterSpec, order: t.Order) => call(() => bound().Events.Filter(spec, order)),
  /** Rows `from` to `from + count` in the order of the token's filter. */
  rows: (token: string, from: number, count: number) => call(() => bound().Events.Rows(token, from, count)),
  /** The row number of an event under a token, -1 when the filter leaves it out. */
  position: (token: string, key: number) => call(() => bound().Events.Position(token, key)),
  /** Starts a sync job; tenant '' means all tenants. */
  reload: (jobId: string, tenant: string) => call(() => bound().Events.Reload(jobId, tenant)),
  detail: (key: number) => call(() => bound().Events.Detail(key)),
  /** A value of the diff table as a whole. */
  value: (key: number, path: string, side: t.Side) => call(() => bound().Events.Value(key, path, side)),
  text: (key: number, noise: boolean) => call(() => bound().Events.Text(key, noise)),
  raw: (key: number) => call(() => bound().Events.Raw(key)),
  facets: (spec: t.FilterSpec) => call(() => bound().Events.Facets(spec)),
  histogram: (spec: t.FilterSpec) => call(() => bound().Events.Histogram(spec)),
  /** Type-ahead over the cached users. */
  users: (spec: t.FilterSpec, typed: string) => call(() => bound().Events.Users(spec, typed)),
};

export const exports = {
  /** The full path proposed for an export. */
  propose: (spec: t.FilterSpec, format: t.ExportFormat) => call(() => bound().Exports.Propose(spec, format)),
  /** The system's save dialog; '' when cancelled. */
  choose: (path: string, format: t.ExportFormat) => call(() => bound().Exports.Choose(path, format)),
  start: (jobId: string, spec: t.FilterSpec, order: t.Order, path: string, format: t.ExportFormat) =>
    call(() => bound().Exports.Start(jobId, spec, order, path, format)),
};

export const jobs = {
  cancel: (id: string) => call(() => bound().Jobs.Cancel(id)),
  state: (id: string) => call(() => bound().Jobs.State(id)),
  /** Calls back at every progress event of any job; the result stops that. */
  onTick: (callback: (tick: t.JobTick) => void) => listen<t.JobTick>('job', callback),
};

export const tenants = {
  list: () => call(() => bound().Tenants.List()),
  add: (form: t.TenantForm) => call(() => bound().Tenants.Add(form)),
  edit: (name: string, form: t.TenantForm) => call(() => bound().Tenants.Edit(name, form)),
  remove: (name: string) => call(() => bound().Tenants.Remove(name)),
  /** How many events would go with the tenant. */
  count: (name: string) => call(() => bound().Tenants.Count(name)),
  /** Starts the built-in demo tenant and adds it. */
  demo: () => call(() => bound().Tenants.Demo()),
};

export const settings = {
  get: () => call(() => bound().Settings.Get()),
  put: (value: t.Settings) => call(() => bound().Settings.Put(value)),
};

export const app = {
  info: () => call(() => bound().Shell.Info()),
  /** Tells Go, once, that the first rows are on the screen. */
  ready: (rows: number, total: number) => call(() => bound().Shell.Ready(rows, total)),
};
