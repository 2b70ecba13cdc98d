/** The weekdays, Monday first. */
export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** How many shades there are beside none. */
export const SHADES = 5;

/** The shade of a count, 0 for none: by its root, so that nights are told apart where days are busy. */
export function shadeOf(count: number, most: number): number {
  if (count <= 0 || most <= 0) return 0;
  return Math.min(SHADES, Math.max(1, Math.ceil(Math.sqrt(count / most) * SHADES)));
}

/** The largest count of each shade, for a legend. */
export const limitsOf = (most: number): number[] =>
  Array.from({ length: SHADES }, (_, i) => Math.floor(((i + 1) / SHADES) ** 2 * most));

export interface HeatCell {
  day: number;
  hour: number;
}

/** A rectangle of cells, all ends included. */
export interface HeatBlock {
  days: [number, number];
  hours: [number, number];
}

export const blockOf = (a: HeatCell, b: HeatCell): HeatBlock => ({
  days: [Math.min(a.day, b.day), Math.max(a.day, b.day)],
  hours: [Math.min(a.hour, b.hour), Math.max(a.hour, b.hour)],
});

export const inBlock = (block: HeatBlock | null, { day, hour }: HeatCell): boolean =>
  block !== null && day >= block.days[0] && day <= block.days[1] && hour >= block.hours[0] && hour <= block.hours[1];

/** Where a key leads from a cell; null for another key. */
export function stepCell({ day, hour }: HeatCell, key: string, ctrl: boolean): HeatCell | null {
  const to = {
    ArrowLeft: { day, hour: hour - 1 },
    ArrowRight: { day, hour: hour + 1 },
    ArrowUp: { day: day - 1, hour },
    ArrowDown: { day: day + 1, hour },
    Home: { day: ctrl ? 0 : day, hour: 0 },
    End: { day: ctrl ? 6 : day, hour: 23 },
    PageUp: { day: 0, hour },
    PageDown: { day: 6, hour },
  }[key];
  return to ? { day: Math.min(6, Math.max(0, to.day)), hour: Math.min(23, Math.max(0, to.hour)) } : null;
}

/** "Monday 09:00–10:00", "Monday to Friday, 09:00–18:00". */
export function describeBlock({ days, hours }: HeatBlock): string {
  const clock = `${String(hours[0]).padStart(2, '0')}:00–${String(hours[1] + 1).padStart(2, '0')}:00`;
  const first = weekdays[days[0]] ?? '';
  return days[0] === days[1] ? `${first} ${clock}` : `${first} to ${weekdays[days[1]]}, ${clock}`;
}
