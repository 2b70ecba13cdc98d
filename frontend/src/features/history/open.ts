import { events } from '../../lib/api';
import { session } from '../../lib/session.svelte';

/** Opens an event by its key, from whatever page names it. */
export async function openEvent(key: number): Promise<void> {
  if (key === session.selected?.key) return;
  try {
    session.openInLog(await events.row(key));
  } catch (reason) {
    session.notify(reason);
  }
}
