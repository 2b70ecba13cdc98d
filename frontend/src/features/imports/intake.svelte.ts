import {
  ApiError,
  imports,
  toApiError,
  type FileOrder,
  type FilePreview,
  type FileReport,
  type Owner,
} from '../../lib/api';
import { formatEvents } from '../../lib/format/number';
import { session } from '../../lib/session.svelte';
import { Job } from '../tenants/job.svelte';
import { nameOf } from './words';

/** Where a file stands before it is imported. */
export type FileState = 'looking' | 'ready' | 'question' | 'unreadable';

/** One file in the form. */
export class IntakeFile {
  order: FileOrder = $state({ path: '', sheet: '', encoding: '', delimiter: '', choices: [] });
  /** What was seen in it; null until it was looked at. */
  preview: FilePreview | null = $state.raw(null);
  error: ApiError | null = $state.raw(null);
  looking = $state(true);
  /** It had a question: its form is open, and stays so when that is answered. */
  asked = $state(false);

  readonly name: string;
  readonly state: FileState = $derived(this.#state());
  #turn = 0;

  constructor(path: string) {
    this.order.path = path;
    this.name = nameOf(path);
  }

  #state(): FileState {
    if (this.error) return 'unreadable';
    if (!this.preview) return 'looking';
    const open = this.preview.findings.some(({ question, required, value }) => question !== '' || (required && value === ''));
    return this.preview.problem || (open && !this.preview.fits) ? 'question' : 'ready';
  }

  /** Looks at the file as an import for the owner would read it. */
  async look(owner: Owner): Promise<void> {
    const turn = ++this.#turn;
    this.looking = true;
    try {
      const preview = await imports.look(owner, $state.snapshot(this.order));
      if (turn !== this.#turn) return;
      this.preview = preview;
      this.error = null;
      if (this.state === 'question') this.asked = true;
    } catch (reason) {
      if (turn === this.#turn) this.error = toApiError(reason);
    } finally {
      if (turn === this.#turn) this.looking = false;
    }
  }

  /** A person's word on what was inferred, in place of an earlier one. */
  choose(key: string, value: string): void {
    this.order.choices = [...this.order.choices.filter((choice) => choice.key !== key), { key, value }];
  }
}

/** The import dialog: which files, for whom, how far they are and what became of them. */
export class Intake {
  readonly job = new Job();
  open = $state(false);
  files: IntakeFile[] = $state([]);
  /** Name of the tenant in the cache; '' for a new one. */
  tenant = $state('');
  newName = $state('');
  error: ApiError | null = $state.raw(null);
  /** What became of each file; null before. */
  done: FileReport[] | null = $state.raw(null);
  /** The import was stopped. */
  stopped = $state(false);

  #jobId = '';

  readonly owner: Owner = $derived({ name: this.tenant === '' ? this.newName.trim() : this.tenant, new: this.tenant === '' });
  readonly busy = $derived(this.job.running || this.files.some(({ state, looking }) => state === 'looking' || looking));
  readonly ready = $derived(this.files.filter(({ state }) => state === 'ready'));
  readonly questions = $derived(this.files.filter(({ state }) => state === 'question').length);

  /** Opens the dialog, with files or to choose them. While it imports, it only shows how far it is. */
  show(paths: string[] = []): void {
    if (!this.job.running && !this.open) this.#reset();
    this.open = true;
    this.add(paths);
  }

  #reset(): void {
    Object.assign(this, { files: [], done: null, error: null, stopped: false, newName: '' });
    const [only] = session.tenants.length === 1 ? session.tenants : [];
    const shown = session.currentTenant ?? only;
    this.tenant = shown && !shown.demo ? shown.name : '';
  }

  /** Adds files that are not in the list yet. */
  add(paths: string[]): void {
    if (this.job.running) return;
    if (this.done && paths.length > 0) this.#reset();
    for (const path of paths) {
      if (path === '' || this.files.some(({ order }) => order.path === path)) continue;
      this.files.push(new IntakeFile(path));
      void this.files.at(-1)?.look(this.owner);
    }
  }

  remove(file: IntakeFile): void {
    this.files = this.files.filter((other) => other !== file);
  }

  /** Asks by the system's dialog for files. */
  async browse(): Promise<void> {
    this.error = null;
    try {
      this.add(await imports.choose());
    } catch (reason) {
      this.error = toApiError(reason);
    }
  }

  /** Chooses the tenant; its own profile may read the files otherwise. */
  chooseTenant(name: string): void {
    this.tenant = name;
    for (const file of this.files) void file.look(this.owner);
  }

  /** Imports the files that are ready, and shows the tenant afterwards. */
  async start(): Promise<void> {
    this.error = null;
    const owner = this.owner;
    const files = this.ready.map(({ order }) => $state.snapshot(order));
    try {
      const { error, report } = await this.job.run((id) => {
        this.#jobId = id;
        return imports.start(id, owner, files);
      });
      this.stopped = error?.code === 'cancelled';
      if (error && !this.stopped) this.error = new ApiError(error.code, error.message, error.hint);
      this.done = report?.files ?? [];
      await session.reloadTenants();
      // Who looks at all tenants goes on to; with a single one there is nothing else to look at.
      const elsewhere = session.tenant !== '' || session.tenants.length === 1;
      if (elsewhere && session.tenant !== owner.name) await session.useTenant(owner.name);
      else await session.refilter();
      if (!this.open) session.notify(`${formatEvents(report?.inserted ?? 0)} imported.`);
    } catch (reason) {
      this.error = toApiError(reason);
      await session.reloadTenants();
    }
  }

  async cancel(): Promise<void> {
    try {
      await this.job.cancel();
    } catch (reason) {
      this.error = toApiError(reason);
    }
  }

  /** Saves what was rejected of a file as a list. */
  async saveRejected(path: string): Promise<void> {
    try {
      const saved = await imports.saveRejected(this.#jobId, path);
      if (saved !== '') session.notify(`Saved to ${saved}`);
    } catch (reason) {
      this.error = toApiError(reason);
    }
  }
}

/** The window's import; one instance. */
export const intake = new Intake();
