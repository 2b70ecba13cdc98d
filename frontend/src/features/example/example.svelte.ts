import { ApiError, learn, toApiError, type LearntProfile, type Owner } from '../../lib/api';
import { formatEvents } from '../../lib/format/number';
import { session } from '../../lib/session.svelte';
import { Job } from '../tenants/job.svelte';
import { formOf, type Filled } from '../tenants/form';
import { sync } from '../tenants/sync.svelte';

/** Connect by example: a HAR file, what it showed, and what is done with that. */
export class Example {
  readonly job = new Job();
  open = $state(false);
  reading = $state(false);
  busy = $state(false);
  learnt: LearntProfile | null = $state.raw(null);
  error: ApiError | null = $state.raw(null);
  /** What was done, in words. */
  told = $state('');

  readonly questions = $derived((this.learnt?.findings ?? []).filter(({ question }) => question !== '').length);

  /** Opens the dialog, with a HAR file or to choose one. */
  show(path = ''): void {
    if (!this.open) this.forget();
    this.open = true;
    if (path !== '') void this.read(path);
  }

  /** Opens in place of another dialog. */
  instead(close: () => void): void {
    close();
    this.show();
  }

  /** Begins anew. */
  forget(): void {
    Object.assign(this, { learnt: null, error: null, told: '' });
  }

  /** Reads what a HAR file shows. */
  async read(path: string): Promise<void> {
    this.forget();
    this.reading = true;
    await this.#try(async () => (this.learnt = await learn.open(path)));
    this.reading = false;
  }

  async browse(): Promise<void> {
    await this.#try(async () => {
      const path = await learn.choose();
      if (path !== '') await this.read(path);
    });
  }

  /** A person's word on one thing that was inferred. */
  async set(key: string, value: string): Promise<void> {
    await this.#with((token) => learn.set(token, { key, value }).then((learnt) => void (this.learnt = learnt)));
  }

  /** Adds a tenant with what was learnt as its profile, shows it and fetches its log. */
  async addTenant(filled: Filled): Promise<void> {
    const form = formOf(filled);
    const added = await this.#with((token) => learn.addTenant(token, form));
    if (!added) return;
    await session.reloadTenants();
    this.open = false;
    await session.useTenant(form.name);
    void sync.start(form.name);
  }

  /** Gives what was learnt to a tenant that is there already. */
  async apply(tenant: string): Promise<void> {
    if (await this.#with((token) => learn.apply(token, tenant))) {
      await session.reloadTenants();
      this.told = `${tenant} now uses what this file showed. RELOAD fetches its log.`;
    }
  }

  /** Imports the entries inside the file. */
  async importEntries(owner: Owner): Promise<void> {
    await this.#with(async (token) => {
      const { error, report } = await this.job.run((id) => learn.import(id, token, owner));
      const failed = error ?? report?.files.find((file) => file.error)?.error;
      if (failed) throw new ApiError(failed.code, failed.message, failed.hint);
      await session.reloadTenants();
      if (session.tenant !== owner.name) await session.useTenant(owner.name);
      else await session.refilter();
      const { inserted = 0, duplicates = 0, rejected = 0 } = report ?? {};
      this.told = `${formatEvents(inserted)} imported into ${owner.name}, ${duplicates} known already, ${rejected} rejected.`;
    });
  }

  /** Saves what was learnt as an endpoint profile. */
  async save(): Promise<void> {
    await this.#with(async (token) => {
      const path = await learn.save(token);
      if (path !== '') this.told = `Saved to ${path}`;
    });
  }

  async #with(work: (token: string) => Promise<void>): Promise<boolean> {
    const token = this.learnt?.token;
    if (token === undefined || this.busy) return false;
    this.busy = true;
    this.told = '';
    const done = await this.#try(() => work(token));
    this.busy = false;
    return done;
  }

  async #try(work: () => Promise<unknown>): Promise<boolean> {
    this.error = null;
    try {
      await work();
      return true;
    } catch (reason) {
      this.error = toApiError(reason);
      return false;
    }
  }
}

/** The window's Connect by example; one instance. */
export const example = new Example();
