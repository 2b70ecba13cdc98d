import { CalendarDateTime, parseAbsolute, toZoned } from '@internationalized/date';
import { parseMoment } from '../../lib/format/period';

const withSeconds = /^(\d{4}-\d{1,2}-\d{1,2}[ T]+\d{1,2}:\d{2}):(\d{2})$/;
const instant = /T.*(Z|[+-]\d{2}:\d{2})$/;

/**
 * The instant that a person typed, epoch ms: "2026-10-01" is the start of that
 * day in the zone, "2026-10-01 14:30" that minute, and a time with seconds the
 * end of that second, because events are shown to the second. RFC 3339 is read
 * as it says. Null for anything else.
 */
export function parseInstant(text: string, zone: string): number | null {
  const typed = text.trim();
  if (instant.test(typed)) {
    try {
      return parseAbsolute(typed, 'UTC').toDate().getTime();
    } catch {
      return null;
    }
  }
  const exact = withSeconds.exec(typed);
  const seconds = Number(exact?.[2] ?? 0);
  const moment = parseMoment(exact?.[1] ?? typed);
  if (!moment || seconds > 59) return null;
  const at = 'hour' in moment ? moment : new CalendarDateTime(moment.year, moment.month, moment.day);
  const start = toZoned(at.set({ second: seconds }), zone).toDate().getTime();
  return exact ? start + 999 : start;
}
