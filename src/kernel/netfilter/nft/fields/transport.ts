import { tcpOptions } from '../../../../net/encode.ts';
import { type TcpFlags, type TcpSegment, tcpHeaderLength } from '../../../../net/tcp.ts';
import type { UdpDatagram } from '../../../../net/udp.ts';
import { UDP_HLEN } from '../../../../net/udp.ts';
import type { HookContext } from '../../context.ts';
import type { Value } from '../set.ts';
import type { FieldReader } from './index.ts';

/** The control bits as they stand in the header (RFC 9293 §3.1). */
function bitsOf(flags: TcpFlags): number {
  return (flags.fin ? 1 : 0) | (flags.syn ? 2 : 0) | (flags.rst ? 4 : 0) | (flags.psh ? 8 : 0) | (flags.ack ? 16 : 0);
}

const tcp =
  (read: (segment: TcpSegment) => Value | undefined): FieldReader =>
  ({ packet }: HookContext) =>
    packet.payload.kind === 'tcp' ? read(packet.payload) : undefined;

const udp =
  (read: (datagram: UdpDatagram) => Value): FieldReader =>
  ({ packet }: HookContext) =>
    packet.payload.kind === 'udp' ? read(packet.payload) : undefined;

const icmp =
  (
    read: (message: {
      readonly type: number;
      readonly code: number;
      readonly id?: number;
      readonly sequence?: number;
      readonly info?: number;
    }) => Value | undefined,
  ): FieldReader =>
  ({ packet }: HookContext) =>
    packet.payload.kind === 'icmp' ? read(packet.payload) : undefined;

/** Whether a segment has an option of this kind; of all others it has none. */
const tcpOption = (kind: number): FieldReader =>
  tcp((segment) => {
    const bytes = tcpOptions(segment);
    // Each option but the first two kinds says its length.
    for (let at = 0; at < bytes.length; at += bytes[at]! > 1 ? bytes[at + 1]! : 1) if (bytes[at] === kind) return 1;
    return 0;
  });

/** Of the headers behind the IPv4 header; a packet of another protocol has none of them (net/netfilter/nft_payload.c). */
export const TRANSPORT_FIELDS: Readonly<Record<string, FieldReader>> = {
  'th sport': ({ packet: { payload } }) => ('srcPort' in payload ? payload.srcPort : undefined),
  'th dport': ({ packet: { payload } }) => ('dstPort' in payload ? payload.dstPort : undefined),
  'tcp sport': tcp(({ srcPort }) => srcPort),
  'tcp dport': tcp(({ dstPort }) => dstPort),
  'tcp sequence': tcp(({ sequence }) => sequence),
  'tcp ackseq': tcp(({ acknowledgement }) => acknowledgement),
  'tcp doff': tcp((segment) => tcpHeaderLength(segment) / 4),
  'tcp flags': tcp(({ flags }) => bitsOf(flags)),
  'tcp window': tcp(({ window }) => window),
  'tcp option eol': tcpOption(0),
  'tcp option nop': tcpOption(1),
  'tcp option maxseg': tcpOption(2),
  'tcp option window': tcpOption(3),
  'tcp option sack-perm': tcpOption(4),
  'tcp option sack': tcpOption(5),
  'tcp option timestamp': tcpOption(8),
  'tcp option maxseg size': tcp(({ mss }) => mss),
  'udp sport': udp(({ srcPort }) => srcPort),
  'udp dport': udp(({ dstPort }) => dstPort),
  'udp length': udp(({ data }) => UDP_HLEN + data.length),
  'icmp type': icmp(({ type }) => type),
  'icmp code': icmp(({ code }) => code),
  'icmp id': icmp(({ id }) => id),
  'icmp sequence': icmp(({ sequence }) => sequence),
  'icmp mtu': icmp(({ info }) => info),
};
