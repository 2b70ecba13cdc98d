import type { Facet, FacetList, Facets, FacetValue } from '../../lib/api';
import { typeStyle } from '../../lib/format/type';

/** A facet as the panel shows it. */
export interface Group {
  facet: Facet;
  title: string;
  /** There may be more values than anyone reads: they are searched. */
  long: boolean;
  /** What a value that is empty stands for. */
  none: string;
}

/** The facets of the panel, in its order. */
export const groups: Group[] = [
  { facet: 'type', title: 'Event type', long: false, none: '' },
  { facet: 'area', title: 'Area', long: false, none: '(no area)' },
  { facet: 'action', title: 'Action', long: true, none: '(no action)' },
  { facet: 'user', title: 'User', long: true, none: '(no user recorded)' },
  { facet: 'target', title: 'Target', long: true, none: '(no target)' },
  { facet: 'flow', title: 'Flow', long: true, none: '(no flow)' },
  { facet: 'weekday', title: 'Weekday', long: false, none: '' },
  { facet: 'hour', title: 'Hour', long: false, none: '' },
];

/** The values of a facet. */
export function listOf(facets: Facets, facet: Facet): FacetList {
  switch (facet) {
    case 'type':
      return facets.types;
    case 'area':
      return facets.areas;
    case 'action':
      return facets.actions;
    case 'user':
      return facets.users;
    case 'target':
      return facets.targets;
    case 'flow':
      return facets.flows;
    case 'weekday':
      return { values: facets.weekdays, more: 0 };
    case 'hour':
      return { values: facets.hours, more: 0 };
  }
}

const weekdays: Record<string, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/** A value as it is shown. */
export function nameOf(group: Group, { value, label }: Pick<FacetValue, 'value' | 'label'>): string {
  if (value === '') return group.none;
  if (group.facet === 'type') return typeStyle(value).label;
  if (group.facet === 'weekday') return weekdays[value] ?? value;
  if (group.facet === 'hour') return `${value.padStart(2, '0')}:00`;
  return label || value;
}

/** What the filter says of the values of a facet. */
export interface Choice {
  values: string[];
  excluded: string[];
}

export const noChoice: Choice = { values: [], excluded: [] };

/** How many values show before there is "more". */
export const FEW = 8;

/**
 * The values to show: the first few, or all that are here; and in any case
 * those that the filter names, though no event has them.
 */
export function shownValues(list: FacetList, choice: Choice, all: boolean): FacetValue[] {
  const named = [...choice.values, ...choice.excluded];
  const shown = list.values.filter(({ value }, index) => all || index < FEW || named.includes(value));
  const missing = named.filter((value) => !shown.some((other) => other.value === value));
  return [...shown, ...missing.map((value) => ({ value, label: '', count: 0 }))];
}
