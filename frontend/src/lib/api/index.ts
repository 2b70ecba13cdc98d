// The one door between the page and Go: every bound method, with failures as ApiError.
import * as Events from '../../../wailsjs/go/bind/Events';
import * as Exports from '../../../wailsjs/go/bind/Exports';
import * as History from '../../../wailsjs/go/bind/History';
import * as Imports from '../../../wailsjs/go/bind/Imports';
import * as Jobs from '../../../wailsjs/go/bind/Jobs';
import * as Learn from '../../../wailsjs/go/bind/Learn';
import * as Settings from '../../../wailsjs/go/bind/Settings';
import * as Shell from '../../../wailsjs/go/bind/Shell';
import * as Sources from '../../../wailsjs/go/bind/Sources';
import * as Tenants from '../../../wailsjs/go/bind/Tenants';
import { EventsOn, OnFileDrop, OnFileDropOff } from '../../../wailsjs/runtime/runtime';
import { bind as go } from '../../../wailsjs/go/models';
import { toApiError } from './error';
import type * as h from './history';
import type * as f from './imports';
import type * as so from './sources';
import type * as t from './types';
import type * as d from './typesdiff';

export * from './types';
export * from './typesdiff';
export * from './history';
export * from './imports';
export * from './sources';
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
  filter: (spec: t.FilterSpec, order: t.Order) => call<t.FilterResult>(() => Events.Filter(spec, order)),
  /** Rows `from` to `from + count` in the order of the token's filter. */
  rows: (token: string, from: number, count: number) => call<t.Row[]>(() => Events.Rows(token, from, count)),
  /** The row number of an event under a token, -1 when the filter leaves it out. */
  position: (token: string, key: number) => call(() => Events.Position(token, key)),
  /** Starts a sync job; tenant '' means all tenants. */
  reload: (jobId: string, tenant: string) => call(() => Events.Reload(jobId, tenant)),
  /** One line of the table by the event's key. */
  row: (key: number) => call<t.Row>(() => Events.Row(key)),
  detail: async (key: number): Promise<t.Detail> => {
    const detail = await call(() => Events.Detail(key));
    return { ...detail, filled: detail.filled ?? null };
  },
  /** A value of the diff table as a whole. */
  value: (key: number, path: string, side: t.Side) => call(() => Events.Value(key, path, side)),
  /** One secret in clear; this is written to the activity log. */
  reveal: (key: number, path: string, side: t.Side) => call(() => Events.Reveal(key, path, side)),
  /** One change looked into: what both sides are, their text, the JSON inside them. */
  valueDiff: (key: number, path: string) => call<d.ValueDiff>(() => Events.ValueDiff(key, path)),
  /** What changed, as nested parts. */
  tree: (key: number, noise: boolean) => call<d.Branch>(() => Events.Tree(key, noise)),
  /** The change at a path, or all of them for '', ready for the clipboard. */
  copy: (key: number, format: d.CopyFormat, path: string) => call(() => Events.Copy(key, format, path)),
  /** What an event was before it changed, oldest first. */
  versions: (key: number) => call<t.Version[]>(() => Events.Versions(key)),
  /** How the entry as it is now differs from an older version. */
  versionChanges: (key: number, number: number) => call<t.Change[]>(() => Events.VersionChanges(key, number)),
  /** An older version as received, masked. */
  versionRaw: (key: number, number: number) => call(() => Events.VersionRaw(key, number)),
  text: (key: number, noise: boolean) => call<d.TextDiff>(() => Events.Text(key, noise)),
  /** Opens a gap of the text: up to `count` of its equal lines, from those numbered `before` and `after` on. */
  equalLines: (key: number, noise: boolean, before: number, after: number, count: number) =>
    call<d.TextLine[]>(() => Events.EqualLines(key, noise, before, after, count)),
  /** The entry as received, masked; the text of pieces. */
  raw: (key: number) => call<d.Piece>(() => Events.Raw(key)),
  /** The next piece of an answer; each is given once. */
  more: (token: string) => call<d.Piece>(() => Events.More(token)),
  facets: (spec: t.FilterSpec) => call<t.Facets>(() => Events.Facets(spec)),
  histogram: (spec: t.FilterSpec) => call<t.Bucket[]>(() => Events.Histogram(spec)),
  /** Type-ahead over the cached users. */
  users: (spec: t.FilterSpec, typed: string) => call<t.FacetValue[]>(() => Events.Users(spec, typed)),
};

