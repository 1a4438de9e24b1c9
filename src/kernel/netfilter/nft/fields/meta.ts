import { EPOCH } from '../../../epoch.ts';
import type { HookContext } from '../../context.ts';
import type { FieldReader } from './index.ts';

/** Whom a frame was addressed to (PACKET_*). */
const PACKET_TYPES = { unicast: 0, broadcast: 1, multicast: 2 } as const;

/** Kinds of links (ARPHRD_*): ethernet, and the loopback device's own. */
const ARPHRD_ETHER = 1;
const ARPHRD_LOOPBACK = 772;

const DAY = 86_400;

/** Seconds since 1970, of a machine whose clock is set to UTC. */
function clock({ netns }: HookContext): number {
  return EPOCH + Math.floor(netns.kernel.now / 1_000_000);
}

/** Of the packet but not in it (net/netfilter/nft_meta.c). Every process here is root's. */
export const META_FIELDS: Readonly<Record<string, FieldReader>> = {
  'meta iif': ({ inDevice }) => inDevice?.ifindex ?? 0,
  'meta oif': ({ outDevice }) => outDevice?.ifindex ?? 0,
  'meta iifname': ({ inDevice }) => inDevice?.name ?? '',
  'meta oifname': ({ outDevice }) => outDevice?.name ?? '',
  'meta iiftype': ({ inDevice }) => linkType(inDevice),
  'meta oiftype': ({ outDevice }) => linkType(outDevice),
  'meta iifgroup': ({ inDevice }) => (inDevice === null ? undefined : 0),
  'meta oifgroup': ({ outDevice }) => (outDevice === null ? undefined : 0),
  'meta mark': ({ skb }) => skb.mark,
  'meta priority': () => 0,
  'meta length': ({ packet }) => packet.length,
  'meta protocol': () => 0x0800,
  'meta nfproto': () => 2,
  'meta l4proto': ({ packet }) => packet.protocol,
  'meta pkttype': ({ skb }) => PACKET_TYPES[skb.packetType ?? 'unicast'],
  'meta skuid': ({ skb }) => ownerOf(skb),
  'meta skgid': ({ skb }) => ownerOf(skb),
  'meta cpu': () => 0,
  'meta random': ({ netns }) => netns.kernel.random(2 ** 32),
  'meta time': (context) => clock(context),
  'meta hour': (context) => clock(context) % DAY,
  // The epoch was a Thursday.
  'meta day': (context) => (Math.floor(clock(context) / DAY) + 4) % 7,
};

function linkType(device: HookContext['inDevice']): number | undefined {
  if (device === null) return undefined;
  return device.isLoopback ? ARPHRD_LOOPBACK : ARPHRD_ETHER;
}

function ownerOf({ socketOf, inDevice }: HookContext['skb']): number | undefined {
  return socketOf === 'process' && inDevice === null ? 0 : undefined;
}
