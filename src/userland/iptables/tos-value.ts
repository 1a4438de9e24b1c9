import { complain } from './complaint.ts';
import { parseUnsigned, scanUnsigned } from './number.ts';

/** Names of the old TOS values; they leave the two ECN bits alone. */
const NAMES = [
  ['Minimize-Delay', 0x10],
  ['Maximize-Throughput', 0x08],
  ['Maximize-Reliability', 0x04],
  ['Minimize-Cost', 0x02],
  ['Normal-Service', 0x00],
] as const;

/** The bits a name speaks of. */
export const NAMED_TOS_MASK = 0x3f;

/** `0x10`, `0x10/0xff`, or a name. */
export function parseTos(text: string, index: number): { readonly value: number; readonly mask: number } {
  const scanned = scanUnsigned(text);
  if (scanned === undefined || scanned.value > 255) {
    const named = NAMES.find(([name]) => name.toLowerCase() === text.toLowerCase());
    if (named === undefined) complain(`Symbolic name "${text}" is unknown`, index);
    return { value: named[1], mask: NAMED_TOS_MASK };
  }
  if (scanned.rest === '') return { value: scanned.value, mask: 0xff };
  const mask = scanned.rest.startsWith('/') ? parseUnsigned(scanned.rest.slice(1), 255) : undefined;
  return { value: scanned.value, mask: mask ?? complain(`Illegal value: "${text}"`, index) };
}

/** The name of a value; undefined for one without. */
export function tosName(value: number): string | undefined {
  return NAMES.find(([, tos]) => tos === value)?.[0];
}

/** Code points by class (RFC 2474, RFC 2597, RFC 3246). */
export function parseDscpClass(text: string, index: number): number {
  const upper = text.toUpperCase();
  const af = /^AF([1-4])([1-3])$/.exec(upper);
  if (af !== null) return Number(af[1]) * 8 + Number(af[2]) * 2;
  const cs = /^CS([0-7])$/.exec(upper);
  if (cs !== null) return Number(cs[1]) * 8;
  if (upper === 'EF') return 46;
  if (upper === 'BE') return 0;
  return complain(`Invalid DSCP value \`${text}'`, index);
}

/** `0x0a`. */
export function formatDscp(tos: number): string {
  return `0x${(tos >> 2).toString(16).padStart(2, '0')}`;
}
