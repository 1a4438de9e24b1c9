import { IPPROTO_ICMP, IPPROTO_TCP, IPPROTO_UDP } from '../../../net/ipv4-packet.ts';
import type { Connection } from '../conntrack/connection.ts';
import { IPS_FIXED_TIMEOUT, IPS_SRC_NAT, IPS_SRC_NAT_DONE, ORIGINAL, REPLY } from '../conntrack/info.ts';
import type { TcpState } from '../conntrack/timeouts.ts';
import { invertTuple, type Tuple } from '../conntrack/tuple.ts';
import type { HookNetns } from '../skb.ts';
import { jhashAddress, swapBytes } from './jhash.ts';
import type { Manip, NatRange } from './range.ts';

/** States in which a connection is over. */
const OVER: ReadonlySet<TcpState> = new Set(['TIME_WAIT', 'CLOSE', 'SYN_SENT2']);
/** Ports tried before the search starts elsewhere (NF_NAT_MAX_ATTEMPTS). */
const MAX_ATTEMPTS = 128;

/** How many attempts are left when those are made for which a connection that is over has to go (NF_NAT_HARDER_THRESH). */
const HARDER_FROM = 32;

/**
 * A translation of `original` within the range whose answers nobody else gets (get_unique_tuple): as it is if free, as
 * the same source is already translated if possible, else another port.
 */
export function uniqueTuple(
  netns: HookNetns,
  original: Tuple,
  range: NatRange,
  connection: Connection,
  manip: Manip,
): Tuple {
  const shuffle = range.random === true || range.randomFully === true;
  if (manip === 'source' && !shuffle) {
    if (inRange(original, range)) {
      if (!isUsed(netns, original, connection)) return original;
    } else {
      const known = mappingOfSameSource(netns, original, range);
      if (known !== undefined && !isUsed(netns, known, connection)) return known;
    }
  }
  const tuple = bestAddress(original, range, manip);
  if (!shuffle) {
    const { ports } = range;
    if (ports === undefined) {
      if (!isUsed(netns, tuple, connection)) return tuple;
    } else if (ports.base === undefined && portIn(tuple, range, manip)) {
      if (ports.min === ports.max || !isUsed(netns, tuple, connection)) return tuple;
    }
  }
  return uniquePort(netns, tuple, range, connection, manip);
}

/** True when the answers to the tuple would be another connection's (nf_nat_used_tuple). */
function isUsed(netns: HookNetns, tuple: Tuple, connection: Connection): boolean {
  return netns.netfilter.connections.isTaken(invertTuple(tuple), connection, netns.kernel.now);
}

/**
 * Throws a translated TCP connection away that is over and has the answers of the tuple, where the new one's sequence
 * numbers are ahead of its (nf_nat_used_tuple_harder).
 */
function makeRoom(netns: HookNetns, tuple: Tuple, connection: Connection): void {
  const { connections } = netns.netfilter;
  const { now } = netns.kernel;
  const found = connections.find(invertTuple(tuple), now);
  const old = found?.connection;
  if (found?.direction !== REPLY || old === undefined || old === connection) return;
  if (old.tcp === undefined || connection.tcp === undefined || !OVER.has(old.tcp.state)) return;
  if ((old.status & IPS_SRC_NAT) === 0 || (old.status & IPS_FIXED_TIMEOUT) !== 0) return;
  if (((connection.tcp.seen[ORIGINAL].end - old.tcp.seen[ORIGINAL].end) | 0) > 0) connections.remove(old, now);
}

/** The port, or echo id, that a manipulation changes. */
function portOf(tuple: Tuple, manip: Manip): number {
  return manip === 'source' || tuple.protocol === IPPROTO_ICMP ? tuple.srcPort : tuple.dstPort;
}

function portIn(tuple: Tuple, { ports }: NatRange, manip: Manip): boolean {
  if (ports === undefined) return true;
  const port = portOf(tuple, manip);
  return port >= ports.min && port <= ports.max;
}

