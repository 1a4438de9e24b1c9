import type { ArpPacket } from './arp.ts';
import { type BpduPacket, bpduLength } from './bpdu.ts';
import type { Ipv4Packet } from './ipv4-packet.ts';
import type { Mac } from './mac.ts';
import type { VlanTag } from './vlan.ts';

/** EtherType values (IANA "IEEE 802 Numbers"). */
export const ETH_P_IP = 0x0800;
export const ETH_P_ARP = 0x0806;
export const ETH_P_8021Q = 0x8100;
export const ETH_P_8021AD = 0x88a8;
export const ETH_P_IPV6 = 0x86dd;

/** Bytes of an Ethernet header without VLAN tag. */
export const ETH_HLEN = 14;

/** What an Ethernet frame can carry here; `opaque` stands for protocols that are carried but not interpreted. */
export type NetworkPacket = ArpPacket | Ipv4Packet | BpduPacket | OpaquePacket;

/** A payload nobody interprets (IPv6 as long as it is only shown). */
export interface OpaquePacket {
  readonly kind: 'opaque';
  readonly etherType: number;
  readonly bytes: Uint8Array;
}

/** An Ethernet II frame (IEEE 802.3 §3). */
export interface Frame {
  readonly dst: Mac;
  readonly src: Mac;
  readonly payload: NetworkPacket;
  /** The tag of 802.1Q between the addresses and the EtherType. */
  readonly vlan?: VlanTag | null;
}

/** The EtherType that announces a payload; a frame of IEEE 802.3 has its length there. */
export function etherTypeOf(payload: NetworkPacket): number {
  if (payload.kind === 'ipv4') return ETH_P_IP;
  if (payload.kind === 'bpdu') return bpduLength(payload);
  return payload.kind === 'arp' ? ETH_P_ARP : payload.etherType;
}
