import { complain } from './complaint.ts';
import { scanUnsigned } from './number.ts';

/** A type of ICMP with the codes that are meant. */
export interface IcmpCodes {
  readonly type: number;
  readonly min: number;
  readonly max: number;
}

/** A number or a range `2:3` of bytes at the front of a text, which `end` must follow; undefined where there is no number. */
function scanRange(text: string, end: string, index: number): { min: number; max: number; rest: string } | undefined {
  const low = scanUnsigned(text);
  if (low === undefined || low.value > 255) return undefined;
  const high = low.rest.startsWith(':') ? scanUnsigned(low.rest.slice(1)) : low;
  if (high === undefined || high.value > 255) return undefined;
  if (high.rest !== '' && high.rest[0] !== end) complain(`unknown character ${high.rest[0]}`, index);
  return { min: low.value, max: high.value, rest: high.rest };
}

/** `8`, `3/1`, `3/1:4`: a type of ICMP by numbers (xtables_parse_icmp); `protocol` is how messages name it. */
export function parseIcmpNumbers(text: string, protocol: 'ICMP' | 'ICMPv6', index: number): IcmpCodes {
  const type = scanRange(text, '/', index) ?? complain(`Unknown ${protocol} type \`${text}'`, index);
  if (type.min !== type.max) complain(`${protocol} type range not supported`, index);
  if (type.rest === '') return { type: type.min, min: 0, max: 255 };
  const code = scanRange(type.rest.slice(1), '', index) ?? complain(`Unknown ${protocol} code \`${text}'`, index);
  return { type: type.min, min: code.min, max: code.max };
}
