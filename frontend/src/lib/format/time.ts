import { CalendarDate, fromAbsolute, now, toCalendarDate } from '@internationalized/date';

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** The page's language; WebKitGTK may report "C", which Intl refuses. */
export function locale(reported: string = navigator.language): string {
  try {
    return Intl.getCanonicalLocales(reported)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** Whether Intl knows the zone; a machine may report one that it does not. */
export function knownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone !== '';
  } catch {
    return false;
  }
}

/** "2026-11-20 13:58:41" in the zone; empty for 0. */
export function formatTime(epochMs: number, zone: string): string {
  if (!epochMs) return '';
  const at = fromAbsolute(epochMs, zone);
  return `${formatDay(at)} ${pad(at.hour)}:${pad(at.minute)}:${pad(at.second)}`;
}

/** "2026-11-20". */
export function formatDay(day: { year: number; month: number; day: number }): string {
  return `${pad(day.year, 4)}-${pad(day.month)}-${pad(day.day)}`;
}

/** "4 min ago" against a clock; empty for 0. */
export function formatAgo(epochMs: number, clockMs: number): string {
  if (!epochMs) return '';
  const minutes = Math.floor((clockMs - epochMs) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  const days = Math.floor(minutes / (24 * 60));
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** Today in the zone. */
export const today = (zone: string): CalendarDate => toCalendarDate(now(zone));
