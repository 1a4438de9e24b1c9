import type { Scope } from '../../kernel/address/requests.ts';
import type { RouteProtocol, RouteType } from '../../kernel/fib/requests.ts';
import { lastBits, parseLong } from '../stdlib.ts';
import { parseUnsigned } from './number.ts';

/** Names for numbers, as Debian's files in /etc/iproute2 give them. */
export class Names {
  private readonly names: ReadonlyMap<number, string>;
  private readonly numbers: ReadonlyMap<string, number>;

  constructor(
    names: ReadonlyMap<number, string>,
    private readonly most: number,
    private readonly unnamed: (id: number) => string = String,
    more: readonly (readonly [number, string])[] = [],
  ) {
    this.names = new Map([...names, ...more]);
    this.numbers = new Map([...names, ...more].map(([id, name]) => [name, id]));
  }

  /** These names, and those of a file such as rt_tables: a number and a name a line. */
  with(text: string): Names {
    const lines = text.split('\n').map((line) => /^\s*(0x[\da-fA-F]+|\d+)\s+(\S+)/.exec(line));
    const more = lines.flatMap((found) => (found === null ? [] : [[Number(found[1]), found[2] as string] as const]));
    return new Names(this.names, this.most, this.unnamed, more);
  }

  /** The name of a number, or the number itself. */
  format(id: number, numeric = false): string {
    return (numeric ? undefined : this.names.get(id)) ?? this.unnamed(id);
  }

  /** The number that a name or number says; undefined when it says none. */
  parse(text: string, base: 0 | 16 = 0): number | undefined {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const id = parseLong(text, base);
    return id === undefined || id < 0 || id > this.most ? undefined : id;
  }
}

/** rt_tables, as far as iproute2 knows them without the file: `Session.tables` has those of the file as well. */
export const ROUTE_TABLES = new Names(
  new Map([
    [255, 'local'],
    [254, 'main'],
    [253, 'default'],
    [0, 'unspec'],
  ]),
  0xffffffff,
);

/** rt_protos. */
export const PROTOCOLS = new Names(
  new Map([
    [0, 'unspec'],
    [1, 'redirect'],
    [2, 'kernel'],
    [3, 'boot'],
    [4, 'static'],
    [8, 'gated'],
    [9, 'ra'],
    [10, 'mrt'],
    [11, 'zebra'],
    [12, 'bird'],
    [13, 'dnrouted'],
    [14, 'xorp'],
    [15, 'ntk'],
    [16, 'dhcp'],
    [18, 'keepalived'],
    [42, 'babel'],
    [99, 'openr'],
    [186, 'bgp'],
    [187, 'isis'],
    [188, 'ospf'],
    [189, 'rip'],
    [192, 'eigrp'],
  ]),
  255,
);

/** rt_scopes. */
export const SCOPES = new Names(
  new Map([
    [0, 'global'],
    [255, 'nowhere'],
    [254, 'host'],
    [253, 'link'],
    [200, 'site'],
  ]),
  255,
);

/** rt_dsfield. */
export const DSFIELDS = new Names(
  new Map([
    [0x00, 'default'],
    [0x28, 'AF11'],
    [0x30, 'AF12'],
    [0x38, 'AF13'],
    [0x48, 'AF21'],
    [0x50, 'AF22'],
    [0x58, 'AF23'],
    [0x68, 'AF31'],
    [0x70, 'AF32'],
    [0x78, 'AF33'],
    [0x88, 'AF41'],
    [0x90, 'AF42'],
    [0x98, 'AF43'],
    [0x20, 'CS1'],
    [0x40, 'CS2'],
    [0x60, 'CS3'],
    [0x80, 'CS4'],
    [0xa0, 'CS5'],
    [0xc0, 'CS6'],
    [0xe0, 'CS7'],
    [0xb8, 'EF'],
  ]),
  255,
  (id) => `0x${id.toString(16).padStart(2, '0')}`,
);

