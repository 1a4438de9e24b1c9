/** Sequence numbers are compared modulo 2^32 (RFC 9293 §3.4). */

/** True when `a` comes before `b`. */
export function before(a: number, b: number): boolean {
  return ((a - b) | 0) < 0;
}

/** The number `by` bytes after `sequence`. */
export function advance(sequence: number, by: number): number {
  return (sequence + by) >>> 0;
}

/** How many bytes `to` lies after `from`; negative when before. */
export function distance(from: number, to: number): number {
  return (to - from) | 0;
}
