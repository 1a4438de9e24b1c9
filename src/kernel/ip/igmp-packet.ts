import { type IgmpMessage, IPPROTO_IGMP, igmpLength } from '../../net/igmp.ts';
import type { Ipv4 } from '../../net/ipv4.ts';
import { IPV4_RA_HLEN, type Ipv4Packet } from '../../net/ipv4-packet.ts';
import { multicastMac } from '../../net/mac.ts';
import type { Cause } from '../cause.ts';
import type { Kernel } from '../kernel.ts';
import { Skb } from '../skb.ts';

/** The precedence of IGMP's packets: internetwork control. */
const IGMP_TOS = 0xc0;

/** A packet with a message of IGMP (igmp_send_report, igmpv3_newpack, br_ip4_multicast_alloc_query). */
export function igmpSkb(kernel: Kernel, cause: Cause, src: Ipv4, dst: Ipv4, message: IgmpMessage): Skb {
  const packet: Ipv4Packet = {
    kind: 'ipv4',
    ttl: 1,
    tos: IGMP_TOS,
    id: 0,
    df: true,
    mf: false,
    fragmentOffset: 0,
    src,
    dst,
    protocol: IPPROTO_IGMP,
    length: IPV4_RA_HLEN + igmpLength(message),
    payload: message,
  };
  const skb = new Skb(kernel.nextPacket(), kernel.nextCopy(), undefined, cause, packet);
  skb.dstMac = multicastMac(dst);
  skb.hasMac = true;
  return skb;
}

/** How long members may take to answer, as version 3 writes it from 12.8 seconds on (RFC 3376 §4.1.1). */
export function toResponseCode(tenths: number): number {
  if (tenths < 128) return tenths;
  let exponent = 0;
  while (exponent < 7 && tenths >> (exponent + 3) > 31) exponent++;
  return 0x80 | (exponent << 4) | ((tenths >> (exponent + 3)) & 0xf);
}

/** That time in tenths of a second (IGMPV3_MRC). */
export function fromResponseCode(code: number): number {
  return code < 0x80 ? code : ((code & 0xf) | 0x10) << (((code >> 4) & 7) + 3);
}
