// What the events under a filter are counted by.

/** What events are counted by beside the table. */
export type Facet = 'type' | 'area' | 'action' | 'user' | 'target' | 'flow' | 'weekday' | 'hour';

/** A value with how many events have it. */
export interface FacetValue {
  value: string;
  /** What it is called, masked; empty where the value says it. */
  label: string;
  count: number;
}

/** The values of a facet, most frequent first. */
export interface FacetList {
  values: FacetValue[];
  /** How many there are beside these. */
  more: number;
}

/**
 * Counts under a filter. A facet that the filter chooses from is counted as if
 * it did not; what is chosen is listed even where no event has it.
 */
export interface Facets {
  /** Events under the filter. */
  total: number;
  types: FacetList;
  areas: FacetList;
  actions: FacetList;
  users: FacetList;
  targets: FacetList;
  flows: FacetList;
  /** Seven, Monday first, in the filter's zone. */
  weekdays: FacetValue[];
  /** 24. */
  hours: FacetValue[];
  /** By weekday, then hour. */
  heat: number[][];
}

export type BucketUnit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** Counts over time under a filter. */
export interface Histogram {
  unit: BucketUnit;
  /** Units in a bucket. */
  step: number;
  /** Epoch ms. */
  from: number;
  /** Exclusive; as `from` where there is nothing to show. */
  to: number;
  buckets: Bucket[];
  /** Events that the buckets leave out: stray dates, by year. */
  outside: { year: number; count: number }[];
}

/** One bar of the histogram. */
export interface Bucket {
  from: number;
  /** Exclusive. */
  to: number;
  count: number;
  /** Of each type: create, update, delete, other. */
  types: number[];
}

/** How what a filter says of a value changes: events with it too, none with it, of its key it alone, or nothing said. */
export type ChoiceMode = 'add' | 'exclude' | 'only' | 'remove';

/** What a filter says of the values of one key. */
export interface SearchChoice {
  key: string;
  /** Events with any of them. */
  values: string[];
  /** And with none of these. */
  excluded: string[];
}
