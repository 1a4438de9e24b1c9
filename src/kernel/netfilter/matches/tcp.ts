import type { TcpFlags } from '../../../net/tcp.ts';
import type { HookContext } from '../context.ts';
import { type PortTest, portMatches } from './port-range.ts';

/** `-m tcp`: ports, flags, presence of an option (net/netfilter/xt_tcpudp.c). */
export interface TcpMatch {
  readonly kind: 'tcp';
  readonly srcPorts?: PortTest;
  readonly dstPorts?: PortTest;
  /** Bits as in the header: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32. */
  readonly flags?: { readonly mask: number; readonly compare: number; readonly invert: boolean };
  /** A TCP option by its kind; the only one segments carry here is MSS (2). */
  readonly option?: { readonly number: number; readonly invert: boolean };
}

/** The control bits as they stand in the header (RFC 9293 §3.1). */
function bitsOf(flags: TcpFlags): number {
  return (flags.fin ? 1 : 0) | (flags.syn ? 2 : 0) | (flags.rst ? 4 : 0) | (flags.psh ? 8 : 0) | (flags.ack ? 16 : 0);
}

export function matchTcp(match: TcpMatch, { packet }: HookContext): boolean {
  const { payload } = packet;
  if (payload.kind !== 'tcp') return false;
  if (!portMatches(match.srcPorts, payload.srcPort) || !portMatches(match.dstPorts, payload.dstPort)) return false;
  const { flags, option } = match;
  if (flags !== undefined && ((bitsOf(payload.flags) & flags.mask) === flags.compare) === flags.invert) return false;
  if (option === undefined) return true;
  return (option.number === 2 && payload.mss !== undefined) !== option.invert;
}
