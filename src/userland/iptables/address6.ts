import { formatIpv6, type Ipv6, parseIpv6 } from '../../net/ipv6.ts';
import { complain } from './complaint.ts';
import { parseUnsigned } from './number.ts';

/** An address of IPv6 with a mask, not yet masked. */
export interface Address6WithMask {
  readonly address: Ipv6;
  readonly mask: Ipv6;
}

const ALL_ONES = (1n << 128n) - 1n;

/** `/64`, `/ffff:ffff::` (parse_ip6mask). */
function parseMask6(text: string, index: number): Ipv6 {
  const written = parseIpv6(text);
  if (written !== null) return written;
  const bits = parseUnsigned(text, 128);
  return bits === undefined ? complain(`invalid mask \`${text}' specified`, index) : maskOfLength(bits);
}

function maskOfLength(bits: number): Ipv6 {
  return ALL_ONES ^ (ALL_ONES >> BigInt(bits));
}

/** Addresses with masks, separated by commas (xtables_ip6parse_multiple). */
export function parseAddresses6(text: string, index: number): Address6WithMask[] {
  return text.split(',').map((part) => parseAddress6(part.trimStart(), index));
}

/** `ADDRESS[/MASK]`. */
export function parseAddress6(text: string, index: number): Address6WithMask {
  const slash = text.lastIndexOf('/');
  const mask = slash < 0 ? ALL_ONES : parseMask6(text.slice(slash + 1), index);
  const name = slash < 0 ? text : text.slice(0, slash);
  if (mask === 0n) return { address: 0n, mask };
  return { address: parseIpv6(name) ?? complain(`host/network \`${name}' not found`, index), mask };
}

/** `/64`, or the mask in full where it is no prefix. */
export function formatMask6(mask: Ipv6): string {
  for (let bits = 0; bits <= 128; bits++) if (maskOfLength(bits) === mask) return `/${bits}`;
  return `/${formatIpv6(mask)}`;
}

/** `2001:db8::/32`; a single host without its mask. */
export function formatNetwork6({ address, mask }: Address6WithMask): string {
  return mask === ALL_ONES ? formatIpv6(address) : `${formatIpv6(address)}${formatMask6(mask)}`;
}
