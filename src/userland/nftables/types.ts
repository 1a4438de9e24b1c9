import type { Value } from '../../kernel/netfilter/nft/set.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import { formatIpv6, parseIpv6 } from '../../net/ipv6.ts';
import { formatMac, parseMac } from '../../net/mac.ts';
import { nameFailure, resolveHost } from '../netbase/hosts.ts';
import { protocolName, protocolNumber } from '../netbase/protocols.ts';
import { portOfService, serviceAtPort } from '../netbase/services.ts';
import type { Process } from '../process.ts';
import { SYMBOLS } from './symbols.ts';
import { formatTime, parseTime } from './time.ts';

/** How values are printed: nft's options. */
export interface Style {
  /** `-n`: numbers instead of names. */
  readonly numeric: boolean;
  /** `-S`: names of ports. */
  readonly services: boolean;
  /** `-y` and `-p`: the same of priorities, and of protocols. */
  readonly numericPriority: boolean;
  readonly numericProtocol: boolean;
  /** `-T`: times as numbers. */
  readonly numericTime: boolean;
  /** `-u`: names of users and groups. */
  readonly ids: boolean;
}

/** A type of values: how they are read and written (struct datatype). */
export interface DataType {
  readonly name: string;
  /** What it is, in nft's messages. */
  readonly description: string;
  readonly bits: number;
  /** Values are sets of bits. */
  readonly bitmask?: boolean;
  /** Values are names, not numbers. */
  readonly text?: boolean;
  /** How many elements of a set stand on a line. */
  readonly perLine: number;
  /** Reads a word that is no number; a text is nft's complaint about it. */
  readonly parse?: (word: string, process: Process) => Value | { readonly error: string };
  readonly print: (value: Value, style: Style, process: Process) => string;
}

const hex = (digits: number) => (value: Value) => `0x${value.toString(16).padStart(digits, '0')}`;
const decimal = (value: Value) => String(value);

/** A type of names for numbers. */
function symbolic(
  name: string,
  description: string,
  bits: number,
  number: (value: Value) => string,
  more: Partial<DataType> = {},
): DataType {
  const symbols = SYMBOLS[name]!;
  return {
    name,
    description,
    bits,
    perLine: 1,
    parse: (word) => symbols.find(([symbol]) => symbol === word)?.[1] ?? { error: `Could not parse ${description}` },
    print: (value, { numeric }) =>
      (numeric ? undefined : symbols.find(([, each]) => each === value)?.[0]) ?? number(value),
    ...more,
  };
}

const flags = (name: string, description: string, bits: number) =>
  symbolic(name, description, bits, (value) => `0x${value.toString(16)}`, { bitmask: true, perLine: 2 });

/** The first name that a port has, of whatever protocol. */
function serviceName(port: number): string | undefined {
  return ['tcp', 'udp', 'ddp', 'sctp']
    .map((protocol) => serviceAtPort(port, protocol))
    .find((name) => name !== undefined);
}

/** A link by its number. */
const INTERFACE: DataType = {
  name: 'iface_index',
  description: 'network interface index',
  bits: 32,
  perLine: 5,
  parse: (word, { netns }) => netns.byName.get(word)?.ifindex ?? { error: 'Interface does not exist' },
  print: (value, _, { netns }) => {
    const device = netns.devices.get(Number(value));
    return device === undefined ? String(value) : `"${device.name}"`;
  },
};

const DAY = 86_400;

/** `08:00` and `08:00:30`; seconds since midnight. */
function parseHour(word: string): number | undefined {
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(word);
  if (parts === null) return undefined;
  return Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0);
}

