import type { Ipv4 } from '../../net/ipv4.ts';
import { parseIpv6 } from '../../net/ipv6.ts';
import { resolveHost } from '../netbase/hosts.ts';
import { networkAddress } from '../netbase/networks.ts';
import type { Process } from '../process.ts';
import { leadingInteger } from '../stdlib.ts';

/** An address as net-tools reads it: a number in any of inet_aton(3)'s forms, or a name of a network or host. */
export function resolveAddress(process: Process, text: string): Ipv4 | null {
  return networkAddress(text) ?? resolveHost(process, text);
}

/**
 * What resolving a name says when it fails: there is no name server to ask, and what cannot be a name is not asked
 * (herror(3)). Where hosts are looked for before networks, the last word is that of the file of networks.
 */
export function lookupFailure(text: string, hostFirst = false): string {
  const isAskable = /^[A-Za-z0-9_]([A-Za-z0-9._-]*)$/.test(text) && !/^[\d.]*\d$/.test(text);
  const asked = text === '' ? 'Unknown server error' : isAskable ? 'Host name lookup failure' : 'Unknown host';
  return `${text === '' ? '' : `${text}: `}${hostFirst ? 'Unknown host' : asked}`;
}

/** A prefix length or mask behind a slash, as net-tools understands it: undefined without a slash, null when it is no number. */
export function slashMask(text: string): { readonly host: string; readonly mask: Ipv4 | undefined } | null {
  const slash = text.indexOf('/');
  if (slash < 0) return { host: text, mask: undefined };
  const length = cNumber(text.slice(slash + 1));
  // A shift takes five bits of its count, so that 32 bits become none.
  return length === null ? null : { host: text.slice(0, slash), mask: ~(0xffffffff >>> (length & 31)) >>> 0 };
}

/** strtol(3) with base 0 over a whole word; the empty word is 0. */
function cNumber(text: string): number | null {
  if (text === '') return 0;
  const match = /^([+-]?)(0x[\da-f]+|0[0-7]*|[1-9]\d*)$/i.exec(text);
  if (match === null) return null;
  const digits = match[2]!;
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return match[1] === '-' ? -value : value;
}

/** An IPv6 address with its prefix length; null when it is none. */
export function readIpv6(text: string): { readonly address: bigint; readonly length: number } | null {
  const [host, length] = text.split('/');
  const address = parseIpv6(host!);
  if (address === null) return null;
  return { address, length: length === undefined ? 128 : leadingInteger(length) };
}
