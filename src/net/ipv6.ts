import ipaddr from 'ipaddr.js';

/** An IPv6 address as an unsigned 128-bit integer. */
export type Ipv6 = bigint;

/** Reads any textual form of RFC 4291 §2.2; null when the text is not an IPv6 address. */
export function parseIpv6(text: string): Ipv6 | null {
  if (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text)) return null;
  return ipaddr.IPv6.parse(text).parts.reduce((sum, part) => (sum << 16n) | BigInt(part), 0n);
}

/** Writes the canonical form (RFC 5952). */
export function formatIpv6(address: Ipv6): string {
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
