import { maskOf, parseIpv4 } from '../../../net/ipv4.ts';
import { BROADCAST_MAC } from '../../../net/mac.ts';
import { protocolNumber } from '../../netbase/protocols.ts';
import { portOfService } from '../../netbase/services.ts';
import { type Arithmetic, and, type Expression, or } from './expression.ts';
import type { Token } from './lexer.ts';

/** A complaint about an expression, in libpcap's words; it never leaves the parser. */
export class FilterError extends Error {
  constructor(
    message: string,
    /** A word that is right on Linux. */
    readonly unsimulated?: string,
  ) {
    super(message);
  }
}

/** What a filter has to ask its surroundings. */
export interface Names {
  /** The address of a host's name. */
  host(name: string): number | undefined;
  /** The link header is Ethernet's. */
  readonly ethernet: boolean;
  /** The netmask of the device's address, 0 without one. */
  readonly netmask: number;
}

export type Direction = 'src' | 'dst' | 'both' | 'default';

/** What stands in front of a value: `tcp src port`. */
export interface Qualifiers {
  readonly protocol: string | undefined;
  readonly direction: Direction;
  readonly kind: string;
}

/** A value with its mask. */
export interface Host {
  readonly token: Token;
  readonly prefixLength?: number;
  readonly mask?: string;
}

const ETHERTYPES: ReadonlyMap<string, number> = new Map([
  ['ip', 0x0800],
  ['arp', 0x0806],
  ['rarp', 0x8035],
  ['ip6', 0x86dd],
  ['vlan', 0x8100],
]);
const ETHERTYPE_IP = 0x0800;
const ETHERTYPE_ARP = 0x0806;
const ETHERTYPE_RARP = 0x8035;
const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['icmp', 1],
  ['igmp', 2],
  ['tcp', 6],
  ['udp', 17],
  ['esp', 50],
  ['ah', 51],
  ['icmp6', 58],
  ['igrp', 9],
  ['pim', 103],
  ['vrrp', 112],
  ['sctp', 132],
]);
/** Protocols that IPv6 carries by the same number. */
const BOTH_VERSIONS = new Set(['tcp', 'udp', 'sctp', 'pim', 'ah', 'esp']);
const PORT_PROTOCOLS = ['tcp', 'udp', 'sctp'];

/** Makes expressions of primitives (libpcap's gencode.c). */
export class Primitives {
  constructor(private readonly names: Names) {}

  /** A protocol alone. */
  protocol(name: string): Expression {
    if (name === 'ether') throw new FilterError('link layer applied in wrong context');
    const etherType = ETHERTYPES.get(name);
    if (etherType !== undefined) return { kind: 'link', etherType };
    const number = PROTOCOLS.get(name)!;
    return BOTH_VERSIONS.has(name) ? anyVersion(number) : { kind: 'protocol', number };
  }

  value(qualifiers: Qualifiers, host: Host): Expression {
    switch (qualifiers.kind) {
      case 'port':
        return this.port(qualifiers, host.token);
      case 'portrange':
        return this.portRange(qualifiers, host.token);
      case 'proto':
        return this.payload(qualifiers, host.token);
      case 'gateway':
        throw new FilterError(
          host.token.kind === 'name' ? "'gateway' not supported in this configuration" : "'gateway' requires a name",
        );
      default:
        return this.host(qualifiers, host);
    }
  }

  private host(qualifiers: Qualifiers, host: Host): Expression {
    const { token } = host;
    if (token.kind === 'mac') return this.etherHost(qualifiers, token);
    if (token.kind === 'ipv6') return this.ipv6(qualifiers);
    if (qualifiers.protocol === 'ether')
      throw new FilterError(
        token.kind === 'name' ? `unknown ether host '${token.text}'` : 'illegal link layer address',
      );
    const { address, mask } = this.network(qualifiers, host);
    const { protocol, direction, kind } = qualifiers;
    const at = (etherType: number, src: number, dst: number): Expression =>
      and({ kind: 'link', etherType }, either(direction, bytes(src, 4, mask, address), bytes(dst, 4, mask, address)));
    if (protocol === 'ip') return at(ETHERTYPE_IP, 12, 16);
    if (protocol === 'arp') return at(ETHERTYPE_ARP, 14, 24);
    if (protocol === 'rarp') return at(ETHERTYPE_RARP, 14, 24);
    if (protocol !== undefined)
      throw new FilterError(
        protocol === 'ip6' || protocol === 'icmp6'
          ? `'${protocol}' modifier applied to ip host`
          : `'${protocol}' modifier applied to ${kind === 'net' ? 'net' : 'host'}`,
      );
    return or(at(ETHERTYPE_IP, 12, 16), at(ETHERTYPE_ARP, 14, 24), at(ETHERTYPE_RARP, 14, 24));
  }

