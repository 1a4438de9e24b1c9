import { EPOCH } from '../../../kernel/epoch.ts';

/** The line that -timestamp puts before a change, in ctime(3)'s form (print_timestamp). */
export function formatTimestamp(now: number): string {
  const date = new Date(EPOCH * 1000 + Math.floor(now / 1000));
  const [weekday, day, month, year, time] = date.toUTCString().replace(',', '').split(' ');
  return `Timestamp: ${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year} ${now % 1_000_000} usec\n`;
}
