import type { Unit } from './stage';

/** One place where a text was found. */
export interface Match {
  unit: Unit;
  /** Where in the unit's text it begins, in UTF-16 units. */
  from: number;
  length: number;
}

/** More places than anyone steps through are not looked for. */
export const MOST_MATCHES = 5000;

/** Where `query` stands in the units, whatever its case; the first 5,000 places. */
export function matchesIn(units: Unit[], query: string): Match[] {
  if (query === '') return [];
  const pattern = new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
  const found: Match[] = [];
  for (const unit of units) {
    for (const match of unit.text.matchAll(pattern)) {
      found.push({ unit, from: match.index, length: match[0].length });
      if (found.length === MOST_MATCHES) return found;
    }
  }
  return found;
}
