import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import type { RouteQuery } from '../fib/requests.ts';
import type { Netns } from '../netns/netns.ts';

/** What a route may depend on besides addresses: the protocol and, of TCP and UDP, the ports. */
export type Flow = Pick<RouteQuery, 'protocol' | 'sourcePort' | 'destinationPort'>;

export const NO_FLOW: Flow = {};

/** The flow of a packet (flow_dissect); of a fragment but the first only the protocol. */
export function flowOf({ protocol, payload }: Ipv4Packet): Flow {
  if (payload.kind !== 'tcp' && payload.kind !== 'udp') return { protocol };
  return { protocol, sourcePort: payload.srcPort, destinationPort: payload.dstPort };
}

/** The flow of a packet where a rule or the hash of next hops looks at it (fib4_rules_early_flow_dissect), else nothing. */
export function dissect(netns: Netns, packet: Ipv4Packet): Flow {
  return netns.fib.customRules || netns.settings.has('net/ipv4/fib_multipath_hash_policy') ? flowOf(packet) : NO_FLOW;
}

/** The flow of the answers. */
export function reverseFlow({ protocol, sourcePort, destinationPort }: Flow): Flow {
  return {
    ...(protocol === undefined ? {} : { protocol }),
    ...(destinationPort === undefined ? {} : { sourcePort: destinationPort }),
    ...(sourcePort === undefined ? {} : { destinationPort: sourcePort }),
  };
}