export const exports = {
  /** The full path proposed for an export. */
  propose: (spec: t.FilterSpec, format: t.ExportFormat) => call(() => Exports.Propose(spec, format)),
  /** The system's save dialog; '' when cancelled. */
  choose: (path: string, format: t.ExportFormat) => call(() => Exports.Choose(path, format)),
  start: (jobId: string, spec: t.FilterSpec, order: t.Order, path: string, format: t.ExportFormat) =>
    call(() => Exports.Start(jobId, spec, order, path, format)),
};

export const jobs = {
  cancel: (id: string) => call(() => Jobs.Cancel(id)),
  state: async (id: string): Promise<t.JobState> => {
    const state = await call(() => Jobs.State(id));
    // Go's null is "undefined" to the generated types.
    return { ...state, error: state.error ?? null, report: state.report ? { ...state.report, files: state.report.files.map(withError) } : null };
  },
  /** Calls back at every progress event of any job; the result stops that. */
  onTick: (callback: (tick: t.JobTick) => void): (() => void) => EventsOn('job', callback),
};

export const tenants = {
  list: () => call<t.Tenant[]>(() => Tenants.List()),
  add: (form: t.TenantForm) => call(() => Tenants.Add(form)),
  edit: (name: string, form: t.TenantForm) => call(() => Tenants.Edit(name, form)),
  /** Starts a job that removes a tenant with all that the cache holds of it. */
  remove: (jobId: string, name: string) => call(() => Tenants.Remove(jobId, name)),
  /** What would go with the tenant. */
  removal: (name: string) => call<t.Removal>(() => Tenants.Removal(name)),
  /** Starts the built-in demo tenant and adds it. */
  demo: () => call<t.Tenant>(() => Tenants.Demo()),
};

export const sources = {
  /** `count` lines from line `from` on, of a tenant or with '' of all, and the sums of all lines. */
  list: (tenant: string, from: number, count: number) => call<so.SourceList>(() => Sources.List(tenant, from, count)),
  rejected: (source: number, from: number, count: number) =>
    call<so.RejectedList>(() => Sources.Rejected(source, from, count)),
  /** Saves the rejected entries of a source where the user says; '' when cancelled. */
  saveRejected: (source: number) => call(() => Sources.SaveRejected(source)),
  /** The newest events of a tenant with a flag; of one source alone unless that is 0. */
  flagged: (tenant: string, source: number, flag: t.Flag) => call<t.Row[]>(() => Sources.Flagged(tenant, source, flag)),
};

const asked = (question: h.Question): go.Question => go.Question.createFrom(question);

export const history = {
  /** The history of what an event is about. */
  object: (key: number) => call<h.ObjectHistory>(() => History.Object(key)),
  of: (object: h.ObjectRef) => call<h.ObjectHistory>(() => History.Of(object)),
  /** The state at an instant; 0 is now. */
  at: (object: h.ObjectRef, at: number) => call<h.ObjectState>(() => History.At(object, at)),
  /** The state in which an event left its object. */
  after: (key: number) => call<h.ObjectState>(() => History.After(key)),
  /** Who last set every value of the state at an instant; 0 is now. */
  blame: (object: h.ObjectRef, at: number) => call<h.Blame>(() => History.Blame(object, at)),
  /** Where an event stands among those of its object, and whether it fits. */
  place: async (key: number): Promise<h.EventPlace> => {
    const place = await call(() => History.Place(key));
    // Go's null is "undefined" to the generated types.
    return { ...place, fit: place.fit as h.Fit, older: place.older ?? null, newer: place.newer ?? null, gap: place.gap ?? null };
  },
  /** How the second state of a question differs from the first. */
  compare: (question: h.Question) => call<h.StateComparison>(() => History.Compare(asked(question))),
  /** The two as text, line by line. */
  comparedText: (question: h.Question, noise: boolean) =>
    call<d.TextDiff>(() => History.ComparedText(asked(question), noise)),
  /** Opens a gap of that text, as `events.equalLines` does. */
  comparedLines: (question: h.Question, noise: boolean, before: number, after: number, count: number) =>
    call<d.TextLine[]>(() => History.ComparedLines(asked(question), noise, before, after, count)),
  /** A value of a comparison as a whole. */
  comparedValue: (question: h.Question, path: string, side: t.Side) =>
    call(() => History.ComparedValue(asked(question), path, side)),
  /** Checks the states of every object of a tenant, or with '' of all. */
  continuity: (tenant: string) => call<h.ContinuityReport>(() => History.Continuity(tenant)),
};

