import { formatMac } from '../../../net/mac.ts';
import { mac, u16, u32 } from '../bytes.ts';
import type { Style } from './style.ts';

/** An ARP packet for IPv4 over Ethernet (tcpdump's arp_print). */
export function printArp(style: Style, bytes: Uint8Array): string {
  const kind = style.verbose > 0 ? 'Ethernet (len 6), IPv4 (len 4), ' : '';
  return `${style.link ? '' : 'ARP, '}${kind}${printOperation(style, bytes)}, length ${bytes.length}`;
}

function printOperation({ host }: Style, bytes: Uint8Array): string {
  const sender = host(u32(bytes, 14));
  const target = host(u32(bytes, 24));
  const targetMac = mac(bytes, 18);
  switch (u16(bytes, 6)) {
    case 1:
      return `Request who-has ${target}${targetMac === 0 ? '' : ` (${formatMac(targetMac)})`} tell ${sender}`;
    case 2:
      return `Reply ${sender} is-at ${formatMac(mac(bytes, 8))}`;
    default:
      return `Unknown (${u16(bytes, 6)}) `;
  }
}
