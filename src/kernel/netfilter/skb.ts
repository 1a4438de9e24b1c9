import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import type { Device } from '../link/device.ts';
import type { Netns } from '../netns/netns.ts';
import type { Skb } from '../skb.ts';

/** The namespace and the devices of a hook. */
export type HookNetns = Netns;
export type HookDevice = Device;

/**
 * A packet at a hook: IPv4. `connection` (skb->_nfct) is null on a new packet, and again once it leaves through a veth or
 * reaches a socket (nf_reset_ct); `mark` is cleared when it leaves the namespace.
 */
export interface HookSkb extends Skb {
  packet: Ipv4Packet;
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
  | 'NAT'
  | 'XRESOLVE';
