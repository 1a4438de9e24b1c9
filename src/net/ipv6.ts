import ipaddr from 'ipaddr.js';
import { formatIpv4, parseIpv4 } from './ipv4.ts';

/** An IPv6 address as an unsigned 128-bit integer. */
export type Ipv6 = bigint;

/** Reads any textual form of RFC 4291 §2.2; null when the text is not an IPv6 address. */
export function parseIpv6(text: string): Ipv6 | null {
  if (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text)) return null;
  // The library reads `::10.0.0.1` as the mapped address ::ffff:10.0.0.1.
  const quad = text.slice(text.lastIndexOf(':') + 1);
  const inner = quad.includes('.') ? parseIpv4(quad) : undefined;
  if (inner === null) return null;
  const groups =
    inner === undefined
      ? text
      : `${text.slice(0, -quad.length)}${(inner >>> 16).toString(16)}:${(inner & 0xffff).toString(16)}`;
  return ipaddr.IPv6.parse(groups).parts.reduce((sum, part) => (sum << 16n) | BigInt(part), 0n);
}

/** The unspecified address (RFC 4291 §2.5.2). */
export const ANY_IPV6: Ipv6 = 0n;

/** The loopback address (RFC 4291 §2.5.3). */
export const LOOPBACK_IPV6: Ipv6 = 1n;

/** Writes the canonical form (RFC 5952); an IPv4 address inside as a dotted quad, as inet_ntop(3) does. */
export function formatIpv6(address: Ipv6): string {
  const high = address >> 32n;
  const isCompatible = high === 0n && address >> 16n !== 0n;
  if (isCompatible || high === 0xffffn)
    return `::${isCompatible ? '' : 'ffff:'}${formatIpv4(Number(address & 0xffffffffn))}`;
  const parts = Array.from({ length: 8 }, (_, i) => Number((address >> BigInt(112 - 16 * i)) & 0xffffn));
  return new ipaddr.IPv6(parts).toRFC5952String();
}

/** The link-local address fe80::/64 with the modified EUI-64 of a MAC address (RFC 4291, appendix A). */
export function linkLocalOf(mac: number): Ipv6 {
  const value = BigInt(mac);
  const high = (value >> 24n) ^ 0x020000n;
  const low = value & 0xffffffn;
  return (0xfe80n << 112n) | (high << 40n) | (0xfffen << 24n) | low;
}

/** The least MTU of a link that carries IPv6 (RFC 8200 §5). */
export const IPV6_MIN_MTU = 1280;

/** True for the address of a group (RFC 4291 §2.7). */
export const isMulticastIpv6 = (address: Ipv6): boolean => address >> 120n === 0xffn;
