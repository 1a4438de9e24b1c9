const DEFAULT = '\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS';
const POSIX = 'real %2R\nuser %2U\nsys %2S';

/** What `time` prints for microseconds that have passed (`TIMEFORMAT`); the simulated processor takes no time. */
export function timeText(elapsed: number, posix: boolean, format: string | undefined): string {
  const chosen = posix ? POSIX : (format ?? DEFAULT);
  if (chosen === '') return '';
  const text = chosen.replace(/%(?:(\d)?(l)?([RUS])|([P%]))/g, (_, digits, long, what, other) => {
    if (other !== undefined) return other === 'P' ? '0.00' : '%';
    return seconds(what === 'R' ? elapsed : 0, Math.min(Number(digits ?? 3), 3), long !== undefined);
  });
  return `${text}\n`;
}

function seconds(elapsed: number, digits: number, long: boolean): string {
  const unit = 10 ** (6 - digits);
  const cut = (Math.floor(elapsed / unit) * unit) / 1_000_000;
  return long ? `${Math.floor(cut / 60)}m${(cut % 60).toFixed(digits)}s` : cut.toFixed(digits);
}
