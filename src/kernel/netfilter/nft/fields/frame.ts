import type { ArpPacket } from '../../../../net/arp.ts';
import { BROADCAST_MAC, isMulticastMac } from '../../../../net/mac.ts';
import type { HookContext } from '../../context.ts';
import type { Value } from '../set.ts';
import type { FieldReader } from './index.ts';

/** What frames carry (ETH_P_*). */
const ETHER_TYPES: Readonly<Record<string, number>> = { ipv4: 0x0800, arp: 0x0806, bpdu: 0x0004 };
const ETH_P_8021Q = 0x8100;

/** Families of hooks (NFPROTO_*). */
const FAMILIES = { ip: 2, arp: 3, netdev: 5, bridge: 7 } as const;

const arp =
  (read: (packet: ArpPacket) => Value): FieldReader =>
  ({ skb }) => {
    const packet: { readonly kind: string } = skb.packet;
    return packet.kind === 'arp' ? read(packet as ArpPacket) : undefined;
  };

const vlan =
  (read: (tag: NonNullable<HookContext['skb']['vlan']>) => Value): FieldReader =>
  ({ skb }) =>
    skb.vlan === null ? undefined : read(skb.vlan);

function carried({ skb }: HookContext): number {
  return ETHER_TYPES[skb.packet.kind] ?? 0;
}

/** Whom a frame is addressed to (PACKET_*); one for the bridge is for this host as well. */
function packetType({ skb, inDevice }: HookContext): Value {
  if (skb.dstMac === BROADCAST_MAC) return 1;
  if (isMulticastMac(skb.dstMac)) return 2;
  const isOurs = inDevice === null || inDevice.mac === skb.dstMac || inDevice.port?.bridge.device.mac === skb.dstMac;
  return isOurs ? 0 : 3;
}

/** Of frames, whatever they carry: link header, tag, ARP (net/netfilter/nft_payload.c, net/bridge/netfilter/nft_meta_bridge.c). */
export const FRAME_FIELDS: Readonly<Record<string, FieldReader>> = {
  'ether saddr': ({ skb }) => (skb.hasMac ? skb.srcMac : undefined),
  'ether daddr': ({ skb }) => (skb.hasMac ? skb.dstMac : undefined),
  'ether type': (context) => (context.skb.vlan === null ? carried(context) : ETH_P_8021Q),
  'vlan id': vlan(({ id }) => id),
  'vlan pcp': vlan(({ priority }) => priority),
  'vlan type': (context) => (context.skb.vlan === null ? undefined : carried(context)),
  'arp htype': arp(() => 1),
  'arp ptype': arp(() => 0x0800),
  'arp hlen': arp(() => 6),
  'arp plen': arp(() => 4),
  'arp operation': arp(({ operation }) => (operation === 'request' ? 1 : 2)),
  'arp saddr ip': arp(({ senderIp }) => senderIp),
  'arp saddr ether': arp(({ senderMac }) => senderMac),
  'arp daddr ip': arp(({ targetIp }) => targetIp),
  'arp daddr ether': arp(({ targetMac }) => targetMac),
  'meta protocol': carried,
  'meta nfproto': ({ family }) => FAMILIES[family],
  'meta length': ({ length }) => length,
  'meta pkttype': packetType,
  'meta ibrname': ({ inDevice }) => inDevice?.port?.bridge.device.name ?? '',
  'meta obrname': ({ outDevice }) => outDevice?.port?.bridge.device.name ?? '',
};

/** Of the rest of `meta` and of every frame a rule may ask; of the headers of IPv4 and what is above only where there are any. */
export function isOfFrame(name: string): boolean {
  return name.startsWith('meta ') && name !== 'meta l4proto';
}
