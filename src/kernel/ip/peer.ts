import type { Ipv4 } from '../../net/ipv4.ts';
import type { Kernel } from '../kernel.ts';
import type { Netns } from '../netns/netns.ts';

/** How long a host that was not heard of yet is taken to have been silent, in microseconds (inet_getpeer). */
const UNHEARD = 60_000_000;

/** What is remembered of another host for the rates of ICMP messages to it (struct inet_peer). */
export interface Peer {
  /** Microseconds of a budget that fills with time. */
  tokens: number;
  /** Redirects that were sent to it and did not help. */
  redirects: number;
  /** Virtual time of the last message to it. */
  last: number;
}

/** What a namespace remembers of a host; made when it is not known yet. */
export function peerOf(kernel: Kernel, netns: Netns, address: Ipv4): Peer {
  let peer = netns.peers.get(address);
  if (peer === undefined) {
    peer = { tokens: 0, redirects: 0, last: kernel.now - UNHEARD };
    netns.peers.set(address, peer);
  }
  return peer;
}

/** Takes tokens from a host's budget, which fills with time up to `burst`; false when it has not as many (inet_peer_xrlim_allow). */
export function spendTokens(kernel: Kernel, peer: Peer, cost: number, burst: number): boolean {
  peer.tokens = Math.min(burst, peer.tokens + kernel.now - peer.last);
  peer.last = kernel.now;
  if (peer.tokens < cost) return false;
  peer.tokens -= cost;
  return true;
}

/** The rate limit of ICMP errors: one a second and sender, with a burst of six (icmpv4_xrlim_allow). */
export function allowIcmp(kernel: Kernel, netns: Netns, to: Ipv4, type: number, code: number): boolean {
  const limit = Number(netns.settings.get('net/ipv4/icmp_ratelimit') ?? '1000') * 1000;
  const mask = Number(netns.settings.get('net/ipv4/icmp_ratemask') ?? '6168');
  if (limit === 0 || ((mask >> type) & 1) === 0 || (type === 3 && code === 4)) return true;
  return spendTokens(kernel, peerOf(kernel, netns, to), limit, 6 * limit);
}

/** The rate of refused packets that are reported at all: one a second and sender, with a burst of five (ip_error). */
export function allowRouteError(kernel: Kernel, netns: Netns, to: Ipv4): boolean {
  return spendTokens(kernel, peerOf(kernel, netns, to), 1_000_000, 5_000_000);
}
