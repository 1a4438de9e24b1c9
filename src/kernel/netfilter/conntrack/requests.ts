import type { Cause } from '../../cause.ts';
import { DONE, granted, type Result, refused } from '../../result.ts';
import { bind, bindNull } from '../nat/binding.ts';
import type { NatRange } from '../nat/range.ts';
import type { ConntrackInfo } from '../requests.ts';
import type { HookNetns } from '../skb.ts';
import type { Connection } from './connection.ts';
import { connectionInfo } from './entry.ts';
import { ConntrackSocket } from './events.ts';
import { type Direction, IPS_ASSURED, IPS_FIXED_TIMEOUT, IPS_SEEN_REPLY, REPLY } from './info.ts';
import type { ConntrackStatistics } from './table.ts';
import { tcpInState } from './tcp.ts';
import type { TcpState } from './timeouts.ts';
import { newConnection } from './track.ts';
import type { Tuple } from './tuple.ts';

/** What a process asks of connection tracking (net/netfilter/nf_conntrack_netlink.c). `port` names the process to listeners. */

/** Bits of the status that a process may set. */
const SETTABLE = IPS_SEEN_REPLY | IPS_ASSURED | IPS_FIXED_TIMEOUT;

/** What a process may change of a connection. Absent parts stay. */
export interface ConnectionChange {
  readonly mark?: number;
  /** Microseconds to live from now on. */
  readonly timeout?: number;
  /** IPS_* bits that are set besides. */
  readonly status?: number;
  readonly tcpState?: TcpState;
}

/** A connection that a process makes. */
export interface ConnectionSpec extends ConnectionChange {
  readonly original: Tuple;
  /** Undefined for the inverse of `original`. */
  readonly reply?: Tuple;
  readonly sourceNat?: NatRange;
  readonly destinationNat?: NatRange;
}

/** All connections, oldest first. */
export function dumpConnections(netns: HookNetns): readonly ConntrackInfo[] {
  const { connections } = netns.netfilter;
  connections.collect(netns.kernel.now);
  return Array.from(connections.list(netns.kernel.now), (each) => connectionInfo(each));
}

/** How many connections there are, those whose time is up included until somebody comes across them. */
export function countConnections({ netfilter }: HookNetns): number {
  return netfilter.connections.size;
}

/** The connection of which a tuple is that direction: ENOENT. */
export function getConnection(netns: HookNetns, tuple: Tuple, direction: Direction): Result<ConntrackInfo> {
  const found = netns.netfilter.connections.find(tuple, netns.kernel.now);
  if (found === undefined || found.direction !== direction) return refused('ENOENT');
  return granted(connectionInfo(found.connection));
}

/** Makes a connection: EEXIST where one of its tuples is another's. */
export function createConnection(netns: HookNetns, spec: ConnectionSpec, cause: Cause, port: number): Result {
  const { connections } = netns.netfilter;
  const { now } = netns.kernel;
  const connection = newConnection(netns, spec.original, cause);
  if (spec.reply !== undefined) connection.tuples[REPLY] = spec.reply;
  if (connections.find(spec.original, now) !== undefined) return refused('EEXIST');
  if (spec.tcpState !== undefined) connection.tcp = tcpInState(spec.tcpState);
  change(netns, connection, spec);
  bindBoth(netns, connection, spec, cause);
  if (connections.find(connection.tuples[REPLY], now) !== undefined) return refused('EEXIST');
  connections.insert(connection, now);
  connections.statistics.inserted++;
  connections.tell('NEW', connection, now, port);
  return DONE;
}

/** With the translation of one end the other's is settled too (ctnetlink_setup_nat). */
function bindBoth(netns: HookNetns, connection: Connection, spec: ConnectionSpec, cause: Cause): void {
  const { destinationNat, sourceNat } = spec;
  if (destinationNat === undefined && sourceNat === undefined) return;
  if (destinationNat === undefined) bindNull(netns, connection, 'destination');
  else bind(netns, connection, destinationNat, 'destination', cause);
  if (sourceNat === undefined) bindNull(netns, connection, 'source');
  else bind(netns, connection, sourceNat, 'source', cause);
}

/** Changes a connection: ENOENT. Answers it as it is then. */
export function updateConnection(
  netns: HookNetns,
  id: number,
  changes: ConnectionChange,
  port: number,
): Result<ConntrackInfo> {
  const connection = byId(netns, id);
  if (connection === undefined) return refused('ENOENT');
  change(netns, connection, changes);
  netns.netfilter.connections.tell('UPDATE', connection, netns.kernel.now, port);
  return granted(connectionInfo(connection));
}

function change(netns: HookNetns, connection: Connection, { mark, timeout, status, tcpState }: ConnectionChange): void {
  if (timeout !== undefined) connection.refresh(netns.kernel.now, timeout);
  if (mark !== undefined) connection.mark = mark;
  if (status !== undefined) connection.status |= status & SETTABLE;
  if (tcpState !== undefined && connection.tcp !== undefined) connection.tcp.state = tcpState;
}

/** Removes a connection: ENOENT. */
export function removeConnection(netns: HookNetns, id: number, port: number): Result {
  const connection = byId(netns, id);
  if (connection === undefined) return refused('ENOENT');
  netns.netfilter.connections.remove(connection, netns.kernel.now, port);
  return DONE;
}

/** Removes all connections. */
export function flushConnections(netns: HookNetns, port: number): void {
  const { connections } = netns.netfilter;
  for (const connection of [...connections.list(netns.kernel.now)])
    connections.remove(connection, netns.kernel.now, port);
}

/** Sets the counters of a connection to zero (IPCTNL_MSG_CT_GET_CTRZERO). */
export function zeroCounters(netns: HookNetns, id: number): void {
  for (const counter of byId(netns, id)?.counters ?? []) {
    counter.packets = 0;
    counter.bytes = 0;
  }
}

/** What went otherwise than usual. */
export function conntrackStatistics({ netfilter }: HookNetns): Readonly<ConntrackStatistics> {
  return { ...netfilter.connections.statistics };
}

/** Opens a socket that hears of every change. */
export function listenToConntrack(netns: HookNetns): ConntrackSocket {
  return new ConntrackSocket(netns);
}

function byId(netns: HookNetns, id: number): Connection | undefined {
  for (const connection of netns.netfilter.connections.list(netns.kernel.now))
    if (connection.id === id) return connection;
  return undefined;
}