  /** The address a value stands for, under its mask: what is left out of a dotted quad is not compared. */
  private network({ kind }: Qualifiers, { token, prefixLength, mask }: Host): { address: number; mask: number } {
    if (token.kind === 'name') {
      if (kind === 'net') throw new FilterError(`unknown network '${token.text}'`);
      const address = this.names.host(token.text);
      if (address === undefined) throw new FilterError(`unknown host '${token.text}'`);
      return { address, mask: 0xffffffff };
    }
    const short = token.kind === 'number' ? shortNetwork(token.value, kind) : partialAddress(token.text);
    if (short === undefined) throw new FilterError(`invalid IPv4 address '${token.text}'`);
    if (prefixLength === undefined && mask === undefined) return short;
    if (prefixLength !== undefined && prefixLength > 32) throw new FilterError('mask length must be <= 32');
    const wanted = prefixLength === undefined ? (parseIpv4(mask!) ?? 0) : maskOf(prefixLength);
    const said = prefixLength === undefined ? `${token.text} mask ${mask}` : `${token.text}/${prefixLength}`;
    if ((short.address & ~wanted) !== 0) throw new FilterError(`non-network bits set in "${said}"`);
    if (kind !== 'net') throw new FilterError('Mask syntax for networks only');
    return { address: short.address, mask: wanted };
  }

  private etherHost({ protocol, direction, kind }: Qualifiers, { value }: Token): Expression {
    if (protocol !== 'ether' || (kind !== 'host' && kind !== 'default'))
      throw new FilterError('ethernet address used in non-ether expression');
    if (!this.names.ethernet)
      throw new FilterError(
        'ethernet addresses supported only on ethernet/FDDI/token ring/802.11/ATM LANE/Fibre Channel',
      );
    return either(direction, { kind: 'mac', offset: 6, mac: value }, { kind: 'mac', offset: 0, mac: value });
  }

  /** No IPv6 packet is ever seen. */
  private ipv6({ protocol }: Qualifiers): Expression {
    if (protocol === undefined || protocol === 'ip6') return { kind: 'link', etherType: ETHERTYPES.get('ip6')! };
    throw new FilterError(`'${protocol}' modifier applied to ip6 host`);
  }

  private port(qualifiers: Qualifiers, token: Token): Expression {
    const port = this.portNumber(qualifiers, token, 'port');
    return this.ports(qualifiers, port, port);
  }

  private portNumber({ protocol }: Qualifiers, token: Token, what: string): number {
    if (token.kind === 'dotted' || token.kind === 'mac' || token.kind === 'ipv6')
      throw new FilterError(`illegal qualifier of '${what}'`);
    if (protocol !== undefined && !PORT_PROTOCOLS.includes(protocol))
      throw new FilterError(`illegal qualifier of '${what}'`);
    if (token.kind === 'number') return checkedPort(token.value);
    const port = portOfService(token.text, protocol);
    if (port !== undefined) return port;
    const other = PORT_PROTOCOLS.find((each) => portOfService(token.text, each) !== undefined);
    throw new FilterError(other === undefined ? `unknown port '${token.text}'` : `port '${token.text}' is ${other}`);
  }

  private portRange(qualifiers: Qualifiers, token: Token): Expression {
    const [, from, to] = /^([^-]+)-([^-]+)$/.exec(token.text) ?? [];
    if (token.kind === 'number' || from === undefined || to === undefined) {
      const port = this.portNumber(qualifiers, token, 'portrange');
      return this.ports(qualifiers, port, port);
    }
    const bound = (text: string): number => {
      const port = /^\d+$/.test(text) ? Number(text) : portOfService(text, qualifiers.protocol);
      if (port === undefined) throw new FilterError(`unknown port in range '${token.text}'`);
      return port;
    };
    if (qualifiers.protocol !== undefined && !PORT_PROTOCOLS.includes(qualifiers.protocol))
      throw new FilterError("illegal qualifier of 'portrange'");
    const ends = [bound(from), bound(to)].map(checkedPort);
    return this.ports(qualifiers, Math.min(...ends), Math.max(...ends));
  }

  private ports({ protocol, direction }: Qualifiers, first: number, last: number): Expression {
    const wanted = protocol === undefined ? PORT_PROTOCOLS : [protocol];
    const numbers = wanted.map((name) => PROTOCOLS.get(name)!);
    const source: Expression = { kind: 'port', offset: 0, first, last };
    const destination: Expression = { kind: 'port', offset: 2, first, last };
    const carriers = or(
      and(or(...numbers.map((number): Expression => ({ kind: 'protocol', number }))), { kind: 'unfragmented' }),
      ...numbers.map((number): Expression => ({ kind: 'protocol6', number })),
    );
    return and(carriers, either(direction, source, destination));
  }

