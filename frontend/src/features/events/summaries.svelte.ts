import { jobs } from '../../lib/api';
import { session } from '../../lib/session.svelte';
import { Job } from '../tenants/job.svelte';

/** Go's id of the job that summarises the events which an older Trailbook wrote. */
const ID = 'summaries';

/** Follows that job, which Go starts by itself. */
export class Summaries {
  readonly job = new Job();

  /** Watches for the job; the result stops that. */
  listen(): () => void {
    return jobs.onTick(({ id, done }) => {
      if (id === ID && !done) void this.#follow();
    });
  }

  /** Asks it to stop; the next start goes on. */
  async cancel(): Promise<void> {
    try {
      await this.job.cancel();
    } catch (reason) {
      session.notify(reason);
    }
  }

  async #follow(): Promise<void> {
    if (this.job.running) return;
    try {
      await this.job.follow(ID);
    } catch (reason) {
      session.notify(reason);
    }
    await session.refresh();
  }
}
