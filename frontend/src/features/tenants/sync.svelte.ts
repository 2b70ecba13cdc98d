import { ApiError, events, jobs, type JobReport, type Tenant } from '../../lib/api';
import { formatCount, formatEvents } from '../../lib/format/number';
import { clock } from '../../lib/clock.svelte';
import { session } from '../../lib/session.svelte';
import { Job } from './job.svelte';
import { reloadFault } from './reload';

/** How often the table is told of new events while a sync runs. */
const TELL_MS = 2_000;

/** Fetches what is new from a tenant, or from all, and tells how that went. */
export class Sync {
  readonly job = new Job();
  /** Name of the tenant being synced; '' for all. */
  tenant = $state('');
  /** Tenants that could not be reached when last tried in this window. */
  unreachable: string[] = $state.raw([]);
  /** The log that the window shows was empty when this began: it fills before the reader's eyes. */
  #first = false;
  #told = 0;

  /** Syncs the tenant that the window shows, or another. One at a time: a second call changes nothing. */
  async start(tenant: string = session.tenant): Promise<void> {
    if (this.job.running) return;
    this.tenant = tenant;
    this.#begin();
    try {
      const { report, error } = await this.job.run(
        (id) => events.reload(id, tenant),
        (progress) => this.#arrived(progress),
      );
      if (error && error.code !== 'cancelled') this.#failed(new ApiError(error.code, error.message, error.hint));
      else if (error) session.notify(`Stopped. ${kept(report)}`);
      else if (report) this.#finished(report);
    } catch (reason) {
      this.#failed(reason);
    }
    await Promise.all([session.reloadTenants(), session.useNetwork()]);
    await this.#shown();
  }

  /** Follows a sync that Go started by itself. How it ended stands in the status line alone: nobody waits for it. */
  async follow(id: string): Promise<void> {
    if (this.job.running) return;
    this.tenant = '';
    this.#begin();
    try {
      const { error, report } = await this.job.follow(id, (progress) => this.#arrived(progress));
      if (!error && report) this.unreachable = unreachableOf(report);
    } catch (reason) {
      session.notify(reason);
    }
    await Promise.all([session.reloadTenants(), session.useNetwork()]);
    await this.#shown();
  }

  /** Watches for syncs that Go starts by itself; the result stops that. */
  listen(): () => void {
    if (session.network?.syncing) void this.follow(session.network.syncing);
    return jobs.onTick(({ id, done }) => {
      if (!done && id.startsWith('automatic-')) void this.follow(id);
    });
  }

  /** Asks the running sync to stop; what has come so far stays. */
  async cancel(): Promise<void> {
    try {
      await this.job.cancel();
    } catch (reason) {
      session.notify(reason);
    }
  }

  /** An empty table shows the first rows as soon as there are some; another one tells of new ones now and then. */
  #arrived(progress: number): void {
    if (progress === 0 || session.filtering) return;
    const now = performance.now();
    if (session.result?.total === 0) void session.refilter();
    else if (!this.#first && now - this.#told > TELL_MS) {
      this.#told = now;
      void session.refresh();
    }
  }

  #begin(): void {
    this.#first = (session.result?.total ?? 0) === 0;
    this.#told = performance.now();
  }

  #shown(): Promise<void> {
    return this.#first ? session.refilter() : session.refresh();
  }

  #failed(reason: unknown): void {
    if (reason instanceof ApiError && reason.code === 'unreachable') this.#reached(false);
    session.notify(reason);
  }

  #finished(report: JobReport): void {
    this.#reached(true);
    if (report.failed.length > 0) {
      this.unreachable = unreachableOf(report);
      session.notify(someFailed(report));
      return;
    }
    if (report.complete) {
      session.notify(report.inserted + report.updated === 0 ? 'Nothing new.' : `${news(report)}.`);
      return;
    }
    const hint = 'RELOAD continues where it stopped.';
    session.notify(new ApiError('incomplete', `The end of the log was not reached. ${kept(report)}`, hint));
  }

  #reached(reached: boolean): void {
    const names = this.tenant === '' ? session.tenants.map(({ name }) => name) : [this.tenant];
    const others = this.unreachable.filter((name) => !names.includes(name));
    this.unreachable = reached ? others : [...others, ...names];
  }

  /** Whether the tenant's server is out of reach as far as this window knows. */
  offline(tenant: Tenant): boolean {
    return this.unreachable.includes(tenant.name);
  }
}

/** Several tenants were asked, and some failed: which, and why. */
function someFailed({ failed, received }: JobReport): ApiError {
  const [first, ...others] = failed;
  const which = others.length === 0 ? (first?.tenant ?? '') : `${failed.length} tenants`;
  const why = failed.map(({ tenant, message }) => (others.length === 0 ? message : `${tenant}: ${message}`)).join(' ');
  const hint = [first?.hint ?? '', `The others were synced: ${formatEvents(received)} came.`].join(' ').trim();
  return new ApiError('incomplete', `${which} could not be synced. ${why}`, hint);
}

const unreachableOf = ({ failed }: JobReport): string[] =>
  failed.filter(({ code }) => code === 'unreachable').map(({ tenant }) => tenant);

function news({ inserted, updated }: JobReport): string {
  const changed = updated > 0 ? `, ${formatCount(updated)} updated` : '';
  return `${formatCount(inserted)} new ${inserted === 1 ? 'event' : 'events'}${changed}`;
}

function kept(report: JobReport | null): string {
  return report && report.received > 0 ? `${formatEvents(report.received)} came and are kept.` : 'Nothing was lost.';
}

/** The window's sync; one instance. */
export const sync = new Sync();

/** Why RELOAD can do nothing as the window stands; '' when it can. */
export const reloadFaultNow = (): string =>
  reloadFault({
    current: session.currentTenant,
    tenants: session.tenants,
    clockMs: clock.ms,
    offline: session.network?.offline ?? false,
  });

/** What RELOAD does, by button or by key: where it can do nothing, it says why. */
export function reload(): void {
  const fault = reloadFaultNow();
  if (fault) session.notify(fault);
  else void sync.start();
}
