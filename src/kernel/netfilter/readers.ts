import type { Connection } from './conntrack/connection.ts';
import {
  IPS_ASSURED,
  IPS_DST_NAT,
  IPS_EXPECTED,
  IPS_SEEN_REPLY,
  IPS_SRC_NAT,
  ORIGINAL,
  REPLY,
} from './conntrack/info.ts';
import type { Tuple } from './conntrack/tuple.ts';
import type { ConntrackInfo, FirewallChainInfo, TupleInfo } from './requests.ts';
import { textOf } from './rule.ts';
import type { HookNetns } from './skb.ts';
import type { Chain } from './table.ts';

/** An entry of the connection table as plain data. */
export function connectionInfo(connection: Connection, state?: ConntrackInfo['state']): ConntrackInfo {
  const { status } = connection;
  const settled = (status & IPS_EXPECTED) !== 0 ? 'RELATED' : connection.seenReply ? 'ESTABLISHED' : 'NEW';
  return {
    id: connection.id,
    original: tupleInfo(connection.tuples[ORIGINAL]),
    reply: tupleInfo(connection.tuples[REPLY]),
    state: state ?? settled,
    tcpState: connection.tcp?.state,
    seenReply: (status & IPS_SEEN_REPLY) !== 0,
    assured: (status & IPS_ASSURED) !== 0,
    sourceNat: (status & IPS_SRC_NAT) !== 0,
    destinationNat: (status & IPS_DST_NAT) !== 0,
    mark: connection.mark,
    expires: connection.timeout,
    cause: connection.natCause ?? connection.cause,
  };
}

function tupleInfo({ src, dst, protocol, srcPort, dstPort }: Tuple): TupleInfo {
  if (protocol !== 1) return { src, dst, protocol, srcPort, dstPort };
  const icmp = { icmpType: dstPort >>> 8, icmpCode: dstPort & 255, icmpId: srcPort };
  return { src, dst, protocol, srcPort, dstPort, ...icmp };
}

/** The confirmed connections of a namespace, oldest first. */
export function connectionsOf(netns: HookNetns): readonly ConntrackInfo[] {
  return Array.from(netns.netfilter.connections.list(netns.kernel.now), (each) => connectionInfo(each));
}

/** The chains of a namespace, table by table. */
export function chainsOf(netns: HookNetns): readonly FirewallChainInfo[] {
  return [...netns.netfilter.tables.values()].flatMap((table) => [...table.chains.values()].map(chainInfo));
}

function chainInfo(chain: Chain): FirewallChainInfo {
  return {
    table: chain.table,
    chain: chain.name,
    policy: chain.hook === undefined ? undefined : chain.policy,
    packets: chain.packets,
    bytes: chain.bytes,
    rules: chain.rules.map(({ spec, packets, bytes, cause }, index) => {
      const { target } = spec;
      const name = target === undefined ? '' : target.kind === 'jump' ? target.chain : target.kind;
      return { number: index + 1, text: textOf(spec), target: name, packets, bytes, cause };
    }),
    cause: chain.cause,
  };
}
