// The one door between the page and Go: every bound method, with failures as ApiError.
import * as Activity from '../../../wailsjs/go/bind/Activity';
import * as Evidence from '../../../wailsjs/go/bind/Evidence';
import * as Events from '../../../wailsjs/go/bind/Events';
import * as Exports from '../../../wailsjs/go/bind/Exports';
import * as History from '../../../wailsjs/go/bind/History';
import * as Imports from '../../../wailsjs/go/bind/Imports';
import * as Jobs from '../../../wailsjs/go/bind/Jobs';
import * as Learn from '../../../wailsjs/go/bind/Learn';
import * as Settings from '../../../wailsjs/go/bind/Settings';
import * as Shell from '../../../wailsjs/go/bind/Shell';
import * as Sources from '../../../wailsjs/go/bind/Sources';
import * as Templates from '../../../wailsjs/go/bind/Templates';
import * as Tenants from '../../../wailsjs/go/bind/Tenants';
import * as Views from '../../../wailsjs/go/bind/Views';
import { EventsOn, OnFileDrop, OnFileDropOff } from '../../../wailsjs/runtime/runtime';
import { bind as go } from '../../../wailsjs/go/models';
import { toApiError } from './error';
import type * as c from './facets';
import type * as ac from './activity';
import type * as x from './exports';
import type * as h from './history';
import type * as f from './imports';
import type * as se from './search';
import type * as so from './sources';
import type * as t from './types';
import type * as d from './typesdiff';
import type * as v from './views';

export * from './types';
export * from './facets';
export * from './typesdiff';
export * from './activity';
export * from './exports';
export * from './history';
export * from './imports';
export * from './search';
export * from './sources';
export * from './views';
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
  /** The row number of the first event created at a time (as on the command line) or after it; the table has to be sorted by time. */
  seek: (token: string, at: string, zone: string) => call(() => Events.Seek(token, at, zone)),
  /** How many events would match now, without new rows in the place of those shown. */
  news: (token: string) => call<t.News>(() => Events.News(token)),
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
  versionChanges: (key: number, number: number) => call<d.VersionDiff>(() => Events.VersionChanges(key, number)),
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
  facets: (spec: t.FilterSpec) => call<c.Facets>(() => Events.Facets(spec)),
  /** At most `limit` values of a facet that contain what was typed. */
  facetValues: (spec: t.FilterSpec, facet: c.Facet, typed: string, limit: number) =>
    call<c.FacetList>(() => Events.FacetValues(spec, facet, typed, limit)),
  /** The filter with something else said of a value of a facet. */
  edit: (spec: t.FilterSpec, facet: c.Facet, value: string, mode: c.ChoiceMode) =>
    call<t.FilterSpec>(() => Events.Edit(spec, facet, value, mode)),
  /** What a filter says of the values of each key of the search language. */
  chosen: (spec: t.FilterSpec) => call<c.SearchChoice[]>(() => Events.Chosen(spec)),
  /** Counts over time in at most `most` buckets. */
  histogram: async (spec: t.FilterSpec, most: number): Promise<c.Histogram> => {
    const found = await call(() => Events.Histogram(spec, most));
    return { ...found, unit: found.unit as c.BucketUnit };
  },
  /** Type-ahead over the cached users. */
  users: (spec: t.FilterSpec, typed: string) => call<c.FacetValue[]>(() => Events.Users(spec, typed)),
  /** Ways to go on with the search of `spec`, whose caret stands behind so many characters (code points). */
  suggest: (spec: t.FilterSpec, caret: number) => call<se.Suggestions>(() => Events.Suggest(spec, caret)),
  /** The filter with those terms of its search in the form's fields that the form can show. */
  lift: (spec: t.FilterSpec) => call<t.FilterSpec>(() => Events.Lift(spec)),
  /** The filter as nothing but a search, within the same tenants. */
  asText: (spec: t.FilterSpec) => call<t.FilterSpec>(() => Events.AsText(spec)),
  /** How far the columns in memory are. */
  columns: () => call(() => Events.Columns()).then((status) => status as se.ColumnsStatus),
  searchHelp: () => call<se.SearchHelp>(() => Events.SearchHelp()),
};

export const exports = {
  /** The full path proposed for an export. */
  propose: (spec: t.FilterSpec, format: x.ExportFormat) => call(() => Exports.Propose(spec, format)),
  /** The system's save dialog; '' when cancelled. */
  choose: (path: string, format: x.ExportFormat) => call(() => Exports.Choose(path, format)),
  start: (jobId: string, spec: t.FilterSpec, order: t.Order, choice: x.ExportChoice) =>
    call(() => Exports.Start(jobId, spec, order, choice)),
};

