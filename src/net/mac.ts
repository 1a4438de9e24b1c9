import type { Ip } from './prefix.ts';

/**
 * A 48-bit MAC address as a non-negative integer below 2^48, most significant octet first. A number fits exactly in a
 * double and serves as a key of a Map without conversion.
 */
export type Mac = number;

/** ff:ff:ff:ff:ff:ff, every station of the segment (IEEE 802.3). */
export const BROADCAST_MAC: Mac = 0xffffffffffff;
/** 00:00:00:00:00:00, what loopback carries and ARP requests ask for. */
export const ZERO_MAC: Mac = 0;

/** Reads `aa:bb:cc:dd:ee:ff` (one or two hexadecimal digits an octet); null when the text is not a MAC address. */
export function parseMac(text: string): Mac | null {
  const octets = text.split(':');
  if (octets.length !== 6) return null;
  let mac = 0;
  for (const octet of octets) {
    if (!/^[0-9a-fA-F]{1,2}$/.test(octet)) return null;
    mac = mac * 256 + Number.parseInt(octet, 16);
  }
  return mac;
}

/** Writes a MAC address as Linux does: lower case, colons, two digits an octet. */
export function formatMac(mac: Mac): string {
  const hex = mac.toString(16).padStart(12, '0');
  return `${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}:${hex.slice(6, 8)}:${hex.slice(8, 10)}:${hex.slice(10)}`;
}

/** True for group addresses, broadcast included (the lowest bit of the first octet, IEEE 802). */
export function isMulticastMac(mac: Mac): boolean {
  return Math.floor(mac / 0x10000000000) % 2 === 1;
}

/** True for the group addresses that bridges keep on their link (IEEE 802.1D §7.12.6). */
export function isLinkLocalMac(mac: Mac): boolean {
  return mac - (mac % 16) === 0x0180c2000000;
}

/** Where frames to a group go (RFC 1112 §6.4, RFC 2464 §7). */
export function multicastMac(group: Ip): Mac {
  return typeof group === 'number' ? 0x01005e000000 + (group & 0x7fffff) : 0x333300000000 + Number(group & 0xffffffffn);
}
