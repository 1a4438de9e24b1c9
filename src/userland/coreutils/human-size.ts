/** A size as `ls -h` and `free -h` show it: rounded up, with one decimal below ten. */
export function humanSize(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  let unit = -1;
  while (value >= 1024 && unit < 5) {
    value /= 1024;
    unit += 1;
  }
  const tenths = Math.ceil(value * 10) / 10;
  const shown = tenths < 10 ? tenths.toFixed(1) : String(Math.ceil(value));
  return `${shown}${'KMGTPE'[unit]}`;
}
