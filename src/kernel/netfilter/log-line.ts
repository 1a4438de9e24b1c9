import { tcpOptions } from '../../net/encode.ts';
import { ETH_P_IP } from '../../net/ethernet.ts';
import type { IcmpMessage } from '../../net/icmp.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import { IPV4_HLEN, type Ipv4Packet } from '../../net/ipv4-packet.ts';
import { formatMac } from '../../net/mac.ts';
import type { TcpFlags, TcpSegment } from '../../net/tcp.ts';
import { UDP_HLEN } from '../../net/udp.ts';
import type { HookContext } from './context.ts';

/** What to log beyond the usual (NF_LOG_*), as `--log-…` says it. */
export const NF_LOG = { tcpSequence: 1, tcpOptions: 2, ipOptions: 4, uid: 8, macDecode: 32 } as const;

const ROOT = 'UID=0 GID=0 ';

/** The line of the kernel's log about a packet at a hook, with its blank at the end (net/netfilter/nf_log_syslog.c). */
export function logLine(context: HookContext, prefix: string, flags: number): string {
  const { skb, inDevice, outDevice } = context;
  const ports = skb.bridgePorts;
  const physical = (ports?.in ? `PHYSIN=${ports.in} ` : '') + (ports?.out ? `PHYSOUT=${ports.out} ` : '');
  const sentHere = skb.socketOf === 'process' && skb.inDevice === null && !acceptsConnection(skb.packet);
  return (
    `${prefix}IN=${inDevice?.name ?? ''} OUT=${outDevice?.name ?? ''} ${physical}` +
    (inDevice === null ? '' : macHeader(context, flags)) +
    packetPart(skb.packet, flags, false) +
    (flags & NF_LOG.uid && sentHere ? ROOT : '') +
    (skb.mark === 0 ? '' : `MARK=0x${skb.mark.toString(16)} `)
  );
}

/** SYN with ACK: what answers is a mere request, which is nobody's socket yet. */
function acceptsConnection({ payload }: Ipv4Packet): boolean {
  return payload.kind === 'tcp' && payload.flags.syn === true && payload.flags.ack === true;
}

/** dump_ipv4_mac_header. */
function macHeader({ skb, inDevice }: HookContext, flags: number): string {
  if (!skb.hasMac && !inDevice!.isLoopback) return 'MAC= ';
  const [dst, src] = [formatMac(skb.dstMac), formatMac(skb.srcMac)];
  const protocol = ETH_P_IP.toString(16).padStart(4, '0');
  if (flags & NF_LOG.macDecode && !inDevice!.isLoopback) return `MACSRC=${src} MACDST=${dst} MACPROTO=${protocol} `;
  return `MAC=${dst}:${src}:${protocol.slice(0, 2)}:${protocol.slice(2)} `;
}

/** dump_ipv4_packet; `isInner` for the packet that an ICMP error is about. */
function packetPart(packet: Ipv4Packet, flags: number, isInner: boolean): string {
  const { tos, ttl, id, fragmentOffset } = packet;
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(2, '0');
  const header =
    `SRC=${formatIpv4(packet.src)} DST=${formatIpv4(packet.dst)} LEN=${packet.length} ` +
    `TOS=0x${hex(tos & 0x1e)} PREC=0x${hex(tos & 0xe0)} TTL=${ttl} ID=${id} ` +
    `${packet.df ? 'DF ' : ''}${packet.mf ? 'MF ' : ''}${fragmentOffset > 0 ? `FRAG:${fragmentOffset / 8} ` : ''}`;
  const routerAlert = packet.payload.kind === 'igmp' && flags & NF_LOG.ipOptions ? 'OPT (94040000) ' : '';
  return header + routerAlert + protocolPart(packet, flags, isInner);
}

const NAMES: Readonly<Record<number, string>> = { 1: 'ICMP', 6: 'TCP', 17: 'UDP' };

function protocolPart(
  { payload, protocol, length, fragmentOffset }: Ipv4Packet,
  flags: number,
  isInner: boolean,
): string {
  const head = `PROTO=${NAMES[protocol] ?? protocol} `;
  if (fragmentOffset > 0) return head;
  switch (payload.kind) {
    case 'tcp':
      return head + tcpPart(payload, flags);
    case 'udp': {
      const udpLength = UDP_HLEN + payload.data.length;
      return `${head}SPT=${payload.srcPort} DPT=${payload.dstPort} LEN=${udpLength} `;
    }
    case 'icmp':
      return head + icmpPart(payload, flags, isInner);
    case 'igmp':
      return head;
    default:
      return NAMES[protocol] === undefined ? head : `${head}INCOMPLETE [${length - IPV4_HLEN} bytes] `;
  }
}

/** The control bits in the order in which they are written. */
const FLAGS: readonly (keyof TcpFlags)[] = ['ack', 'psh', 'rst', 'syn', 'fin'];

/** nf_log_dump_tcp_header. */
function tcpPart(segment: TcpSegment, flags: number): string {
  const { srcPort, dstPort, sequence, acknowledgement, window } = segment;
  const numbers = flags & NF_LOG.tcpSequence ? `SEQ=${sequence} ACK=${acknowledgement} ` : '';
  const bits = FLAGS.filter((flag) => segment.flags[flag]).map((flag) => `${flag.toUpperCase()} `);
  const options = flags & NF_LOG.tcpOptions ? [...tcpOptions(segment)] : [];
  const hex = options.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
  return (
    `SPT=${srcPort} DPT=${dstPort} ${numbers}WINDOW=${window} RES=0x00 ${bits.join('')}URGP=0 ` +
    (hex === '' ? '' : `OPT (${hex}) `)
  );
}

const FRAG_NEEDED = 4;

function icmpPart(message: IcmpMessage, flags: number, isInner: boolean): string {
  const head = `TYPE=${message.type} CODE=${message.code} `;
  if (!('original' in message)) return `${head}ID=${message.id} SEQ=${message.sequence} `;
  const { type, code, info, original } = message;
  if (type === 12) return `${head}PARAMETER=${info >>> 24} `;
  const gateway = type === 5 ? `GATEWAY=${formatIpv4(info)} ` : '';
  const about = isInner ? '' : `[${packetPart(original, flags, true)}] `;
  return head + gateway + about + (type === 3 && code === FRAG_NEEDED ? `MTU=${info} ` : '');
}