/** group. */
/** Realms of routes and rules (rt_realms). */
export const REALMS = new Names(new Map([[0, 'cosmos']]), 0xffffffff);

export const GROUPS = new Names(new Map([[0, 'default']]), 0x7fffffff);

/** The number of a group of devices, of which the last 32 bits count (rtnl_group_a2n); undefined when it is none. */
export function parseGroup(text: string): number | undefined {
  const number = GROUPS.parse(text) ?? parseLong(text);
  const id = number === undefined ? -1 : lastBits(number, 32);
  return id < 0 ? undefined : id;
}

/** /etc/protocols, as far as people name them. */
const IP_PROTOCOLS = new Names(
  new Map([
    [1, 'icmp'],
    [2, 'igmp'],
    [4, 'ipencap'],
    [6, 'tcp'],
    [8, 'egp'],
    [9, 'igp'],
    [17, 'udp'],
    [33, 'dccp'],
    [41, 'ipv6'],
    [46, 'rsvp'],
    [47, 'gre'],
    [50, 'esp'],
    [51, 'ah'],
    [58, 'ipv6-icmp'],
    [88, 'eigrp'],
    [89, 'ospf'],
    [94, 'ipip'],
    [103, 'pim'],
    [112, 'vrrp'],
    [115, 'l2tp'],
    [132, 'sctp'],
    [136, 'udplite'],
  ]),
  -1,
  (id) => `ipproto-${id}`,
);

/** The number of an IP protocol by name or number. */
export function parseIpProtocol(text: string): number | undefined {
  return parseUnsigned(text, 255, 10) ?? IP_PROTOCOLS.parse(text);
}

/** The name of an IP protocol. */
export function formatIpProtocol(id: number, numeric: boolean): string {
  return IP_PROTOCOLS.format(id, numeric);
}

const NAMED_SCOPES = new Set(['global', 'site', 'link', 'host', 'nowhere']);
const NAMED_PROTOCOLS = new Set(['unspec', 'redirect', 'kernel', 'boot', 'static', 'dhcp', 'ra']);

/** A scope as the kernel's requests say it. */
export function scopeOf(id: number): Scope {
  const name = SCOPES.format(id);
  return NAMED_SCOPES.has(name) ? (name as Scope) : id;
}

/** The number of a scope. */
export function scopeNumber(scope: Scope): number {
  return typeof scope === 'number' ? scope : SCOPES.parse(scope)!;
}

/** A route's protocol as the kernel's requests say it. */
export function protocolOf(id: number): RouteProtocol {
  const name = PROTOCOLS.format(id);
  return NAMED_PROTOCOLS.has(name) ? (name as RouteProtocol) : id;
}

/** The number of a route's protocol. */
export function protocolNumber(protocol: RouteProtocol): number {
  return typeof protocol === 'number' ? protocol : PROTOCOLS.parse(protocol)!;
}

/** RTN_* in order. */
const ROUTE_TYPES = [
  'none',
  'unicast',
  'local',
  'broadcast',
  'anycast',
  'multicast',
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
  'nat',
  'xresolve',
];
/** In the order in which iproute2 tries abbreviations. */
const ABBREVIATED_TYPES = [
  'broadcast',
  'anycast',
  'multicast',
  'prohibit',
  'unreachable',
  'blackhole',
  'xresolve',
  'unicast',
];

/** The type of route a word names, abbreviated or by number; undefined for none. */
export function parseRouteType(word: string): RouteType | undefined {
  if (word === 'local' || word === 'nat' || word === 'throw') return word;
  if (word === 'brd') return 'broadcast';
  const name = word === '' ? undefined : ABBREVIATED_TYPES.find((type) => type.startsWith(word));
  const id = name === undefined ? parseUnsigned(word, 255) : undefined;
  return (name ?? (id === undefined ? undefined : ROUTE_TYPES[id])) as RouteType | undefined;
}

/** The name of a route type, or its number. */
export function formatRouteType(type: RouteType, numeric: boolean): string {
  return numeric ? String(ROUTE_TYPES.indexOf(type)) : type;
}
