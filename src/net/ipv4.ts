/** An IPv4 address as an unsigned 32-bit integer in host order: 10.0.0.1 is 0x0a000001. */
export type Ipv4 = number;

/** 0.0.0.0, "any". */
export const ANY_IPV4: Ipv4 = 0;
/** 255.255.255.255, the limited broadcast (RFC 919). */
export const LIMITED_BROADCAST: Ipv4 = 0xffffffff;

/** Reads a strict dotted quad; null when the text is anything else. */
export function parseIpv4(text: string): Ipv4 | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (match === null) return null;
  let address = 0;
  for (let i = 1; i <= 4; i++) {
    const octet = Number(match[i]);
    if (octet > 255) return null;
    address = address * 256 + octet;
  }
  return address;
}

/** Writes the dotted quad. */
export function formatIpv4(address: Ipv4): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** The netmask of a prefix length 0…32, unsigned. */
export function maskOf(length: number): Ipv4 {
  return length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
}

/** The network address: `address` with the host bits cleared. */
export function networkOf(address: Ipv4, length: number): Ipv4 {
  return (address & maskOf(length)) >>> 0;
}

/** The directed broadcast address of the network of `address`. */
export function broadcastOf(address: Ipv4, length: number): Ipv4 {
  return (address | (~maskOf(length) >>> 0)) >>> 0;
}

/** True when `address` lies in `network`/`length`. */
export function isInNetwork(address: Ipv4, network: Ipv4, length: number): boolean {
  return ((address ^ network) & maskOf(length)) === 0;
}

/** 127.0.0.0/8 (RFC 1122 §3.2.1.3). */
export function isLoopbackIpv4(address: Ipv4): boolean {
  return address >>> 24 === 127;
}

/** 224.0.0.0/4 (RFC 1112). */
export function isMulticastIpv4(address: Ipv4): boolean {
  return address >>> 28 === 14;
}

/** 224.0.0.0/24, which stays on its link (RFC 5771 §4). */
export function isLocalMulticastIpv4(address: Ipv4): boolean {
  return address >>> 8 === 0xe00000;
}

/** 10/8, 172.16/12 and 192.168/16 (RFC 1918). */
export function isPrivateIpv4(address: Ipv4): boolean {
  return address >>> 24 === 10 || address >>> 20 === 0xac1 || address >>> 16 === 0xc0a8;
}
