/** Where somebody wants to go in a table: a row by its number from 1 on, or a time that Go reads. */
export type Goal = { row: number } | { time: string };

/**
 * What was typed: "5,000,000" or "#12" is a row, "50%" a share of the rows, all
 * else a time; null for nothing. A row behind the last one is the last one.
 */
export function goalOf(typed: string, count: number): Goal | null {
  const text = typed.trim();
  if (text === '') return null;
  const number = /^#?\s*(\d{1,3}(?:[,. '_\u00a0\u202f]\d{3})+|\d+)$/.exec(text)?.[1];
  const share = /^(\d+(?:\.\d+)?)\s*%$/.exec(text)?.[1];
  const last = Math.max(1, count);
  if (number !== undefined) return { row: Math.min(Math.max(Number(number.replace(/\D/g, '')), 1), last) };
  if (share !== undefined) return { row: Math.min(Math.max(Math.round((Number(share) / 100) * last), 1), last) };
  return { time: text };
}
