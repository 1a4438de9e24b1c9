import { EPOCH } from '../../kernel/epoch.ts';

/** A span of virtual microseconds in words (units.HumanDuration). */
export function humanDuration(span: number): string {
  const seconds = Math.floor(span / 1_000_000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.round(seconds / 3600);
  if (hours === 1) return 'About an hour';
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}

/** A moment of the virtual clock as Go's time.RFC3339Nano writes it. */
export function timestamp(now: number | undefined): string {
  if (now === undefined) return '0001-01-01T00:00:00Z';
  const fraction = String(now % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const whole = new Date((EPOCH + Math.floor(now / 1_000_000)) * 1000).toISOString().slice(0, 19);
  return `${whole}${fraction === '' ? '' : `.${fraction}`}Z`;
}