/** True when the source already fits the range (nf_in_range). */
function inRange(tuple: Tuple, range: NatRange): boolean {
  const { addresses } = range;
  if (addresses !== undefined && (tuple.src < addresses.min || tuple.src > addresses.max)) return false;
  return portIn(tuple, range, 'source');
}

/** The translation that the same source address and port already has, where it fits (find_appropriate_src). */
function mappingOfSameSource(netns: HookNetns, tuple: Tuple, range: NatRange): Tuple | undefined {
  for (const connection of netns.netfilter.connections.list(netns.kernel.now)) {
    if ((connection.status & IPS_SRC_NAT_DONE) === 0) continue;
    const { protocol, src, srcPort } = connection.tuples[ORIGINAL];
    if (protocol !== tuple.protocol || src !== tuple.src || srcPort !== tuple.srcPort) continue;
    const mapped = invertTuple(connection.tuples[REPLY]);
    const candidate = { ...tuple, src: mapped.src, srcPort: mapped.srcPort };
    if (inRange(candidate, range)) return candidate;
  }
  return undefined;
}

/** The address out of the range, spread by a hash of the addresses (find_best_ips_proto). */
function bestAddress(tuple: Tuple, { addresses, persistent }: NatRange, manip: Manip): Tuple {
  if (addresses === undefined) return tuple;
  const { min, max } = addresses;
  let address = min;
  if (min !== max) {
    const hash = jhashAddress(swapBytes(tuple.src), persistent ? 0 : swapBytes(tuple.dst));
    address = (min + Number((BigInt(hash) * BigInt(max - min + 1)) >> 32n)) >>> 0;
  }
  return manip === 'source' ? { ...tuple, src: address } : { ...tuple, dst: address };
}

/** Another port so that the tuple is unique (nf_nat_l4proto_unique_tuple); the last one tried when none is free. */
function uniquePort(netns: HookNetns, tuple: Tuple, range: NatRange, connection: Connection, manip: Manip): Tuple {
  const field = manip === 'source' || tuple.protocol === IPPROTO_ICMP ? 'srcPort' : 'dstPort';
  const limits = portLimits(tuple, range, manip);
  if (limits === undefined) return tuple;
  const { min, size } = limits;
  let offset = 0;
  if (range.ports?.base !== undefined) offset = tuple[field] - range.ports.base;
  else if (manip === 'source' || range.random || range.randomFully) offset = netns.kernel.random(65536);
  let candidate = tuple;
  for (let attempts = Math.min(size, MAX_ATTEMPTS); ; attempts >>= 1) {
    for (let i = 0; i < attempts; i++, offset++) {
      candidate = { ...tuple, [field]: min + ((offset & 0xffff) % size) };
      if (attempts - i <= HARDER_FROM) makeRoom(netns, candidate, connection);
      if (!isUsed(netns, candidate, connection)) return candidate;
    }
    if (attempts >= size || attempts < 16) return candidate;
    offset = netns.kernel.random(65536);
  }
}

/** Where to look for a port; undefined where the protocol has none or it must not change. */
function portLimits(
  tuple: Tuple,
  { ports }: NatRange,
  manip: Manip,
): { readonly min: number; readonly size: number } | undefined {
  const { protocol } = tuple;
  if (protocol !== IPPROTO_ICMP && protocol !== IPPROTO_TCP && protocol !== IPPROTO_UDP) return undefined;
  if (ports !== undefined) {
    const min = Math.min(ports.min, ports.max);
    return { min, size: Math.max(ports.min, ports.max) - min + 1 };
  }
  if (protocol === IPPROTO_ICMP) return { min: 0, size: 65536 };
  if (manip === 'destination') return undefined;
  // Privileged ports stay privileged, in the two ranges that rlogin's convention told apart.
  if (tuple.srcPort < 512) return { min: 1, size: 511 };
  if (tuple.srcPort < 1024) return { min: 600, size: 424 };
  return { min: 1024, size: 65536 - 1024 };
}
