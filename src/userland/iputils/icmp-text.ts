import { encodeIpv4 } from '../../net/encode.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Ipv4Packet } from '../../net/ipv4-packet.ts';

const UNREACHABLE: readonly string[] = [
  'Destination Net Unreachable',
  'Destination Host Unreachable',
  'Destination Protocol Unreachable',
  'Destination Port Unreachable',
  '',
  'Source Route Failed',
  'Destination Net Unknown',
  'Destination Host Unknown',
  'Source Host Isolated',
  'Destination Net Prohibited',
  'Destination Host Prohibited',
  'Destination Net Unreachable for Type of Service',
  'Destination Host Unreachable for Type of Service',
  'Packet filtered',
  'Precedence Violation',
  'Precedence Cutoff',
];
const REDIRECTS: readonly string[] = [
  'Redirect Network',
  'Redirect Host',
  'Redirect Type of Service and Network',
  'Redirect Type of Service and Host',
];

/** What ping says of an ICMP error. */
export function icmpText(type: number, code: number, info: number): string {
  if (type === 3) {
    if (code === 4) return `Frag needed and DF set (mtu = ${info})`;
    return UNREACHABLE[code] || `Dest Unreachable, Bad Code: ${code}`;
  }
  if (type === 11) return code === 0 ? 'Time to live exceeded' : 'Frag reassembly time exceeded';
  if (type === 5) return `${REDIRECTS[code] ?? `Redirect, Bad Code: ${code}`}(New nexthop: ${formatIpv4(info >>> 0)})`;
  return type === 12 ? `Parameter problem: pointer = ${info >>> 24}` : `Bad ICMP type: ${type}`;
}

/** The header of a packet that an ICMP message is about, as `ping -v` shows it: numbers of two bytes the wrong way round (pr_iph). */
export function headerText(packet: Ipv4Packet): string {
  const header = new DataView(encodeIpv4(packet).buffer);
  const byte = (at: number) => header.getUint8(at).toString(16).padStart(2, '0');
  const two = (at: number, mask = 0xffff) => (header.getUint16(at, true) & mask).toString(16).padStart(4, '0');
  const [version, length] = header.getUint8(0).toString(16);
  const flags = (header.getUint16(6, true) >> 13).toString(16);
  return (
    'Vr HL TOS  Len   ID Flg  off TTL Pro  cks      Src      Dst Data\n' +
    ` ${version}  ${length}  ${byte(1)} ${two(2)} ${two(4)}   ${flags} ${two(6, 0x1fff)}  ${byte(8)}  ${byte(9)} ${two(10)}` +
    ` ${formatIpv4(packet.src)}  ${formatIpv4(packet.dst)} \n`
  );
}
