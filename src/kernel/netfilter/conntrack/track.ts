import type { Ipv4Packet, TransportPayload } from '../../../net/ipv4-packet.ts';
import type { Cause } from '../../cause.ts';
import type { HookNetns, HookSkb } from '../skb.ts';
import { Connection } from './connection.ts';
import {
  CT_ESTABLISHED,
  CT_ESTABLISHED_REPLY,
  CT_NEW,
  CT_RELATED,
  CT_RELATED_REPLY,
  CT_UNTRACKED,
  type CtInfo,
  directionOf,
  IPS_ASSURED,
  IPS_DYING,
  IPS_EXPECTED,
  IPS_SEEN_REPLY,
  ORIGINAL,
  REPLY,
} from './info.ts';
import { newTcp, type TcpVerdict, trackTcp } from './tcp.ts';
import { timeoutOf, UDP_STREAM_AFTER } from './timeouts.ts';
import { invertTuple, type Tuple, tupleOf } from './tuple.ts';

/** Connections that there may be unless told otherwise (nf_conntrack_max). */
const DEFAULT_MAX = 262144;

/**
 * Finds or makes the connection of a packet (nf_conntrack_in). Afterwards the packet has a connection, or none: then it
 * is INVALID. False when the packet has to be dropped, as there is no place for another connection.
 */
export function track(netns: HookNetns, skb: HookSkb): boolean {
  // Seen before, as over loopback, or not to be tracked.
  if (skb.connection !== null || skb.ctInfo === CT_UNTRACKED) return true;
  const { payload } = skb.packet;
  if (payload.kind === 'icmp' && 'original' in payload) {
    trackIcmpError(netns, skb, payload.original);
    return true;
  }
  const { connections } = netns.netfilter;
  const tuple = tupleOf(skb.packet);
  if (tuple === undefined) {
    connections.statistics.invalid++;
    return true;
  }
  // Twice at most: a connection that is over gives way to a new one with the same tuple.
  for (let attempt = 0; attempt < 2; attempt++) {
    const connection = resolve(netns, skb, tuple);
    if (connection === 'full') return false;
    if (connection === undefined) {
      connections.statistics.invalid++;
      return true;
    }
    const verdict = follow(netns, connection, skb.ctInfo, payload);
    if (verdict === 'accept' || verdict === 'kill') connection.count(directionOf(skb.ctInfo), skb.packet.length);
    if (verdict === 'repeat' || verdict === 'kill') connections.remove(connection, netns.kernel.now);
    if (verdict === 'repeat') continue;
    if (verdict === 'invalid') {
      connections.statistics.invalid++;
      return true;
    }
    skb.connection = connection;
    if (skb.ctInfo === CT_ESTABLISHED_REPLY) connection.setStatus(IPS_SEEN_REPLY);
    return true;
  }
  return true;
}

/** The connection of a tuple and how the packet stands to it (resolve_normal_ct); a new one where there is none. */
function resolve(netns: HookNetns, skb: HookSkb, tuple: Tuple): Connection | 'full' | undefined {
  const { connections } = netns.netfilter;
  const found = connections.find(tuple, netns.kernel.now);
  if (found === undefined) {
    if (isFull(netns)) return 'full';
    const connection = newConnection(netns, tuple, skb.cause);
    skb.ctInfo = CT_NEW;
    return start(netns, connection, skb.packet) ? connection : undefined;
  }
  const { connection, direction } = found;
  if (direction === REPLY) skb.ctInfo = CT_ESTABLISHED_REPLY;
  else if (connection.seenReply) skb.ctInfo = CT_ESTABLISHED;
  else skb.ctInfo = (connection.status & IPS_EXPECTED) !== 0 ? CT_RELATED : CT_NEW;
  return connection;
}

/** No connection more has a place (__nf_conntrack_alloc): the limit is the machine's, 0 for none. */
function isFull({ kernel, netfilter }: HookNetns): boolean {
  const { connections } = netfilter;
  const limit = Number(kernel.netns.initial.settings.get('net/netfilter/nf_conntrack_max') ?? DEFAULT_MAX);
  if (limit === 0 || connections.size < limit) return false;
  connections.collect(kernel.now);
  if (connections.size < limit) return false;
  connections.statistics.drop++;
  if (kernel.log.allowsNetworkMessage(kernel.now))
    kernel.log.print(kernel.now, 'warn', 'nf_conntrack: nf_conntrack: table full, dropping packet');
  return true;
}

