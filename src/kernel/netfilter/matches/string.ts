import { encodePacket } from '../../../net/encode.ts';
import type { HookContext } from '../context.ts';

/** `-m string`: a pattern somewhere in the packet (net/netfilter/xt_string.c). Both algorithms find the same. */
export interface StringMatch {
  readonly kind: 'string';
  readonly pattern: readonly number[];
  readonly algorithm: string;
  /** Bytes from the IP header on, between which the whole pattern lies. */
  readonly from: number;
  readonly to: number;
  readonly ignoreCase: boolean;
  readonly invert: boolean;
}

export function matchString(match: StringMatch, { packet }: HookContext): boolean {
  const fold = match.ignoreCase ? lower : (byte: number) => byte;
  const bytes = encodePacket(packet);
  const pattern = match.pattern.map(fold);
  const last = Math.min(match.to, bytes.length) - pattern.length;
  let found = false;
  for (let start = match.from; start <= last && !found; start++) {
    found = pattern.every((byte, i) => fold(bytes[start + i]!) === byte);
  }
  return found !== match.invert;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
