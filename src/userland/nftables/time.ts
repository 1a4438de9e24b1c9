const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** A duration as nft writes it (`1d2h3m4s5ms`, or plain seconds), in microseconds; undefined for no duration. */
export function parseTime(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) * 1_000_000;
  const parts = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(text);
  if (text === '' || parts === null) return undefined;
  return UNITS.reduce((sum, [, milliseconds], i) => sum + Number(parts[i + 1] ?? 0) * milliseconds, 0) * 1000;
}

/** A duration of microseconds as nft writes it, without what is below a millisecond; numerically in seconds (time_print). */
export function formatTime(
  microseconds: number,
  style?: { readonly numeric: boolean; readonly numericTime: boolean },
): string {
  if (style?.numeric || style?.numericTime) return `${Math.floor(microseconds / 1_000_000)}s`;
  let left = Math.floor(microseconds / 1000);
  let text = '';
  for (const [unit, milliseconds] of UNITS) {
    const count = Math.floor(left / milliseconds);
    left -= count * milliseconds;
    if (count > 0) text += `${count}${unit}`;
  }
  return text === '' ? '0s' : text;
}
