import { parseAddress } from './inet-prefix.ts';

/** Reads a link layer address of any length as iproute2 does; answers its octets, or the part that is wrong. */
export function parseLinkAddress(text: string): readonly number[] | string {
  if (text.includes('.')) {
    const ip = parseAddress(text, 4);
    if (ip === undefined) return text;
    const address = Number(ip.address);
    return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255);
  }
  const octets: number[] = [];
  for (const part of text.split(':')) {
    // sscanf's %x stops at the first character that is no digit.
    const digits = /^\s*\+?(?:0[xX])?([0-9a-fA-F]+)/.exec(part);
    const octet = digits === null ? -1 : Number.parseInt(digits[1]!, 16);
    if (octet < 0 || octet > 255) return part;
    octets.push(octet);
    if (octets.length === 32) break;
  }
  return octets;
}

/** Six octets as a MAC address. */
export function macOf(octets: readonly number[]): number {
  return octets.reduce((mac, octet) => mac * 256 + octet, 0);
}
