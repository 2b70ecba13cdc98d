import { tenants } from '../../lib/api';
import { session } from '../../lib/session.svelte';
import { sync } from './sync.svelte';

/** Adds the built-in demo tenant, shows it and fetches its log. Failures are shown at the window's edge. */
export async function tryDemo(): Promise<void> {
  try {
    const { name } = await tenants.demo();
    await session.reloadTenants();
    await session.useTenant(name);
    await sync.start(name);
  } catch (reason) {
    session.notify(reason);
  }
}
