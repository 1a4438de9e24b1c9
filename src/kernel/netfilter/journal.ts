import type { NetworkPacket } from '../../net/ethernet.ts';
import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import { drop, emit } from '../emit.ts';
import type { Decision } from '../trace.ts';
import type { ChainOutcome } from './chain.ts';
import { connectionInfo } from './conntrack/entry.ts';
import { CT_ESTABLISHED, CT_ESTABLISHED_REPLY, CT_NEW, CT_UNTRACKED } from './conntrack/info.ts';
import { invertTuple, tupleOf } from './conntrack/tuple.ts';
import type { HookContext } from './context.ts';
import type { ConntrackInfo } from './requests.ts';
import type { Chain } from './table.ts';

/** Trace events of netfilter. Only called while somebody listens. */

/** The packet's connection as plain data, its state as this packet stands to it. */
export function snapshot({ skb }: HookContext): ConntrackInfo | undefined {
  if (skb.connection === null) return undefined;
  const { ctInfo } = skb;
  const established = ctInfo === CT_ESTABLISHED || ctInfo === CT_ESTABLISHED_REPLY;
  return connectionInfo(skb.connection, established ? 'ESTABLISHED' : ctInfo === CT_NEW ? 'NEW' : 'RELATED');
}

/** The entry that connection tracking is about to find for a packet, as it is before the packet; undefined where there is none. */
export function entryOf({ netns, skb }: HookContext): ConntrackInfo | undefined {
  if (skb.ctInfo === CT_UNTRACKED) return undefined;
  const { payload } = skb.packet;
  const inner = 'original' in payload ? tupleOf(payload.original) : undefined;
  const tuple = inner === undefined ? tupleOf(skb.packet) : invertTuple(inner);
  const found = tuple && netns.netfilter.connections.find(tuple, netns.kernel.now);
  return found && connectionInfo(found.connection);
}

/** Says what a base chain did; nothing for one that has no rule and accepts. */
export function reportChain(context: HookContext, chain: Chain, outcome: ChainOutcome, before: NetworkPacket): void {
  const { netns, skb, tried, hook, answer } = context;
  const { verdict, rule } = outcome;
  if (chain.rules.length === 0 && chain.policy === 'ACCEPT') return;
  const matched = rule === undefined ? undefined : tried?.findLast((one) => one.matched);
  const policy = rule === undefined ? { chain: chain.name, verdict: chain.policy, cause: chain.cause } : undefined;
  const decision: Decision = { kind: 'chain', hook, table: chain.table, tried: tried ?? [], rule: matched, policy };
  const device = deviceOf(context);
  if (verdict === 'drop') return drop(netns, skb, 'hook', 'NETFILTER_DROP', { device, decision, before, answer });
  if (skb.packet === before) return emit(netns, skb, 'hook', 'pass', { device, decision });
  emit(netns, skb, 'hook', 'modify', { device, decision, before, after: skb.packet });
}

/** Says what connection tracking found, or how NAT changed the packet. */
export function reportConntrack(
  context: HookContext,
  before: ConntrackInfo | undefined,
  packet: Ipv4Packet,
  verdict: 'accept' | 'drop',
): void {
  const { netns, skb } = context;
  const decision: Decision = { kind: 'conntrack', before, after: snapshot(context) };
  const device = deviceOf(context);
  if (verdict === 'drop') return drop(netns, skb, 'conntrack', 'NETFILTER_DROP', { device, decision, before: packet });
  if (skb.packet === packet) return emit(netns, skb, 'conntrack', 'pass', { device, decision });
  emit(netns, skb, 'conntrack', 'modify', { device, decision, before: packet, after: skb.packet });
}

function deviceOf({ inDevice, outDevice }: HookContext): string | undefined {
  return (outDevice ?? inDevice)?.name;
}
