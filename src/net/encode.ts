import type { ArpPacket } from './arp.ts';
import { type BpduPacket, type BridgeId, macOfBridgeId } from './bpdu.ts';
import { checksum, pseudoHeaderSum } from './checksum.ts';
import { ETH_P_IP, etherTypeOf, type Frame, type NetworkPacket } from './ethernet.ts';
import type { IcmpMessage } from './icmp.ts';
import { type IgmpMessage, RECORD_TYPES } from './igmp.ts';
import {
  IPPROTO_TCP,
  IPPROTO_UDP,
  IPV4_HLEN,
  IPV4_RA_HLEN,
  type Ipv4Packet,
  type TransportPayload,
} from './ipv4-packet.ts';
import { type TcpFlags, type TcpSegment, tcpHeaderLength } from './tcp.ts';
import type { UdpDatagram } from './udp.ts';
import { ByteWriter } from './writer.ts';

const NOTHING = new Uint8Array(0);

/** The bytes of a frame as they stand on the wire, without preamble and frame check sequence. */
export function encodeFrame({ dst, src, payload, vlan }: Frame): Uint8Array {
  const writer = new ByteWriter().mac(dst).mac(src);
  for (let tag = vlan ?? undefined; tag !== undefined; tag = tag.inner)
    writer.u16(tag.protocol).u16((tag.priority << 13) | tag.id);
  return writer.u16(etherTypeOf(payload)).raw(encodePacket(payload)).finish();
}

/**
 * Who fills in the checksums of UDP and TCP: `software`, or the card, which finds the sum of the pseudo header in their
 * place (CHECKSUM_PARTIAL). Devices without a card leave that as it is, and captures show it.
 */
export type Checksums = 'software' | 'offloaded';

/** The bytes of what a frame carries. */
export function encodePacket(packet: NetworkPacket, checksums: Checksums = 'software'): Uint8Array {
  if (packet.kind === 'arp') return encodeArp(packet);
  if (packet.kind === 'bpdu') return encodeBpdu(packet);
  return packet.kind === 'ipv4' ? encodeIpv4(packet, checksums) : packet.bytes;
}

/** The LLC service access point of spanning trees (IEEE 802.2). */
const LLC_SAP_BSPAN = 0x42;
const LLC_UI = 0x03;
const BPDU_TYPE_TCN = 0x80;

function encodeBpdu(bpdu: BpduPacket): Uint8Array {
  const writer = new ByteWriter().u8(LLC_SAP_BSPAN).u8(LLC_SAP_BSPAN).u8(LLC_UI).u16(0).u8(0);
  if (bpdu.type === 'tcn') return writer.u8(BPDU_TYPE_TCN).finish();
  const bridgeId = (id: BridgeId) => writer.u16(Number.parseInt(id.slice(0, 4), 16)).mac(macOfBridgeId(id));
  writer.u8(0).u8((bpdu.topologyChange ? 0x01 : 0) | (bpdu.topologyChangeAck ? 0x80 : 0));
  bridgeId(bpdu.root).u32(bpdu.rootPathCost);
  bridgeId(bpdu.bridge).u16(bpdu.port);
  return writer.u16(bpdu.messageAge).u16(bpdu.maxAge).u16(bpdu.helloTime).u16(bpdu.forwardDelay).finish();
}

function encodeArp({ operation, senderMac, senderIp, targetMac, targetIp }: ArpPacket): Uint8Array {
  const writer = new ByteWriter()
    .u16(1)
    .u16(ETH_P_IP)
    .u8(6)
    .u8(4)
    .u16(operation === 'request' ? 1 : 2);
  return writer.mac(senderMac).u32(senderIp).mac(targetMac).u32(targetIp).finish();
}

/** Routers shall look at the packet (RFC 2113 §2.1). */
const ROUTER_ALERT = 0x94040000;

/** The bytes of an IPv4 packet (RFC 791 §3.1), checksums filled in. A payload that a fragment cuts is cut. */
export function encodeIpv4(packet: Ipv4Packet, checksums: Checksums = 'software'): Uint8Array {
  const flags = (packet.df ? 0x4000 : 0) | (packet.mf ? 0x2000 : 0) | (packet.fragmentOffset >> 3);
  const headerLength = packet.payload.kind === 'igmp' ? IPV4_RA_HLEN : IPV4_HLEN;
  const writer = new ByteWriter()
    .u8(0x40 | (headerLength / 4))
    .u8(packet.tos)
    .u16(packet.length)
    .u16(packet.id);
  writer.u16(flags).u8(packet.ttl).u8(packet.protocol).u16(0).u32(packet.src).u32(packet.dst);
  if (headerLength === IPV4_RA_HLEN) writer.u32(ROUTER_ALERT);
  writer.patch16(10, checksum(writer.finish()));
  const payload = encodeTransport(packet.payload, packet, packet.mf ? 'software' : checksums);
  return writer.raw(payload.subarray(0, packet.length - headerLength)).finish();
}

function encodeTransport(payload: TransportPayload, packet: Ipv4Packet, checksums: Checksums): Uint8Array {
  switch (payload.kind) {
    case 'icmp':
      return encodeIcmp(payload, checksums);
    case 'igmp':
      return encodeIgmp(payload);
    case 'udp':
      return encodeUdp(payload, packet, checksums);
    case 'tcp':
      return encodeTcp(payload, packet, checksums);
    default:
      return payload.bytes;
  }
}

