import type { Draft } from '../../lib/draft';
import { chipsOf } from '../filters/chips';

/** What a question asks for, in few words: "Delete, user: ann@acme.example", after the tenant where there are several. */
export function questionWords(question: { tenant: string; filter: Draft }, several: boolean): string {
  const parts = chipsOf(question.filter).map(({ text }) => text.replace(/^(type|search): /, ''));
  const asked = parts.length > 0 ? parts.join(', ') : 'All events';
  return several && question.tenant !== '' ? `${question.tenant}: ${asked}` : asked;
}
