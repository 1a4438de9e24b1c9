import { checksum } from '../../../net/checksum.ts';
import { u16 } from '../bytes.ts';
import type { IpPayload } from './ip.ts';
import type { Style } from './style.ts';

/** A UDP datagram (tcpdump's udp_print); its contents are not decoded. */
export function printUdp(style: Style, payload: IpPayload): string {
  const { bytes, src, dst } = payload;
  const ports = `${src}.${style.port(u16(bytes, 0), 'udp')} > ${dst}.${style.port(u16(bytes, 2), 'udp')}: `;
  const sum = style.verbose > 1 && !style.quiet && !style.unchecked && !payload.fragmented ? printSum(payload) : '';
  return `${ports}${sum}UDP, length ${u16(bytes, 4) - 8}`;
}

function printSum({ bytes, length, pseudo }: IpPayload): string {
  const said = u16(bytes, 6);
  if (said === 0) return '[no cksum] ';
  if (bytes.length < length) return '';
  const right = rightSum(bytes, 6, pseudo + length);
  return said === right ? '[udp sum ok] ' : `[bad udp cksum 0x${hex(said)} -> 0x${hex(right)}!] `;
}

/** What a checksum at an offset should be. */
export function rightSum(bytes: Uint8Array, at: number, pseudo: number): number {
  const cleared = bytes.slice();
  cleared[at] = 0;
  cleared[at + 1] = 0;
  return checksum(cleared, pseudo);
}

export function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}
