import type { SearchTerm } from '../../lib/api';
import { emptyDraft, type Draft } from '../../lib/draft';
import { describePeriod } from '../../lib/format/period';
import { typeStyle } from '../../lib/format/type';

/** One part of the applied filter, and the filter without it. */
export interface Chip {
  text: string;
  without: Draft;
}

/** A term that has a key says by itself what it looks into. */
const keyed = /^[-(]*[a-z]+:/;

/** The applied filter in parts, each of which can be taken away alone; `terms` are those of its search, none while they are not known. */
export function chipsOf(applied: Draft, terms: SearchTerm[] = []): Chip[] {
  const chips: Chip[] = [];
  for (const tenant of applied.tenants) {
    chips.push({
      text: `tenant: ${tenant}`,
      without: { ...applied, tenants: applied.tenants.filter((other) => other !== tenant) },
    });
  }
  const search = applied.search.trim();
  const parts = search && terms.length === 0 ? [{ text: search, without: '' }] : terms;
  for (const { text, without } of search ? parts : []) {
    const plain = !keyed.test(text) && !text.startsWith('-');
    chips.push({ text: plain ? `search: ${text}` : text, without: { ...applied, search: without } });
  }
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
