import { formatIpv4, type Ipv4, networkOf } from './ipv4.ts';
import { formatIpv6, type Ipv6 } from './ipv6.ts';

/** An address of either family: a number is IPv4, a bigint IPv6. */
export type Ip = Ipv4 | Ipv6;

/** The address family as people write it. */
export type Family = 4 | 6;

/** An address with a prefix length (0…32 or 0…128); host bits may be set. */
export interface Prefix {
  readonly address: Ip;
  readonly length: number;
}

/** The family an address belongs to. */
export function familyOf(address: Ip): Family {
  return typeof address === 'bigint' ? 6 : 4;
}

/** Writes an address of either family. */
export function formatIp(address: Ip): string {
  return typeof address === 'bigint' ? formatIpv6(address) : formatIpv4(address);
}

/** The bits of an address of the family: 32 or 128. */
export function addressBits(family: Family): number {
  return family === 4 ? 32 : 128;
}

/** The address with the bits behind a prefix cleared. */
export function networkOfIp(address: Ip, length: number): Ip {
  if (typeof address === 'number') return networkOf(address, length);
  const host = BigInt(128 - length);
  return (address >> host) << host;
}

/** Writes `address/length`, always with the length. */
export function formatPrefix(prefix: Prefix): string {
  return `${formatIp(prefix.address)}/${prefix.length}`;
}
