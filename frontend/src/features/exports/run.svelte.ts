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

/** One export: what is asked, how far it is, how it ended. */
export class ExportRun {
  readonly job = new Job();
  format: ExportFormat = $state('xlsx');
  path = $state('');
  error: ApiError | null = $state.raw(null);
  /** The outcome of an export that is done. */
  done: JobReport | null = $state.raw(null);

  /** The person wrote the path; it is not proposed over. */
  #edited = false;
  #turn = 0;

  /** Begins anew, in the format chosen last. */
  async reset(spec: FilterSpec): Promise<void> {
    this.#edited = false;
    this.error = null;
    this.done = null;
    await this.choose(this.format, spec);
  }

  /** Chooses a format; the path follows unless the person wrote it. */
  async choose(format: ExportFormat, spec: FilterSpec): Promise<void> {
    const turn = ++this.#turn;
    this.format = format;
    if (this.#edited) {
      this.path = this.path.replace(/\.(xlsx|csv|ndjson)$/i, `.${format}`);
      return;
    }
    try {
      const path = await exports.propose(spec, format);
      if (turn === this.#turn && !this.#edited) this.path = path;
    } catch (reason) {
      if (turn === this.#turn) this.error = toApiError(reason);
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
    this.error = null;
    if (this.path.trim() === '') {
      this.error = new ApiError('invalid', 'Say where to save the file.');
      return;
    }
    try {
      const path = this.path.trim();
      const { error, report } = await this.job.run((id) => exports.start(id, spec, order, path, this.format));
      if (error?.code === 'cancelled') this.error = new ApiError('cancelled', 'Stopped. No file was written.');
      else if (error) this.error = new ApiError(error.code, error.message, error.hint);
      else this.done = report;
    } catch (reason) {
      this.error = toApiError(reason);
    }
  }

  async cancel(): Promise<void> {
    try {
      await this.job.cancel();
    } catch (reason) {
      this.error = toApiError(reason);
    }
  }
}