function encodeIcmp(message: IcmpMessage, checksums: Checksums): Uint8Array {
  const writer = new ByteWriter().u8(message.type).u8(message.code).u16(0);
  if ('original' in message)
    writer.u32(message.info).raw(encodeIpv4(message.original, checksums).subarray(0, message.dataLength));
  else {
    writer.u16(message.id).u16(message.sequence);
    // ping fills its data with the numbers of the bytes; the time stamp it begins with is none here.
    for (let i = 0; i < message.dataLength; i++) writer.u8(i & 255);
  }
  return writer.patch16(2, checksum(writer.finish())).finish();
}

/** Types of messages on the wire (IANA "IGMP Type Numbers"). */
const IGMP_TYPES = { query: 0x11, 'v1-report': 0x12, 'v2-report': 0x16, leave: 0x17, 'v3-report': 0x22 } as const;

function encodeIgmp(message: IgmpMessage): Uint8Array {
  const writer = new ByteWriter().u8(IGMP_TYPES[message.type]);
  if (message.type === 'v3-report') {
    writer.u8(0).u16(0).u16(0).u16(message.records.length);
    for (const { type, group } of message.records)
      writer
        .u8(RECORD_TYPES.indexOf(type) + 1)
        .u8(0)
        .u16(0)
        .u32(group);
  } else {
    writer
      .u8(message.type === 'query' ? message.maxResponse : 0)
      .u16(0)
      .u32(message.group);
    if (message.type === 'query' && message.version === 3)
      writer
        .u8((message.suppress ? 8 : 0) | message.robustness)
        .u8(message.interval)
        .u16(0);
  }
  return writer.patch16(2, checksum(writer.finish())).finish();
}

function encodeUdp(
  { srcPort, dstPort, data }: UdpDatagram,
  { src, dst }: Ipv4Packet,
  checksums: Checksums,
): Uint8Array {
  const length = 8 + data.length;
  const writer = new ByteWriter().u16(srcPort).u16(dstPort).u16(length).u16(0).raw(data);
  const pseudo = pseudoHeaderSum(src, dst, IPPROTO_UDP, length);
  if (checksums === 'offloaded') return writer.patch16(6, ~checksum(NOTHING, pseudo) & 0xffff).finish();
  const sum = checksum(writer.finish(), pseudo);
  return writer.patch16(6, sum === 0 ? 0xffff : sum).finish();
}

/** The control bits in their places (RFC 9293 §3.1). */
const FLAG_BITS: readonly (readonly [keyof TcpFlags, number])[] = [
  ['fin', 1],
  ['syn', 2],
  ['rst', 4],
  ['psh', 8],
  ['ack', 16],
];

function encodeTcp(segment: TcpSegment, { src, dst }: Ipv4Packet, checksums: Checksums): Uint8Array {
  const bits = FLAG_BITS.reduce((sum, [flag, bit]) => (segment.flags[flag] ? sum | bit : sum), 0);
  const writer = new ByteWriter()
    .u16(segment.srcPort)
    .u16(segment.dstPort)
    .u32(segment.sequence)
    .u32(segment.acknowledgement);
  writer
    .u8((tcpHeaderLength(segment) / 4) << 4)
    .u8(bits)
    .u16(segment.window)
    .u16(0)
    .u16(0);
  writeOptions(writer, segment);
  writer.raw(segment.data);
  const pseudo = pseudoHeaderSum(src, dst, IPPROTO_TCP, writer.length);
  if (checksums === 'offloaded') return writer.patch16(16, ~checksum(NOTHING, pseudo) & 0xffff).finish();
  const sum = checksum(writer.finish(), pseudo);
  return writer.patch16(16, sum).finish();
}

const TCP_NOP = 1;

/** The bytes of a segment's options. */
export function tcpOptions(segment: TcpSegment): Uint8Array {
  const writer = new ByteWriter();
  writeOptions(writer, segment);
  return writer.finish();
}

/** Options in Linux's order, filled up to words (tcp_options_write). */
function writeOptions(writer: ByteWriter, segment: TcpSegment): void {
  const { mss, sackPermitted, windowScale, timestamps, sack } = segment;
  if (mss !== undefined) writer.u8(2).u8(4).u16(mss);
  if (sackPermitted) {
    if (timestamps === undefined) writer.u8(TCP_NOP).u8(TCP_NOP);
    writer.u8(4).u8(2);
  } else if (timestamps !== undefined) writer.u8(TCP_NOP).u8(TCP_NOP);
  if (timestamps !== undefined) writer.u8(8).u8(10).u32(timestamps.value).u32(timestamps.echo);
  if (windowScale !== undefined) writer.u8(TCP_NOP).u8(3).u8(3).u8(windowScale);
  if (sack !== undefined) {
    writer
      .u8(TCP_NOP)
      .u8(TCP_NOP)
      .u8(5)
      .u8(2 + 8 * sack.length);
    for (const { left, right } of sack) writer.u32(left).u32(right);
  }
}