  private payload({ protocol }: Qualifiers, token: Token): Expression {
    if (protocol === 'ether') {
      const etherType = token.kind === 'number' ? token.value : ETHERTYPES.get(token.text);
      if (etherType === undefined) throw new FilterError(`unknown ether proto '${token.text}'`);
      return { kind: 'link', etherType };
    }
    const number = token.kind === 'number' ? token.value : protocolNumber(token.text);
    if (number === undefined) throw new FilterError(`unknown ip proto '${token.text}'`);
    if (protocol === undefined) return anyVersion(number);
    if (protocol === 'ip') return { kind: 'protocol', number };
    if (protocol === 'ip6') return { kind: 'protocol6', number };
    throw new FilterError(
      protocol === 'arp' ? 'arp does not encapsulate another protocol' : `'${protocol} proto' is bogus`,
    );
  }

  broadcast(protocol: string | undefined): Expression {
    if (protocol === 'ip') {
      const hosts = ~this.names.netmask >>> 0;
      return and({ kind: 'link', etherType: ETHERTYPE_IP }, or(bytes(16, 4, hosts, 0), bytes(16, 4, hosts, hosts)));
    }
    if (protocol !== undefined && protocol !== 'ether')
      throw new FilterError('only link-layer/IP broadcast filters supported');
    if (!this.names.ethernet) throw new FilterError('not a broadcast link');
    return { kind: 'mac', offset: 0, mac: BROADCAST_MAC };
  }

  multicast(protocol: string | undefined): Expression {
    if (protocol === 'ip') return and({ kind: 'link', etherType: ETHERTYPE_IP }, relation('>=', 'network', 16, 224));
    if ((protocol !== undefined && protocol !== 'ether') || !this.names.ethernet)
      throw new FilterError(
        'link-layer multicast filters supported only on ethernet/FDDI/token ring/ARCNET/802.11/ATM LANE/Fibre Channel',
      );
    return { kind: 'bytes', layer: 'link', offset: 0, size: 1, mask: 1, value: 1 };
  }

  /** Bytes of a protocol's header. Whether a packet has that header is asked by `carrier`. */
  load(protocol: string, offset: Arithmetic, size: number): Arithmetic {
    if (size !== 1 && size !== 2 && size !== 4) throw new FilterError('data size must be 1, 2, or 4');
    const layer = protocol === 'ether' ? 'link' : ETHERTYPES.has(protocol) ? 'network' : 'transport';
    return { kind: 'load', layer, offset, size, protocol };
  }

  /** What a packet has to be for bytes of a protocol to be in it. */
  carrier(protocol: string): Expression {
    if (protocol === 'ether') return { kind: 'constant', value: true };
    const is = this.protocol(protocol);
    const number = PROTOCOLS.get(protocol);
    return number === undefined ? is : and({ kind: 'protocol', number }, { kind: 'unfragmented' });
  }
}

function anyVersion(number: number): Expression {
  return or({ kind: 'protocol', number }, { kind: 'protocol6', number });
}

function either(direction: Direction, source: Expression, destination: Expression): Expression {
  if (direction === 'src') return source;
  if (direction === 'dst') return destination;
  return direction === 'both' ? and(source, destination) : or(source, destination);
}

function bytes(offset: number, size: number, mask: number, value: number): Expression {
  return { kind: 'bytes', layer: 'network', offset, size, mask, value: (value & mask) >>> 0 };
}

function relation(operator: string, layer: 'network', offset: number, value: number): Expression {
  const left: Arithmetic = { kind: 'load', layer, offset: { kind: 'number', value: offset }, size: 1, protocol: 'ip' };
  return { kind: 'relation', operator, left, right: { kind: 'number', value } };
}

function checkedPort(port: number): number {
  if (port > 65535) throw new FilterError(`illegal port number ${port} > 65535`);
  return port;
}

/** `10.1` is 10.1.0.0/16. */
function partialAddress(text: string): { address: number; mask: number } | undefined {
  const parts = text.split('.').map(Number);
  if (parts.some((part) => part > 255)) return undefined;
  const length = parts.length * 8;
  const address = parts.reduce((sum, part, at) => sum + part * 2 ** (24 - 8 * at), 0);
  return { address, mask: maskOf(length) };
}

/** A number as a network counts from the left: `net 10` is 10.0.0.0/8. */
function shortNetwork(value: number, kind: string): { address: number; mask: number } {
  let address = value >>> 0;
  let mask = 0xffffffff;
  while (kind === 'net' && address !== 0 && address < 0x1000000) {
    address *= 256;
    mask = (mask << 8) >>> 0;
  }
  return { address, mask };
}
