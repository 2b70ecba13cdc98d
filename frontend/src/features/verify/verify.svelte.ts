import { ApiError, evidence, toApiError, type EvidenceVerdict, type SigningKey } from '../../lib/api';
import { Job } from '../tenants/job.svelte';

/** One verification: of what, how far it is, what it found. */
export class Verification {
  readonly job = new Job();
  /** The dialog is open. */
  open = $state(false);
  file = $state('');
  /** The pack of a report that is elsewhere. */
  pack = $state('');
  /** Fingerprint of who has to have signed. */
  key = $state('');
  error: ApiError | null = $state.raw(null);
  verdict: EvidenceVerdict | null = $state.raw(null);
  /** The verdict as text. */
  words = $state('');
  /** The key of this installation; null until it was asked for. */
  own: SigningKey | null = $state.raw(null);

  /** Opens the dialog; with a file it begins at once. */
  show(file = ''): void {
    this.open = true;
    if (this.job.running) return;
    this.again();
    if (file === '') return;
    Object.assign(this, { file, pack: '', key: '' });
    void this.start();
  }

  /** Back to the question, for the same or another file. */
  again(): void {
    this.verdict = null;
    this.error = null;
  }

  async start(): Promise<void> {
    this.verdict = null;
    if (this.file.trim() === '') {
      this.error = new ApiError('invalid', 'Say which file to verify.');
      return;
    }
    const order = { file: this.file.trim(), pack: this.pack.trim(), key: this.key.trim() };
    await this.#try(async () => {
      const { error, report } = await this.job.run((id) => evidence.verify(id, order));
      if (error) this.error = new ApiError(error.code, error.message, error.hint);
      else {
        this.verdict = report?.verdict ?? null;
        this.words = report?.words ?? '';
      }
    });
  }

  async cancel(): Promise<void> {
    await this.#try(() => this.job.cancel());
  }

  /** Shows the key that this installation signs with; it is made when there is none. */
  async showKey(): Promise<void> {
    await this.#try(async () => {
      this.own = await evidence.key();
    });
  }

  /** Saves the public key; says where, or '' when the person changed their mind. */
  async saveKey(): Promise<string> {
    let path = '';
    await this.#try(async () => {
      path = await evidence.saveKey();
    });
    return path;
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.error = null;
    try {
      await work();
    } catch (reason) {
      this.error = toApiError(reason);
    }
  }
}

/** The window's verification; one instance. */
export const verification = new Verification();
