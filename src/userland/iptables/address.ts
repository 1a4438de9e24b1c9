import { formatIpv4, type Ipv4, maskOf } from '../../net/ipv4.ts';
import { parseAton } from '../netbase/hosts.ts';
import { networkAddress, networkName } from '../netbase/networks.ts';
import { complain } from './complaint.ts';
import { parseUnsigned } from './number.ts';

/** An address with a mask, not yet masked. */
export interface AddressWithMask {
  readonly address: Ipv4;
  readonly mask: Ipv4;
}

/** A dotted quad, or only its beginning for a network: `10`, `10.1` (numeric_to_ipaddr). */
function parseDotted(text: string, complete: boolean): Ipv4 | undefined {
  const parts = text.split('.');
  if (parts.length > 4 || (complete && parts.length !== 4)) return undefined;
  let address = 0;
  for (let i = 0; i < 4; i++) {
    const part = parts[i];
    const octet = part === undefined ? 0 : parseUnsigned(part, 255);
    if (octet === undefined) return undefined;
    address = address * 256 + octet;
  }
  return address;
}

/** A host by address, by the beginning of one, or by a name that needs no resolver: that of a network comes first. */
export function parseHost(text: string, index: number): Ipv4 {
  const localhost = text === 'localhost' ? 0x7f000001 : null;
  const address = parseDotted(text, false) ?? networkAddress(text) ?? parseAton(text) ?? localhost;
  return address ?? complain(`host/network \`${text}' not found`, index);
}

/** A dotted quad or the beginning of one; undefined for anything else. */
export function parseQuadOrBeginning(text: string): Ipv4 | undefined {
  return parseDotted(text, false);
}

/** The mask of `24` or of an address in any of inet_aton(3)'s forms, a host's where it is no mask; undefined for what is neither. */
export function parseMaskLength(text: string): Ipv4 | undefined {
  const quad = parseDotted(text, true);
  if (quad !== undefined) return maskLength(quad) === undefined ? 0xffffffff : quad;
  const bits = parseUnsigned(text, 32);
  if (bits !== undefined) return maskOf(bits);
  const address = parseAton(text);
  if (address === null) return undefined;
  return maskLength(address) === undefined ? 0xffffffff : address;
}

/** A whole dotted quad; undefined for anything else. */
export function parseQuad(text: string): Ipv4 | undefined {
  return parseDotted(text, true);
}

/** `/24`, `/255.255.255.0` (parse_ipmask). */
export function parseMask(text: string, index: number): Ipv4 {
  const quad = parseDotted(text, true);
  if (quad !== undefined) return quad;
  const bits = parseUnsigned(text, 32);
  return bits === undefined ? complain(`invalid mask \`${text}' specified`, index) : maskOf(bits);
}

/** Addresses with masks, separated by commas (xtables_ipparse_multiple). */
export function parseAddresses(text: string, index: number): AddressWithMask[] {
  return text.split(',').map((part) => parseAddress(part.trimStart(), index));
}

/** `ADDRESS[/MASK]`. */
export function parseAddress(text: string, index: number): AddressWithMask {
  const slash = text.lastIndexOf('/');
  const mask = slash < 0 ? 0xffffffff : parseMask(text.slice(slash + 1), index);
  const name = slash < 0 ? text : text.slice(0, slash);
  // With an empty mask the host does not matter; the tool does not even look at it.
  return { address: mask === 0 ? 0 : parseHost(name, index), mask };
}

/** The length of a mask whose ones stand in front; undefined for any other. */
export function maskLength(mask: Ipv4): number | undefined {
  const length = Math.clz32(~mask);
  return maskOf(length) === mask ? length : undefined;
}

/** `/24`, or the mask in full where it is no prefix. */
export function formatMask(mask: Ipv4): string {
  const length = maskLength(mask);
  return length === undefined ? `/${formatIpv4(mask)}` : `/${length}`;
}

/** A host's name, or a network's whatever its mask, or the address itself (xtables_ipaddr_to_anyname). */
function nameOf(address: Ipv4): string {
  return address === 0x7f000001 ? 'localhost' : (networkName(address) ?? formatIpv4(address));
}

/** `10.0.0.0/8`; a single host without its mask. */
export function formatNetwork({ address, mask }: AddressWithMask, names: boolean = false): string {
  const host = names ? nameOf(address) : formatIpv4(address);
  return mask === 0xffffffff ? host : `${host}${formatMask(mask)}`;
}
