import {
  ApiError,
  exports,
  toApiError,
  type ExportFormat,
  type FilterSpec,
  type JobReport,
  type Order,
} from '../../lib/api';
import { Job } from '../tenants/job.svelte';
import { formatOf } from './formats';

/** One export: what is asked, how far it is, how it ended. */
export class ExportRun {
  readonly job = new Job();
  format: ExportFormat = $state('xlsx');
  path = $state('');
  /** A path is being proposed, which would come into what is typed. */
  proposing = $state(false);
  /** Name of a template; '' for Trailbook's own layout. */
  template = $state('');
  /** An evidence pack too. */
  pack = $state(false);
  /** A PDF for signing too. */
  pdf = $state(false);
  /** A time stamp of the pack, from the address. */
  stamped = $state(false);
  stamp = $state('');
  /** Leave secrets in clear; never kept from one export to the next. */
  secrets = $state(false);
  error: ApiError | null = $state.raw(null);
  /** The outcome of an export that is done. */
  done: JobReport | null = $state.raw(null);

  /** What is known of the format. */
  readonly kind = $derived(formatOf(this.format));

  /** The person wrote the path; it is not proposed over. */
  #edited = false;
  #turn = 0;
  #proposal: Promise<void> = Promise.resolve();

  /** Begins anew, in the format chosen last. */
  async reset(spec: FilterSpec): Promise<void> {
    this.#edited = false;
    this.secrets = false;
    this.error = null;
    this.done = null;
    await this.choose(this.format, spec);
  }

  /** Chooses a format; the path follows unless the person wrote it. */
  async choose(format: ExportFormat, spec: FilterSpec): Promise<void> {
    const turn = ++this.#turn;
    this.format = format;
    if (this.#edited) {
      this.path = this.path.replace(/\.(xlsx|pdf|csv|ndjson)$/i, `.${this.kind.extension}`);
      return;
    }
    this.#proposal = this.#propose(turn, format, spec);
    await this.#proposal;
  }

  async #propose(turn: number, format: ExportFormat, spec: FilterSpec): Promise<void> {
    this.proposing = true;
    try {
      const path = await exports.propose(spec, format);
      if (turn === this.#turn) this.path = path;
    } catch (reason) {
      if (turn === this.#turn) this.error = toApiError(reason);
    } finally {
      if (turn === this.#turn) this.proposing = false;
    }
  }

  /** Takes a path that the person wrote. */
  write(path: string): void {
    this.#edited = true;
    this.path = path;
  }

  /** Asks by the system's dialog where to save. */
  async browse(): Promise<void> {
    this.error = null;
    try {
      const path = await exports.choose(this.path, this.format);
      if (path !== '') this.write(path);
    } catch (reason) {
      this.error = toApiError(reason);
    }
  }

  /** Writes the file; a failure is kept in `error`, and so is having been stopped. */
  async start(spec: FilterSpec, order: Order): Promise<void> {
    await this.#proposal;
    this.error = this.#fault();
    if (this.error) return;
    const { packs, templates } = this.kind;
    const choice = {
      path: this.path.trim(),
      format: this.format,
      template: templates ? this.template : '',
      pack: packs && this.pack,
      pdf: this.format === 'xlsx' && this.pdf,
      stamp: packs && this.pack && this.stamped ? this.stamp.trim() : '',
      secrets: this.secrets,
    };
    try {
      const { error, report } = await this.job.run((id) => exports.start(id, spec, order, choice));
      if (error?.code === 'cancelled') this.error = new ApiError('cancelled', 'Stopped. No file was written.');
      else if (error) this.error = new ApiError(error.code, error.message, error.hint);
      else this.done = report;
    } catch (reason) {
      this.error = toApiError(reason);
    }
  }

  /** What is missing, before Go is asked. */
  #fault(): ApiError | null {
    if (this.path.trim() === '') return new ApiError('invalid', 'Say where to save the file.');
    if (this.kind.packs && this.pack && this.stamped && this.stamp.trim() === '')
      return new ApiError('invalid', 'Say which service to ask for the time stamp.', 'Or leave the time stamp out.');
    return null;
  }

  async cancel(): Promise<void> {
    try {
      await this.job.cancel();
    } catch (reason) {
      this.error = toApiError(reason);
    }
  }
}
