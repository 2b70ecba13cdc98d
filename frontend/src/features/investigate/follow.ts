import type { Row } from '../../lib/api';
import { session } from '../../lib/session.svelte';
import { leads, questionOf, type Lead } from './questions';

/** Follows a lead from an event: a new step of the tab, or another tab. The table begins at the event, which stays open if it is. */
export async function follow(lead: Lead, row: Row, elsewhere = false): Promise<void> {
  const filter = questionOf(lead, row, session.tenant, session.zone);
  if (!filter) {
    session.notify(leads.find((one) => one.lead === lead)?.missing);
    return;
  }
  const step = { filter, place: row.key, selected: session.selected?.key === row.key ? row : null };
  await (elsewhere ? session.openTab(step) : session.ask(step));
}

/** Follows the lead that a key stands for, in another tab with Shift; says whether it is one. */
export function followByKey(pressed: string, row: Row): boolean {
  const key = pressed.toLowerCase();
  const lead = leads.find((one) => one.key === key)?.lead;
  if (lead) void follow(lead, row, key !== pressed);
  return lead !== undefined;
}
