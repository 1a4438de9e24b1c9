/**
 * Rates in bytes as hashlimit keeps them: units of sixteen bytes, and the reciprocal of their number as the cost of one
 * (bytes_to_cost, cost_to_bytes), so that a little gets lost.
 */

const UNIT_SHIFT = 4;
const WHOLE = 0xffffffff;
const KILO = 1024;
const MEGA = KILO * KILO;

/** `512kb/s`, `1mb`: bytes; undefined for what is none. An unknown letter before `b` counts for nothing. */
export function parseBytes(text: string): number | undefined {
  const [, digits, letter] = /^(\d+)([a-z]?)b(?:\/s(?:ec(?:ond)?)?)?$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * (letter === 'k' ? KILO : letter === 'm' ? MEGA : 1);
}

/** The cost of a unit at a rate of so many bytes a second. */
export function costOf(bytes: number): number {
  return Math.floor(WHOLE / (Math.floor(bytes / 2 ** UNIT_SHIFT) + 1));
}

/** The bytes a second of a cost. */
export function bytesOf(cost: number): number {
  return (Math.floor(WHOLE / cost) - 1) * 2 ** UNIT_SHIFT;
}

/** `1mb`, `512kb`, `992b`. */
export function formatBytes(bytes: number): string {
  if (bytes >= MEGA && bytes % MEGA === 0) return `${bytes / MEGA}mb`;
  return bytes >= KILO && bytes % KILO === 0 ? `${bytes / KILO}kb` : `${bytes}b`;
}
