const grouped = new Intl.NumberFormat('en');

/** "25,290". */
export const formatCount = (value: number): string => grouped.format(value);

/** "1 file", "2,000 files". */
export const formatMany = (count: number, one: string, many: string): string => `${formatCount(count)} ${count === 1 ? one : many}`;

/** "1 event", "25,290 events". */
export const formatEvents = (count: number): string => formatMany(count, 'event', 'events');

/** "828 KB", as file managers count: 1 KB is 1,000 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 ? value.toFixed(1).replace('.0', '') : Math.round(value)} ${units[unit]}`;
}
