import { u8, u16, u32 } from '../bytes.ts';
import { printIcmp } from './icmp.ts';
import { printIgmp } from './igmp.ts';
import type { Style } from './style.ts';
import { printTcp } from './tcp.ts';
import { printUdp } from './udp.ts';

const DONT_FRAGMENT = 0x4000;
const MORE_FRAGMENTS = 0x2000;

/** Names of protocols in verbose lines (ipproto_values). */
const PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [1, 'ICMP'],
  [2, 'IGMP'],
  [4, 'IPIP'],
  [6, 'TCP'],
  [17, 'UDP'],
  [41, 'IPv6'],
  [47, 'GRE'],
  [50, 'ESP'],
  [51, 'AH'],
  [58, 'ICMPv6'],
  [89, 'OSPF'],
  [103, 'PIM'],
  [112, 'VRRP'],
  [132, 'SCTP'],
]);

/** An IPv4 packet as the layers below it see it. */
export interface IpPayload {
  readonly src: string;
  readonly dst: string;
  /** Everything after the header that was captured. */
  readonly bytes: Uint8Array;
  /** How long it is said to be. */
  readonly length: number;
  /** It is the first fragment of several. */
  readonly fragmented: boolean;
  /** The sum of the pseudo header without the length. */
  readonly pseudo: number;
  readonly ends: readonly [number, number];
}

/** An IPv4 packet (tcpdump's ip_print). */
export function printIp(style: Style, packet: Uint8Array): string {
  const headerLength = (u8(packet, 0) & 15) * 4;
  const length = u16(packet, 2);
  const fragment = u16(packet, 6);
  const protocol = u8(packet, 9);
  const ends = [u32(packet, 12), u32(packet, 16)] as const;
  const before = (style.link ? '' : 'IP ') + (style.verbose > 0 ? printHeader(packet) : '');
  const payload: IpPayload = {
    src: style.host(ends[0]),
    dst: style.host(ends[1]),
    bytes: packet.subarray(headerLength, length),
    length: length - headerLength,
    fragmented: (fragment & MORE_FRAGMENTS) !== 0,
    pseudo: u16(packet, 12) + u16(packet, 14) + u16(packet, 16) + u16(packet, 18) + protocol,
    ends,
  };
  if ((fragment & 0x1fff) !== 0) {
    const name = style.protocol(protocol) ?? `ip-proto-${protocol}`;
    return `${before}${payload.src} > ${payload.dst}: ${name}`;
  }
  return before + printProtocol(style, protocol, payload);
}

function printProtocol(style: Style, protocol: number, payload: IpPayload): string {
  switch (protocol) {
    case 6:
      return printTcp(style, payload);
    case 17:
      return printUdp(style, payload);
    case 1:
      return `${payload.src} > ${payload.dst}: ${printIcmp(style, payload)}`;
    case 2:
      return `${payload.src} > ${payload.dst}: ${printIgmp(style, payload)}`;
    case 4:
      return `${payload.src} > ${payload.dst}: ${printIp(style, payload.bytes)}`;
    default: {
      const name = style.protocol(protocol) ?? `ip-proto-${protocol}`;
      return `${payload.src} > ${payload.dst}:  ${name} ${payload.length}`;
    }
  }
}

/** The header in parentheses, and the start of the second line. */
function printHeader(packet: Uint8Array): string {
  const tos = u8(packet, 1);
  const ttl = u8(packet, 8);
  const fragment = u16(packet, 6);
  const protocol = u8(packet, 9);
  const congestion = ['', ',ECT(1)', ',ECT(0)', ',CE'][tos & 3];
  const flags = [
    ...((fragment & MORE_FRAGMENTS) === 0 ? [] : ['+']),
    ...((fragment & DONT_FRAGMENT) === 0 ? [] : ['DF']),
  ];
  return (
    `(tos 0x${tos.toString(16)}${congestion}${ttl === 0 ? '' : `, ttl ${ttl}`}, id ${u16(packet, 4)}, ` +
    `offset ${(fragment & 0x1fff) * 8}, flags [${flags.length === 0 ? 'none' : flags.join(', ')}], ` +
    `proto ${PROTOCOLS.get(protocol) ?? 'unknown'} (${protocol}), length ${u16(packet, 2)}${(u8(packet, 0) & 15) > 5 ? ', options (RA)' : ''})\n    `
  );
}
