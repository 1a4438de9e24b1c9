import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import type { Mac } from '../../net/mac.ts';
import type { Cause } from '../cause.ts';
import type { Tracer } from '../trace.ts';
import type { Connection } from './conntrack/connection.ts';
import type { CtInfo } from './conntrack/info.ts';
import type { NetfilterState } from './state.ts';

/**
 * What netfilter needs of the machine around it. The kernel's own Skb, Device and Netns satisfy these; netfilter is
 * written against the least it uses.
 */

/** The part of the machine that netfilter reads. */
export interface HookKernel {
  readonly now: number;
  readonly tracer: Tracer | null;
  /** A number 0 ≤ n < `limit` of the kernel's seeded generator. */
  random(limit: number): number;
}

/** The part of struct sk_buff that netfilter reads and writes. */
export interface HookSkb {
  /** The command that sent the packet. */
  readonly cause: Cause;
  /** Replaced, never changed in place. */
  packet: Ipv4Packet;
  /** nfmark (skb->mark); 0 on a new packet, cleared when it leaves the namespace. */
  mark: number;
  /** skb->_nfct: null on a new packet, and again once it leaves through a veth or reaches a socket (nf_reset_ct). */
  connection: Connection | null;
  /** How the packet stands to `connection`; `UNTRACKED` without one when tracking was refused (NOTRACK). */
  ctInfo: CtInfo;
  /** Source of the frame the packet came in; undefined for one made here. */
  readonly sourceMac?: Mac | undefined;
  /** Whom that frame was addressed to (skb->pkt_type); absent means this host. */
  readonly packetType?: 'unicast' | 'broadcast' | 'multicast' | undefined;
  /** The ports of a packet that a bridge hands to netfilter (br_netfilter). */
  readonly bridgePorts?: { readonly in: string; readonly out: string } | undefined;
}

/** What an address is to the routing tables (RTN_*), in the words of iptables' addrtype. */
export type AddressType =
  | 'UNSPEC'
  | 'UNICAST'
  | 'LOCAL'
  | 'BROADCAST'
  | 'ANYCAST'
  | 'MULTICAST'
  | 'BLACKHOLE'
  | 'UNREACHABLE'
  | 'PROHIBIT'
  | 'THROW'
  | 'NAT';

/** The part of a device that netfilter reads. */
export interface HookDevice {
  readonly name: string;
  readonly ifindex: number;
  readonly mac: Mac;
}

/** The part of a namespace that netfilter reads. */
export interface HookNetns {
  readonly kernel: HookKernel;
  readonly netfilter: NetfilterState;
}
