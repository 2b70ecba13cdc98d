import { jobs, newJobId, toApiError, type JobState, type JobTick } from '../../lib/api';

const POLL_MS = 500;

/**
 * Follows one job of Go's at a time: progress by its events, and by asking now
 * and then, so that an event that got lost leaves nothing waiting for ever.
 */
export class Job {
  /** The job's id; empty while none runs. */
  id = $state('');
  /** Events so far. */
  progress = $state(0);
  /** Events in all, 0 while unknown. */
  total = $state(0);
  /** What the job waits for, in words. */
  note = $state('');
  /** It was asked to stop and has not yet. */
  stopping = $state(false);

  readonly running = $derived(this.id !== '');

  /**
   * Starts a job under a new id and waits for its end; the end tells success
   * from failure. `watch` is called with how far it is, about twice a second.
   * Throws an ApiError when it cannot be started or asked for.
   */
  async run(start: (id: string) => Promise<void>, watch?: (progress: number) => void): Promise<JobState> {
    const id = newJobId();
    return this.#until(id, () => start(id), watch);
  }

  /** Follows a job that Go started by itself, as `run` follows its own. */
  async follow(id: string, watch?: (progress: number) => void): Promise<JobState> {
    return this.#until(id, () => Promise.resolve(), watch);
  }

  async #until(id: string, start: () => Promise<void>, watch?: (progress: number) => void): Promise<JobState> {
    Object.assign(this, { id, progress: 0, total: 0, note: '', stopping: false });
    let wake: () => void = () => undefined;
    const forget = jobs.onTick((tick: JobTick) => {
      if (tick.id !== id) return;
      this.progress = tick.progress;
      this.total = tick.total;
      if (tick.done) wake();
    });
    try {
      await start();
      for (;;) {
        const state = await jobs.state(id);
        this.progress = state.progress;
        this.total = state.total;
        this.note = state.note;
        if (state.done) return state;
        watch?.(state.progress);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, POLL_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    } catch (reason) {
      throw toApiError(reason);
    } finally {
      forget();
      this.id = '';
    }
  }

  /** Asks the job to stop; its end then says that it was cancelled. */
  async cancel(): Promise<void> {
    if (this.id === '') return;
    this.stopping = true;
    await jobs.cancel(this.id);
  }
}
