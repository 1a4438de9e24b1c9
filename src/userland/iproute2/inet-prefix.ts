import type { Ipv4 } from '../../net/ipv4.ts';
import { parseIpv6 } from '../../net/ipv6.ts';
import type { Family, Ip } from '../../net/prefix.ts';
import { parseLong } from '../stdlib.ts';
import { parseUnsigned } from './number.ts';

/** What iproute2 reads as an address or prefix. */
export interface InetPrefix {
  /** Undefined for `default` and `all` as long as nothing else names the family. */
  readonly family: Family | undefined;
  readonly address: Ip;
  readonly length: number;
  /** False for `default` and `all`: no address is sent to the kernel. */
  readonly given: boolean;
  /** There is no octet of it to be sent: `any` and `all`, and `default` as long as nothing else names the family. */
  readonly empty: boolean;
  /** The length was written. */
  readonly lengthGiven: boolean;
}

/** Reads `10.8` as 10.8.0.0; each part may be octal or hexadecimal. */
function parseShortIpv4(text: string): Ipv4 | undefined {
  const parts = text.split('.');
  if (parts.length > 4) return undefined;
  let address = 0;
  for (let i = 0; i < 4; i++) {
    const part = parts[i];
    const octet = part === undefined ? 0 : parseLong(part);
    if (octet === undefined || octet < 0 || octet > 255) return undefined;
    address = address * 256 + octet;
  }
  return address;
}

function zero(family: Family | undefined): Ip {
  return family === 6 ? 0n : 0;
}

const WRITTEN = { given: true, empty: false, lengthGiven: false } as const;

/** Reads an address; `all`, `any` and `default` stand for none. Undefined when it is not one of that family. */
export function parseAddress(text: string, family: Family | undefined): InetPrefix | undefined {
  if (text === 'default' || text === 'all' || text === 'any') {
    const isDefault = text === 'default';
    const empty = !isDefault || family === undefined;
    return { family, address: zero(family), length: 0, given: false, empty, lengthGiven: isDefault };
  }
  if (text.includes(':')) {
    const address = family === 4 ? null : parseIpv6(text);
    return address === null ? undefined : { family: 6, address, length: 128, ...WRITTEN };
  }
  const address = family === 6 ? undefined : parseShortIpv4(text);
  return address === undefined ? undefined : { family: 4, address, length: 32, ...WRITTEN };
}

/** The length of a netmask; undefined when its bits are not in one row. */
function lengthOfMask(mask: Ipv4): number | undefined {
  const host = ~mask >>> 0;
  return (host & (host + 1)) === 0 ? Math.clz32(host) : undefined;
}

/** Reads an address with or without a length, which may be a netmask. */
export function parsePrefix(text: string, family: Family | undefined): InetPrefix | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash), family);
  if (address === undefined || slash < 0) return address;
  if (!address.given) return undefined;
  const written = text.slice(slash + 1);
  let length = parseUnsigned(written);
  if (length === undefined) {
    const mask = parseAddress(written, 4);
    if (mask === undefined || !mask.given) return undefined;
    length = lengthOfMask(mask.address as Ipv4);
  }
  if (length === undefined || length > address.length) return undefined;
  return { ...address, length, lengthGiven: true };
}

/** True when the first `length` bits of two addresses of one family are equal. */
export function sharesPrefix(a: Ip, b: Ip, length: number): boolean {
  if (length === 0) return true;
  if (typeof a === 'number' && typeof b === 'number') return (a ^ b) >>> (32 - length) === 0;
  return BigInt(a) >> BigInt(128 - length) === BigInt(b) >> BigInt(128 - length);
}
