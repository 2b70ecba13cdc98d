import { emptyDraft, type Draft } from '../../lib/draft';
import { describePeriod } from '../../lib/format/period';
import { typeStyle } from '../../lib/format/type';

/** One part of the applied filter, and the filter without it. */
export interface Chip {
  text: string;
  without: Draft;
}

/** The applied filter in parts, each of which can be taken away alone. */
export function chipsOf(applied: Draft): Chip[] {
  const chips: Chip[] = [];
  for (const tenant of applied.tenants) {
    chips.push({
      text: `tenant: ${tenant}`,
      without: { ...applied, tenants: applied.tenants.filter((other) => other !== tenant) },
    });
  }
  const search = applied.search.trim();
  if (search) chips.push({ text: `search: ${search}`, without: { ...applied, search: '' } });
  const period = describePeriod(applied.period);
  if (period) chips.push({ text: period, without: { ...applied, period: emptyDraft().period } });
  for (const type of applied.types) {
    chips.push({ text: `type: ${typeStyle(type).label}`, without: { ...applied, types: applied.types.filter((other) => other !== type) } });
  }
  for (const user of applied.users) {
    chips.push({ text: `user: ${user || '(none)'}`, without: { ...applied, users: applied.users.filter((other) => other !== user) } });
  }
  const flowId = applied.flowId.trim();
  if (flowId) chips.push({ text: `flow: ${flowId}`, without: { ...applied, flowId: '' } });
  return chips;
}