function printHour(value: Value): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  const seconds = Number(value) % DAY;
  const base = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}`;
  return `"${seconds % 60 === 0 ? base : `${base}:${two(seconds % 60)}`}"`;
}

/** Every type, by nft's name. */
const ALL: readonly DataType[] = [
  { name: 'integer', description: 'integer', bits: 32, perLine: 5, print: decimal },
  {
    name: 'raw',
    description: 'integer',
    bits: 32,
    perLine: 5,
    parse: () => ({ error: 'Could not parse integer' }),
    print: (value) => `0x${value.toString(16)}`,
  },
  {
    name: 'ipv4_addr',
    description: 'IPv4 address',
    bits: 32,
    perLine: 2,
    parse: (word, process) => {
      if (word.includes(':')) return { error: 'Could not resolve hostname: Address family for hostname not supported' };
      const reason = /^[\d.]+$/.test(word) ? 'Name or service not known' : nameFailure(word);
      return resolveHost(process, word) ?? { error: `Could not resolve hostname: ${reason}` };
    },
    print: (value) => formatIpv4(Number(value)),
  },
  {
    name: 'ipv6_addr',
    description: 'IPv6 address',
    bits: 128,
    perLine: 1,
    parse: (word) =>
      parseIpv6(word) ?? {
        error: `Could not resolve hostname: ${/^[\d.]+$/.test(word) ? 'Address family for hostname not supported' : nameFailure(word)}`,
      },
    print: (value) => formatIpv6(BigInt(value)),
  },
  {
    name: 'ether_addr',
    description: 'Ethernet address',
    bits: 48,
    perLine: 1,
    parse: (word) => parseMac(padMac(word)) ?? { error: 'Invalid LL address' },
    print: (value) => formatMac(Number(value)),
  },
  {
    name: 'inet_proto',
    description: 'Internet protocol',
    bits: 8,
    perLine: 5,
    parse: (word) =>
      protocolNumber(word === 'icmpv6' ? 'ipv6-icmp' : word) ?? { error: 'Could not resolve protocol name' },
    print: (value, { numeric, numericProtocol }) =>
      (numeric || numericProtocol ? undefined : protocolName(Number(value))) ?? String(value),
  },
  {
    name: 'inet_service',
    description: 'internet network service',
    bits: 16,
    perLine: 5,
    parse: (word) =>
      portOfService(word) ?? { error: 'Could not resolve service: Servname not supported for ai_socktype' },
    print: (value, { services }) => {
      const name = services ? serviceName(Number(value)) : undefined;
      return name === undefined ? String(value) : `"${name}"`;
    },
  },
  { name: 'mark', description: 'packet mark', bits: 32, perLine: 5, print: hex(8) },
  {
    name: 'classid',
    description: 'TC classid',
    bits: 32,
    perLine: 5,
    parse: (word) => {
      const parts = /^([\da-f]+):([\da-f]+)$/i.exec(word);
      if (parts === null) return { error: 'Could not parse class' };
      return Number.parseInt(parts[1]!, 16) * 65536 + Number.parseInt(parts[2]!, 16);
    },
    print: (value) => `${(Number(value) >>> 16).toString(16)}:${(Number(value) & 0xffff).toString(16)}`,
  },
  { name: 'realm', description: 'routing realm', bits: 32, perLine: 1, print: decimal },
  INTERFACE,
  {
    name: 'ifname',
    description: 'network interface name',
    bits: 128,
    text: true,
    perLine: 1,
    parse: (word) => (word.length > 15 ? { error: 'String exceeds maximum length of 16' } : word),
    print: (value) => `"${value}"`,
  },
  {
    name: 'ct_helper',
    description: 'helper',
    bits: 128,
    text: true,
    perLine: 1,
    parse: (w) => w,
    print: (v) => `"${v}"`,
  },
  { name: 'ct_label', description: 'conntrack label', bits: 128, perLine: 1, print: decimal },
  {
    name: 'uid',
    description: 'user ID',
    bits: 32,
    perLine: 5,
    parse: (word) => (word === 'root' ? 0 : { error: 'User does not exist' }),
    print: (value, { ids }) => (ids && value === 0 ? '"root"' : String(value)),
  },
  {
    name: 'gid',
    description: 'group ID',
    bits: 32,
    perLine: 5,
    parse: (word) => (word === 'root' ? 0 : { error: 'Group does not exist' }),
    print: (value, { ids }) => (ids && value === 0 ? '"root"' : String(value)),
  },
  {
    name: 'devgroup',
    description: 'devgroup name',
    bits: 32,
    perLine: 1,
    parse: (word) => (word === 'default' ? 0 : { error: 'Could not parse devgroup name' }),
    print: (value, { numeric }) => (!numeric && value === 0 ? '"default"' : String(value)),
  },
  {
    name: 'ct_time',
    description: 'relative time',
    bits: 32,
    perLine: 1,
    parse: (word) => {
      const time = parseTime(word);
      return time === undefined ? { error: 'Could not parse relative time' } : time / 1000;
    },
    print: (value, style) => formatTime(Number(value) * 1000, style),
  },
  {
    name: 'time',
    description: 'Relative time of packet reception',
    bits: 64,
    perLine: 1,
    parse: (word) => {
      const parts = /^(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d)(?::(\d\d))?)?$/.exec(word);
      if (parts === null) return { error: 'Cannot parse date' };
      const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0));
      return Date.UTC(year!, month! - 1, day, hour, minute, second) / 1000;
    },
    print: (value) => `"${new Date(Number(value) * 1000).toISOString().slice(0, 19).replace('T', ' ')}"`,
  },
  {
    name: 'hour',
    description: 'Hour of day of packet reception',
    bits: 32,
    perLine: 1,
    parse: (word) => parseHour(word) ?? { error: 'Could not parse Hour of day of packet reception' },
    print: printHour,
  },
  symbolic('day', 'Day of week of packet reception', 8, decimal, {
    perLine: 1,
    print: (value, { numeric }) => {
      const name = SYMBOLS.day!.find(([, each]) => each === value)?.[0];
      return numeric || name === undefined ? String(value) : `"${name}"`;
    },
  }),
  symbolic('ether_type', 'Ethernet protocol', 16, hex(4)),
  symbolic('arp_op', 'ARP operation', 16, decimal, { perLine: 5 }),
  symbolic('nf_proto', 'netfilter protocol', 8, decimal, { perLine: 5 }),
  symbolic('pkt_type', 'packet type', 8, decimal, { perLine: 2 }),
  symbolic('iface_type', 'network interface type', 16, decimal),
  symbolic('icmp_type', 'ICMP type', 8, decimal),
  symbolic('icmp_code', 'icmp code', 8, decimal),
  symbolic('icmpv6_type', 'ICMPv6 type', 8, decimal),
  symbolic('icmpv6_code', 'icmpv6 code', 8, decimal),
  symbolic('icmpx_code', 'icmpx code', 8, decimal),
  symbolic('ct_dir', 'conntrack direction', 8, decimal, { perLine: 2 }),
  symbolic('fib_addrtype', 'fib address type', 32, decimal),
  symbolic('dscp', 'Differentiated Services Code Point', 6, hex(2)),
  symbolic('ecn', 'Explicit Congestion Notification', 2, hex(1)),
  symbolic('boolean', 'boolean type', 1, decimal),
  flags('ct_state', 'conntrack state', 32),
  flags('ct_status', 'conntrack status', 32),
  { ...flags('tcp_flag', 'TCP flag', 8), perLine: 5 },
];

/** The types by name. */
export const TYPES: ReadonlyMap<string, DataType> = new Map(ALL.map((type) => [type.name, type]));

/** A type that is known to exist. */
export function typeOf(name: string): DataType {
  return TYPES.get(name) ?? TYPES.get('integer')!;
}

/** Writes a value, of a set of bits all its names. */
export function printValue(type: DataType, value: Value, style: Style, process: Process, separator = ' | '): string {
  if (!type.bitmask || typeof value !== 'number' || value === 0)
    return value === 0 && type.bitmask ? '0x0' : type.print(value, style, process);
  return bitsOf(value)
    .map((bit) => type.print(bit, style, process))
    .join(separator);
}

/** The single bits of a number, the lowest first. */
export function bitsOf(value: number): number[] {
  const bits: number[] = [];
  for (let bit = 1; bit <= value && bits.length < 32; bit *= 2) if ((Math.floor(value / bit) & 1) === 1) bits.push(bit);
  return bits;
}

/** Each part of a MAC with two digits. */
function padMac(text: string): string {
  return text
    .split(':')
    .map((part) => part.padStart(2, '0'))
    .join(':');
}
