/** How high the rows of the table are, px. */
export const densities = [
  { value: 'compact', label: 'Compact', pixels: 24 },
  { value: 'normal', label: 'Normal', pixels: 30 },
  { value: 'roomy', label: 'Roomy', pixels: 38 },
] as const;

export type Density = (typeof densities)[number]['value'];

/** The density that was kept; the usual one where this page does not know it. */
export const densityOf = (kept: string): (typeof densities)[number] => densities.find(({ value }) => value === kept) ?? densities[1];
