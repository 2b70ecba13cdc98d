import type * as t from './types';

/** The structs bound by backend/bind, method by method. */
export interface Bound {
  Events: {
    Filter(spec: t.FilterSpec, order: t.Order): Promise<t.FilterResult>;
    Rows(token: string, from: number, count: number): Promise<t.Row[]>;
    Position(token: string, key: number): Promise<number>;
    Reload(jobId: string, tenant: string): Promise<void>;
    Detail(key: number): Promise<t.Detail>;
    Value(key: number, path: string, side: string): Promise<string>;
    Text(key: number, noise: boolean): Promise<t.TextDiff>;
    Raw(key: number): Promise<string>;
    Facets(spec: t.FilterSpec): Promise<t.Facets>;
    Histogram(spec: t.FilterSpec): Promise<t.Bucket[]>;
    Users(spec: t.FilterSpec, typed: string): Promise<t.FacetValue[]>;
  };
  Exports: {
    Propose(spec: t.FilterSpec, format: string): Promise<string>;
    Choose(path: string, format: string): Promise<string>;
    Start(jobId: string, spec: t.FilterSpec, order: t.Order, path: string, format: string): Promise<void>;
  };
  Jobs: {
    Cancel(id: string): Promise<void>;
    State(id: string): Promise<t.JobState>;
  };
  Tenants: {
    List(): Promise<t.Tenant[]>;
    Add(form: t.TenantForm): Promise<void>;
    Edit(name: string, form: t.TenantForm): Promise<void>;
    Remove(name: string): Promise<void>;
    Count(name: string): Promise<number>;
    Demo(): Promise<t.Tenant>;
  };
  Settings: {
    Get(): Promise<t.Settings>;
    Put(settings: t.Settings): Promise<void>;
  };
  Shell: {
    Info(): Promise<t.AppInfo>;
    Ready(rows: number, total: number): Promise<void>;
  };
}

interface WailsWindow {
  go: { bind: Bound };
  runtime: { EventsOn(name: string, callback: (payload: never) => void): () => void };
}

const wails = window as unknown as WailsWindow;

/** The bound structs, as Go offers them to this window. */
export const bound = (): Bound => wails.go.bind;

/** Listens to a runtime event; the result stops listening. */
export function listen<T>(name: string, callback: (payload: T) => void): () => void {
  return wails.runtime.EventsOn(name, callback as (payload: never) => void);
}
