import { formatMac } from '../../../net/mac.ts';
import { mac, u8, u16, u32 } from '../bytes.ts';
import { EN10MB, LINUX_SLL, type LinkType } from '../link-type.ts';
import { printArp } from './arp.ts';
import { hexDump } from './hex.ts';
import { printIp } from './ip.ts';
import type { Style } from './style.ts';

const ETHERTYPES: ReadonlyMap<number, string> = new Map([
  [0x0800, 'IPv4'],
  [0x0806, 'ARP'],
  [0x8035, 'Reverse ARP'],
  [0x8100, '802.1Q'],
  [0x88a8, '802.1Q-QinQ'],
  [0x86dd, 'IPv6'],
]);
const DIRECTIONS = ['In', 'B', 'M', 'P', 'Out'];

/** A packet in a line or more, without the final newline (tcpdump's if_printer). */
export function printPacket(style: Style, linkType: LinkType, bytes: Uint8Array): string {
  if (linkType === EN10MB) return printEthernet(style, bytes);
  return linkType === LINUX_SLL ? printCooked(style, bytes) : printCooked2(style, bytes);
}

function printEthernet(style: Style, bytes: Uint8Array): string {
  const { link, quiet } = style;
  const etherType = u16(bytes, 12);
  const addresses = `${formatMac(mac(bytes, 6))} > ${formatMac(mac(bytes, 0))}`;
  const name = quiet ? (ETHERTYPES.get(etherType) ?? 'Unknown Ethertype') : typeName(etherType);
  const header = `${addresses}, ${name}, length ${bytes.length}: `;
  const body = printPayload(style, etherType, bytes.subarray(14), '');
  if (body !== undefined) return (link ? header : '') + body;
  return header + hexDump(bytes.subarray(14), true);
}

function typeName(etherType: number): string {
  const hex = etherType.toString(16).padStart(4, '0');
  return `ethertype ${ETHERTYPES.get(etherType) ?? 'Unknown'} (0x${hex})`;
}

/** What a link layer carries; undefined for what is not decoded. */
function printPayload(style: Style, etherType: number, bytes: Uint8Array, before: string): string | undefined {
  switch (etherType) {
    case 0x0800:
      return before + printIp(style, bytes);
    case 0x0806:
      return before + printArp(style, bytes);
    case 0x8100:
    case 0x88a8: {
      const tag = u16(bytes, 0);
      const inner = u16(bytes, 2);
      const shown = `vlan ${tag & 0xfff}, p ${tag >> 13}${(tag & 0x1000) === 0 ? '' : ', DEI'}, ${typeName(inner)}, `;
      return printPayload(style, inner, bytes.subarray(4), before + (style.link ? shown : ''));
    }
    default:
      return undefined;
  }
}

function printCooked(style: Style, bytes: Uint8Array): string {
  const etherType = u16(bytes, 14);
  const direction = (DIRECTIONS[u16(bytes, 0)] ?? '').padStart(3);
  const type = style.quiet ? '' : `${typeName(etherType)}, `;
  const header = `${direction} ${formatMac(mac(bytes, 6))} ${type}length ${bytes.length}: `;
  const body = printPayload(style, etherType, bytes.subarray(16), '');
  if (body !== undefined) return (style.link ? header : '') + body;
  return header + hexDump(bytes.subarray(16), true);
}

function printCooked2(style: Style, bytes: Uint8Array): string {
  const etherType = u16(bytes, 0);
  const ifindex = u32(bytes, 4);
  const place = `${style.device(ifindex).padEnd(5)} ${(DIRECTIONS[u8(bytes, 10)] ?? '').padEnd(3)} `;
  const type = style.quiet ? '' : `${typeName(etherType)}, length ${bytes.length}: `;
  const header = `ifindex ${ifindex} ${formatMac(mac(bytes, 12))} ${type}`;
  const body = printPayload(style, etherType, bytes.subarray(20), '');
  if (body !== undefined) return place + (style.link ? header : '') + body;
  return place + header + hexDump(bytes.subarray(20), true);
}
