import type { Cause } from '../../cause.ts';
import type { Connection } from '../conntrack/connection.ts';
import {
  IPS_CONFIRMED,
  IPS_DST_NAT,
  IPS_DST_NAT_DONE,
  IPS_SRC_NAT,
  IPS_SRC_NAT_DONE,
  REPLY,
} from '../conntrack/info.ts';
import { invertTuple, sameTuple } from '../conntrack/tuple.ts';
import type { HookName } from '../requests.ts';
import type { HookNetns } from '../skb.ts';
import type { Manip, NatRange } from './range.ts';
import { uniqueTuple } from './unique.ts';

/** Which end NAT changes at a hook (HOOK2MANIP): destinations before routing, sources after it. */
export function manipOf(hook: HookName): Manip {
  return hook === 'POSTROUTING' || hook === 'INPUT' ? 'source' : 'destination';
}

/** True once the connection's translation of that end is settled (nf_nat_initialized). */
export function isBound(connection: Connection, manip: Manip): boolean {
  return (connection.status & (manip === 'source' ? IPS_SRC_NAT_DONE : IPS_DST_NAT_DONE)) !== 0;
}

/**
 * Settles how one end of a new connection is translated (nf_nat_setup_info): its answers will be expected accordingly.
 * False when the packet has to be dropped.
 */
export function bind(
  netns: HookNetns,
  connection: Connection,
  range: NatRange,
  manip: Manip,
  cause: Cause | undefined,
): boolean {
  if ((connection.status & IPS_CONFIRMED) !== 0) return true;
  if (isBound(connection, manip)) return false;
  const current = invertTuple(connection.tuples[REPLY]);
  const translated = uniqueTuple(netns, current, range, connection, manip);
  if (!sameTuple(translated, current)) {
    connection.tuples[REPLY] = invertTuple(translated);
    connection.status |= manip === 'source' ? IPS_SRC_NAT : IPS_DST_NAT;
    connection.natCause = cause ?? connection.natCause;
  }
  connection.status |= manip === 'source' ? IPS_SRC_NAT_DONE : IPS_DST_NAT_DONE;
  return true;
}

/** The binding of a connection no rule translates: its own address, another port only if it must (nf_nat_alloc_null_binding). */
export function bindNull(netns: HookNetns, connection: Connection, manip: Manip): boolean {
  const reply = connection.tuples[REPLY];
  const address = manip === 'source' ? reply.dst : reply.src;
  return bind(netns, connection, { addresses: { min: address, max: address } }, manip, undefined);
}