/** A connection that is not entered yet, with the extensions that the settings want (init_conntrack). */
export function newConnection({ netfilter, settings }: HookNetns, original: Tuple, cause: Cause): Connection {
  const connection = new Connection(netfilter.connections.nextId(), original, cause);
  if (settings.get('net/netfilter/nf_conntrack_acct') === '1')
    connection.counters = [
      { packets: 0, bytes: 0 },
      { packets: 0, bytes: 0 },
    ];
  if (settings.get('net/netfilter/nf_conntrack_timestamp') === '1') connection.started = 0;
  return connection;
}

/** Whether a packet may begin a connection: a TCP segment that can, an ICMP query. */
function start(netns: HookNetns, connection: Connection, { payload }: Ipv4Packet): boolean {
  if (payload.kind === 'tcp') {
    connection.tcp = newTcp(netns, payload);
    return connection.tcp !== undefined;
  }
  connection.streamFrom = netns.kernel.now + UDP_STREAM_AFTER;
  return payload.kind !== 'icmp' || payload.type === 8;
}

/** Lets the protocol's tracker see the packet (nf_conntrack_handle_packet). */
function follow(netns: HookNetns, connection: Connection, info: CtInfo, payload: TransportPayload): TcpVerdict {
  switch (payload.kind) {
    case 'tcp':
      if (connection.tcp === undefined) return 'invalid';
      return trackTcp(netns, connection, connection.tcp, payload, directionOf(info));
    case 'udp':
      followUdp(netns, connection);
      return 'accept';
    case 'icmp':
      connection.refresh(netns.kernel.now, timeoutOf(netns, 'icmp_timeout'));
      return 'accept';
    case 'igmp':
    case 'opaque':
      connection.refresh(netns.kernel.now, timeoutOf(netns, 'generic_timeout'));
      return 'accept';
  }
}

/** nf_conntrack_udp_packet: a flow answered for more than two seconds is a stream, lives longer and is assured. */
function followUdp(netns: HookNetns, connection: Connection): void {
  const { now } = netns.kernel;
  const stream = connection.seenReply && now > connection.streamFrom;
  if (stream) connection.setStatus(IPS_ASSURED);
  connection.refresh(now, timeoutOf(netns, stream ? 'udp_timeout_stream' : 'udp_timeout'));
}

/** An ICMP error belongs to the connection of the packet it is about (nf_conntrack_inet_error), or to none. */
function trackIcmpError(netns: HookNetns, skb: HookSkb, original: Ipv4Packet): void {
  const inner = tupleOf(original);
  if (inner === undefined) return;
  const found = netns.netfilter.connections.find(invertTuple(inner), netns.kernel.now);
  if (found === undefined) return;
  // The error goes to whom the packet inside came from; anything else is bogus.
  if (found.connection.tuples[found.direction].dst !== skb.packet.dst) return;
  skb.connection = found.connection;
  skb.ctInfo = found.direction === REPLY ? CT_RELATED_REPLY : CT_RELATED;
}

type Tracked = Pick<HookSkb, 'connection' | 'ctInfo'>;

/** An error that this host sends belongs to the connection of the packet it is about, the other way (nf_conntrack_attach). */
export function attachToConnection(error: Tracked, about: Tracked): void {
  if (about.connection === null) return;
  error.connection = about.connection;
  error.ctInfo = directionOf(about.ctInfo) === ORIGINAL ? CT_RELATED_REPLY : CT_RELATED;
}

/**
 * Enters the connection of a packet that is about to leave or be delivered, and tells the listeners what the packet
 * changed (nf_conntrack_confirm). False when another packet entered the same tuple first and the packet has to be dropped.
 */
export function confirm(netns: HookNetns, skb: HookSkb): boolean {
  const { connection } = skb;
  if (connection === null) return true;
  const { connections } = netns.netfilter;
  const { now } = netns.kernel;
  if (connection.confirmed) {
    if (connection.changed && (connection.status & IPS_DYING) === 0) connections.tell('UPDATE', connection, now);
    return true;
  }
  if (directionOf(skb.ctInfo) !== ORIGINAL) return true;
  const clash = connections.find(connection.tuples[ORIGINAL], now) ?? connections.find(connection.tuples[REPLY], now);
  if (clash === undefined) {
    connections.insert(connection, now);
    connections.tell('NEW', connection, now);
    return true;
  }
  // Two datagrams of one flow at once: the second joins the first (nf_ct_resolve_clash), other protocols lose it.
  if (skb.packet.payload.kind === 'tcp' || clash.direction !== ORIGINAL) {
    connections.statistics.insertFailed++;
    connections.statistics.drop++;
    return false;
  }
  connections.statistics.clashResolve++;
  skb.connection = clash.connection;
  return true;
}
