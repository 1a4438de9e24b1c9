import { formatIpv6, type Ipv6, parseIpv6 } from '../../net/ipv6.ts';
import { nameFailure, parseAton } from '../netbase/hosts.ts';
import { portOfService } from '../netbase/services.ts';
import { type AddressWithMask, parseMaskLength } from './address.ts';
import { formatMask6, formatNetwork6, parseAddress6 } from './address6.ts';
import { complain } from './complaint.ts';
import type { Given } from './extension.ts';
import { parseUnsigned, scanDecimal, scanUnsigned } from './number.ts';

/**
 * Values of options by the types that extensions declare them with (enum xt_option_type of libxtables), each with the
 * message of its kind. `label` is the extension's name.
 */

const UINT32_MAX = 0xffffffff;

/** A range of numbers or ports. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** XTTYPE_UINT8 … XTTYPE_UINT64: a whole number. */
export function parseNumber(label: string, { name, value, index }: Given, max: number = UINT32_MAX, min: number = 0) {
  const number = parseUnsigned(value, max, min);
  if (number !== undefined) return number;
  return complain(`${label}: bad value for option "${name}", or out of range (${min}-${max}).\n`, index);
}

/** XTTYPE_UINT8RC … XTTYPE_UINT64RC: `5`, `5:9`, `:9`, `5:`. */
export function parseNumberRange(label: string, { name, value, index }: Given, limit: number): Range {
  const bound = (text: string, open: number): { readonly value: number; readonly rest: string } => {
    if (text === '' || text.startsWith(':')) return { value: open, rest: text };
    const scanned = scanUnsigned(text);
    const near = `${label}: bad value for option "${name}" near "${text}", or out of range (0-${limit}).\n`;
    if (scanned === undefined || scanned.value > limit) return complain(near, index);
    const garbage = `${label}: Argument to "${name}" has unexpected characters near "${scanned.rest}".\n`;
    return scanned.rest === '' || scanned.rest.startsWith(':') ? scanned : complain(garbage, index);
  };
  const low = bound(value, 0);
  if (low.rest === '') return { min: low.value, max: low.value };
  const high = bound(low.rest.slice(1), limit);
  if (high.rest !== '') complain(`${label}: Too many components for option "${name}" (max: 2)\n`, index);
  return { min: low.value, max: high.value };
}

/** The port of a number or service name as getaddrinfo finds it; numbers too large are cut off as it does. */
function resolvePort(text: string, index: number): number {
  if (text === '') return 0;
  const number = scanDecimal(text);
  // An int is made of it, and only 16 bits of that are a port.
  const port = number?.rest === '' ? Number(BigInt.asIntN(32, number.value)) : -1;
  if (port >= 0) return port & 0xffff;
  return portOfService(text) ?? complain(`Port "${text}" does not resolve to anything.\n`, index);
}

/** XTTYPE_PORTRC: `80`, `http`, `80:90`, `80:`, `:90`. */
export function parsePorts(label: string, { name, value, index }: Given): Range {
  const [low, high, ...more] = value.split(':');
  const min = resolvePort(low!, index);
  if (high === undefined) return { min, max: min };
  const max = high === '' ? 65535 : resolvePort(high, index);
  if (more.length > 0) complain(`${label}: Too many components for option "${name}" (max: 2)\n`, index);
  return { min, max };
}

/** XTTYPE_MARKMASK32: `VALUE[/MASK]`. */
export function parseMarkMask(label: string, { name, value, index }: Given): { value: number; mask: number } {
  const bad = () => complain(`${label}: bad integer value for option "${name}", or out of range.\n`, index);
  const garbage = () => complain(`${label}: trailing garbage after value for option "${name}".\n`, index);
  const first = scanUnsigned(value) ?? bad();
  if (first.value > UINT32_MAX) bad();
  if (first.rest === '') return { value: first.value, mask: UINT32_MAX };
  if (!first.rest.startsWith('/')) garbage();
  const mask = scanUnsigned(first.rest.slice(1)) ?? bad();
  if (mask.value > UINT32_MAX) bad();
  return mask.rest === '' ? { value: first.value, mask: mask.value } : garbage();
}

/** XTTYPE_HOST: an address, or a name that needs no resolver. */
export function parseHostValue(text: string, index: number): number {
  const address = parseAton(text) ?? (text === 'localhost' ? 0x7f000001 : null);
  // Asked for IPv4 alone, getaddrinfo takes digits and dots for an address that went wrong.
  const isOther = parseIpv6(text) !== null;
  const other = 'Address family for hostname not supported';
  const failure = isOther ? other : /^[\d.]*\d$/.test(text) ? 'Name or service not known' : nameFailure(text);
  return address ?? complain(`getaddrinfo: ${failure}\n`, index);
}

/** XTTYPE_HOST of ip6tables: an address of IPv6. */
export function parseHost6(text: string, index: number): Ipv6 {
  return parseIpv6(text) ?? complain(`getaddrinfo: ${nameFailure(text)}\n`, index);
}

/** XTTYPE_HOSTMASK of ip6tables, as it is written back; `always` with its length. */
export function parseHostMask6({ value, index }: Given, always: boolean): string {
  const { address, mask } = parseAddress6(
    value.replace(/^[^/]*/, (host) => formatIpv6(parseHost6(host, index))),
    index,
  );
  const network = { address: address & mask, mask };
  return always ? `${formatIpv6(network.address)}${formatMask6(mask)}` : formatNetwork6(network);
}

/** XTTYPE_HOSTMASK: `ADDRESS[/MASK]`; a mask that is no prefix counts as none. The address is not masked. */
export function parseHostMask(label: string, { name, value, index }: Given): AddressWithMask {
  const slash = value.indexOf('/');
  if (slash < 0) return { address: parseHostValue(value, index), mask: UINT32_MAX };
  const text = value.slice(slash + 1);
  const mask = parseMaskLength(text);
  if (mask === undefined) {
    complain(`${label}: bad value for option "${name}", neither a valid network mask nor valid CIDR (0-32).\n`, index);
  }
  return { address: parseHostValue(value.slice(0, slash), index), mask };
}

/** Names in a list, each shortened at will (strncasecmp with the length of what was written); the rest in a complaint. */
export function parseNameList<Name extends string>(
  text: string,
  names: readonly Name[],
  bad: (rest: string) => never,
): Name[] {
  const found: Name[] = [];
  for (let rest: string | undefined = text; rest !== undefined; ) {
    const comma: number = rest.indexOf(',');
    const word = (comma < 0 ? rest : rest.slice(0, comma)).toUpperCase();
    const name = word === '' ? undefined : names.find((one) => one.startsWith(word));
    found.push(name ?? bad(rest));
    rest = comma < 0 ? undefined : rest.slice(comma + 1);
  }
  return found;
}