export const settings = {
  get: () => call<t.Settings>(() => Settings.Get()),
  put: (value: t.Settings) => call(() => Settings.Put(value)),
  /** When this installation connects to tenants by itself. */
  network: () => call<t.Network>(() => Settings.Network()),
  setOffline: (offline: boolean) => call<t.Network>(() => Settings.SetOffline(offline)),
  /** Chooses the minutes between two automatic syncs, 0 for none. */
  setInterval: (minutes: number) => call<t.Network>(() => Settings.SetInterval(minutes)),
};

export const app = {
  info: () => call<t.AppInfo>(() => Shell.Info()),
  /** Tells Go, once, that the first rows are on the screen. */
  ready: (rows: number, total: number) => call(() => Shell.Ready(rows, total)),
  /** The system's dialog for a file; '' when cancelled. */
  chooseFile: (kind: t.FileKind) => call(() => Shell.ChooseFile(kind)),
};

export const imports = {
  /** The system's dialog for files; none when cancelled. */
  choose: () => call(() => Imports.Choose()),
  /** Looks at the beginning of a file as an import for the owner would read it. */
  look: async (owner: f.Owner, file: f.FileOrder): Promise<f.FilePreview> => {
    const found = await call(() => Imports.Look(owner, go.FileOrder.createFrom(file)));
    return { ...found, problem: found.problem ?? null };
  },
  /** Starts a job that imports files one after the other. */
  start: (jobId: string, owner: f.Owner, files: f.FileOrder[]) =>
    call(() => Imports.Start(jobId, owner, files.map((file) => go.FileOrder.createFrom(file)))),
  /** Asks where to save what the job rejected of a file, as CSV; '' when cancelled. */
  saveRejected: (jobId: string, path: string) => call(() => Imports.SaveRejected(jobId, path)),
  /** Calls back with the paths of files dropped onto the window; the result stops that. */
  onDrop: (callback: (paths: string[]) => void): (() => void) => {
    OnFileDrop((_x, _y, paths) => callback(paths), false);
    return OnFileDropOff;
  },
};

export const learn = {
  /** The system's dialog for a HAR file; '' when cancelled. */
  choose: () => call(() => Learn.Choose()),
  /** Reads what a HAR file shows of a tenant's audit log. */
  open: (path: string) => call<f.LearntProfile>(() => Learn.Open(path)),
  /** A person's word on one thing that was inferred. */
  set: (token: string, choice: f.Choice) => call<f.LearntProfile>(() => Learn.Set(token, choice)),
  addTenant: (token: string, form: t.TenantForm) => call(() => Learn.AddTenant(token, form)),
  /** Gives what was learnt to a tenant that is there already. */
  apply: (token: string, tenant: string) => call(() => Learn.Apply(token, tenant)),
  /** Starts a job that imports the entries inside the file. */
  import: (jobId: string, token: string, owner: f.Owner) => call(() => Learn.Import(jobId, token, owner)),
  /** Asks where to save what was learnt as an endpoint profile; '' when cancelled. */
  save: (token: string) => call(() => Learn.Save(token)),
};

const withError = (file: go.FileReport): f.FileReport => ({ ...file, error: file.error ?? null });