export const templates = {
  list: () => call(() => Templates.List() as Promise<x.TemplateForm[]>),
  /** The columns and sheets that a template chooses from. */
  choices: () => call<x.TemplateChoices>(() => Templates.Choices()),
  save: (form: x.TemplateForm) => call(() => Templates.Save(form)),
  remove: (name: string) => call(() => Templates.Remove(name)),
  /** A picture by the system's dialog, as a data URL; '' when cancelled. */
  chooseLogo: () => call(() => Templates.ChooseLogo()),
};

export const evidence = {
  /** The system's dialog for a pack or report; '' when cancelled. */
  choose: () => call(() => Evidence.Choose()),
  /** Starts a job whose report has the verdict. */
  verify: (jobId: string, order: x.VerifyOrder) => call(() => Evidence.Verify(jobId, order)),
  key: () => call<x.SigningKey>(() => Evidence.Key()),
  /** Saves the public key where the user says; '' when cancelled. */
  saveKey: () => call(() => Evidence.SaveKey()),
};

const saved = (view: v.SavedView): go.SavedView => go.SavedView.createFrom(view);

export const views = {
  list: () => call<v.SavedViews>(() => Views.List()),
  /** Keeps a view under its name, in place of one that was there. */
  save: (view: v.SavedView) => call(() => Views.Save(saved(view))),
  rename: (name: string, to: string) => call(() => Views.Rename(name, to)),
  remove: (name: string) => call(() => Views.Remove(name)),
  /** Moves a view to a place of the list, from 0. */
  move: (name: string, to: number) => call(() => Views.Move(name, to)),
  /** Puts a filter first among the recent ones. */
  remember: (filter: t.FilterSpec, order: v.ViewOrder) => call(() => Views.Remember(filter, order)),
  /** The system's dialog for a view's file; '' when cancelled. */
  choose: () => call(() => Views.Choose()),
  /** Reads a view's file and keeps nothing of it. */
  look: (path: string) => call<v.SavedView>(() => Views.Look(path)),
  /** Saves a view as a file where the user says; '' when cancelled. */
  saveFile: (view: v.SavedView) => call(() => Views.SaveFile(saved(view))),
  link: (view: v.SavedView) => call(() => Views.Link(saved(view))),
  eventLink: (key: number) => call(() => Views.EventLink(key)),
  /** Reads a link; nothing is opened or kept. */
  follow: async (text: string): Promise<v.LinkTarget> => {
    const target = await call(() => Views.Follow(text));
    return { ...target, view: target.view ?? null, row: target.row ?? null };
  },
  /** The links that the system asked to open since the last call. */
  asked: () => call(() => Views.Asked()),
  /** Calls back when there are such links; the result stops that. */
  onLink: (callback: () => void): (() => void) => EventsOn('link', callback),
};

export const jobs = {
  cancel: (id: string) => call(() => Jobs.Cancel(id)),
  state: async (id: string): Promise<t.JobState> => {
    const state = await call(() => Jobs.State(id));
    // Go's null is "undefined" to the generated types.
    return { ...state, error: state.error ?? null, report: state.report ? reportOf(state.report) : null };
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

export const activity = {
  /** What was done to this cache, newest first. */
  list: (from: number, count: number) => call<ac.ActivityList>(() => Activity.List(from, count)),
  /** Checks the ledger, without the events that it seals. */
  verify: async (): Promise<ac.LedgerState> => {
    const state = await call(() => Activity.Verify());
    return { ...state, chain: state.chain as ac.Verdict, end: state.end as ac.Verdict };
  },
  /** Saves the activity log where the user says; '' when cancelled. */
  save: () => call(() => Activity.Save()),
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
  /** One secret of a comparison in clear; this is written to the activity log. */
  comparedReveal: (question: h.Question, path: string, side: t.Side) =>
    call(() => History.ComparedReveal(asked(question), path, side)),
  /** One change of a comparison looked into, as `events.valueDiff` does. */
  comparedValueDiff: (question: h.Question, path: string) =>
    call<d.ValueDiff>(() => History.ComparedValueDiff(asked(question), path)),
  /** What differs, as nested parts. */
  comparedTree: (question: h.Question, noise: boolean) => call<d.Branch>(() => History.ComparedTree(asked(question), noise)),
  /** What differs at a path, or all of it for '', ready for the clipboard. */
  comparedCopy: (question: h.Question, format: d.CopyFormat, path: string) =>
    call(() => History.ComparedCopy(asked(question), format, path)),
  /** Checks the states of every object of a tenant, or with '' of all. */
  checkStates: (jobId: string, tenant: string) => call(() => History.CheckStates(jobId, tenant)),
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
  ready: (part: 'rows' | 'facets', shown: number, total: number) => call(() => Shell.Ready(part, shown, total)),
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

const reportOf = (report: go.JobReport): t.JobReport => ({
  ...report,
  files: report.files.map(withError),
  pack: report.pack ?? null,
  verdict: (report.verdict as x.EvidenceVerdict | undefined) ?? null,
});

const withError = (file: go.FileReport): f.FileReport => ({ ...file, error: file.error ?? null });
