import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import type { ChainOutcome } from './chain.ts';
import type { HookContext } from './context.ts';
import { connectionInfo } from './readers.ts';
import type { ConntrackInfo } from './requests.ts';
import type { Chain } from './table.ts';

/** Trace events of netfilter. Only called while somebody listens. */

/** The packet's connection as plain data. */
export function snapshot({ skb }: HookContext): ConntrackInfo | undefined {
  return skb.connection === null ? undefined : connectionInfo(skb.connection);
}

/** Says what a base chain did; nothing for one that has no rule and accepts. */
export function reportChain(_context: HookContext, _chain: Chain, _outcome: ChainOutcome, _before: Ipv4Packet): void {}

/** Says what connection tracking found or did. */
export function reportConntrack(
  _context: HookContext,
  _before: ConntrackInfo | undefined,
  _packet: Ipv4Packet,
  _verdict: 'accept' | 'drop',
): void {}
