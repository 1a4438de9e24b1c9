import { parseIpv6 } from '../../net/ipv6.ts';
import { type Ip, networkOfIp } from '../../net/prefix.ts';
import { parseAton } from '../netbase/hosts.ts';
import { portOfService } from '../netbase/services.ts';
import { type Complaint, syntaxError } from './complaint.ts';

/** A number, decimal, 0x… or 0… (string_to_number_ll). */
export function parseNumber(text: string, min: number, max: number, index: number, shown: string = `${max}`): number {
  const [, sign, digits = ''] = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.exec(text) ?? [];
  if (digits === '') syntaxError(`'${text}' is invalid as number`, index);
  const size = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  const value = sign === '-' ? 0 - size : size;
  return value < min || value > max ? syntaxError(`'${text}' is out of range ${min}-${shown}`, index) : value;
}

/** A span of numbers, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One address, by number or a name that needs no resolver. */
export function parseAddress(text: string, index: number): number {
  const address = parseAton(text.replace(/^\[(.*)\]$/, '$1')) ?? (text === 'localhost' ? 0x7f000001 : null);
  return address ?? syntaxError(`cannot parse ${text}: resolving to IPv4 address failed`, index);
}

/** An address, a network, or `FROM-TO` (ipset_parse_ip); `cidr` where a network was written. */
export function parseAddresses(text: string, index: number): Span & { readonly cidr: number | undefined } {
  const slash = text.indexOf('/');
  if (slash >= 0 && slash < text.length - 1) {
    const cidr = parseNumber(text.slice(slash + 1), 0, 32, index);
    const mask = cidr === 0 ? 0 : (0xffffffff << (32 - cidr)) >>> 0;
    const from = (parseAddress(text.slice(0, slash), index) & mask) >>> 0;
    return { from, to: (from | ~mask) >>> 0, cidr };
  }
  const dash = text.indexOf('-');
  if (dash <= 0 || dash === text.length - 1) {
    const address = parseAddress(text, index);
    return { from: address, to: address, cidr: undefined };
  }
  const first = parseAddress(text.slice(0, dash), index);
  const last = parseAddress(text.slice(dash + 1), index);
  return { from: Math.min(first, last), to: Math.max(first, last), cidr: undefined };
}

/** One address of IPv6, in brackets or not. */
export function parseAddress6(text: string, index: number): bigint {
  const address = parseIpv6(text.replace(/^\[(.*)\]$/, '$1'));
  return address ?? syntaxError(`cannot parse ${text}: resolving to IPv6 address failed`, index);
}

/** An address or a network of IPv6; of spans there are none. */
export function parseNetwork6(text: string, index: number): { readonly ip: Ip; readonly cidr: number } {
  const [address = '', length] = text.split('/');
  if (length === undefined && address.includes('-'))
    syntaxError(`IP address or IP/cidr must be specified: ${text}`, index);
  const cidr = length === undefined ? 128 : parseNumber(length, 0, 128, index);
  return { ip: networkOfIp(parseAddress6(address, index), cidr), cidr };
}

/** Ports by number or service, one or `FROM-TO` (ipset_parse_tcp_port and its like). */
export function parsePorts(text: string, protocol: string, index: number): Span {
  const dash = text.indexOf('-', 1);
  const service = portOfService(text, protocol);
  if (service !== undefined) return { from: service, to: service };
  if (dash < 0) {
    const port = parsePort(text, protocol, index);
    return { from: port, to: port };
  }
  const first = parsePort(text.slice(0, dash), protocol, index);
  const last = parsePort(text.slice(dash + 1), protocol, index);
  return { from: Math.min(first, last), to: Math.max(first, last) };
}

function parsePort(text: string, protocol: string, index: number): number {
  const known = portOfService(text, protocol);
  if (known !== undefined) return known;
  try {
    return parseNumber(text, 0, 65535, index);
  } catch (error) {
    // Each of the ways in which it was tried says so.
    const { text: said } = error as Complaint;
    const [first] = said.replace('Syntax error: ', '').split('\n');
    return syntaxError(
      `${first}\nSyntax error: '${protocol}' is invalid as number\ncannot parse '${text}' as a ${protocol} port`,
      index,
    );
  }
}
