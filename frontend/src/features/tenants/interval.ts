import { formatTime } from '../../lib/format/time';

/** The choices of the automatic sync, in minutes; 0 is never. */
export const intervals: readonly { minutes: number; label: string }[] = [
  { minutes: 0, label: 'Never' },
  { minutes: 15, label: 'Every 15 minutes' },
  { minutes: 60, label: 'Every hour' },
  { minutes: 6 * 60, label: 'Every 6 hours' },
  { minutes: 24 * 60, label: 'Every day' },
];

/** "14:40 UTC", with its day where that is another one than the clock's; empty for none. */
export function nextWords(next: number, clockMs: number, zone: string): string {
  if (next === 0) return '';
  const [day = '', time = ''] = formatTime(next, zone).split(' ');
  const [today] = formatTime(clockMs, zone).split(' ');
  return `${day === today ? '' : `${day} `}${time.slice(0, 5)} ${zone}`;
}
