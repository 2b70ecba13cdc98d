import { history } from '../../lib/api';
import { session } from '../../lib/session.svelte';

let busy = false;

/** Opens the event before or after the open one among those of its object, if there is one. */
export async function stepObject(to: 'older' | 'newer'): Promise<void> {
  const { selected } = session;
  if (!selected || busy) return;
  busy = true;
  try {
    const row = (await history.place(selected.key))[to];
    if (row && session.selected?.key === selected.key) session.open(row);
  } catch (reason) {
    session.notify(reason);
  } finally {
    busy = false;
  }
}
