import type { Frame } from './ethernet.ts';

/** A UDP datagram (RFC 768). */
export interface UdpDatagram {
  readonly kind: 'udp';
  readonly srcPort: number;
  readonly dstPort: number;
  readonly data: Uint8Array;
  /** The frame that the data are, on its way through a VXLAN. */
  readonly vxlan?: { readonly vni: number; readonly frame: Frame };
}

/** Bytes of a UDP header. */
export const UDP_HLEN = 8;

/** Bytes of a VXLAN header (RFC 7348 §5). */
export const VXLAN_HLEN = 8;
