import type { HookContext } from '../context.ts';
import { type PortTest, portMatches } from './port-range.ts';

/** `-m udp`: ports (net/netfilter/xt_tcpudp.c). */
export interface UdpMatch {
  readonly kind: 'udp';
  readonly srcPorts?: PortTest;
  readonly dstPorts?: PortTest;
}

export function matchUdp(match: UdpMatch, { packet }: HookContext): boolean {
  const { payload } = packet;
  if (payload.kind !== 'udp') return false;
  return portMatches(match.srcPorts, payload.srcPort) && portMatches(match.dstPorts, payload.dstPort);
}
