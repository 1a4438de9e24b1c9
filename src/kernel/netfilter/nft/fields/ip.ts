import type { FieldReader } from './index.ts';

/** Of the IPv4 header and the frame's (net/netfilter/nft_payload.c). */
export const IP_FIELDS: Readonly<Record<string, FieldReader>> = {
  'ip version': () => 4,
  'ip hdrlength': () => 5,
  'ip dscp': ({ packet }) => packet.tos >> 2,
  'ip ecn': ({ packet }) => packet.tos & 3,
  'ip length': ({ packet }) => packet.length,
  'ip id': ({ packet }) => packet.id,
  'ip frag-off': ({ packet }) => (packet.df ? 0x4000 : 0) | (packet.mf ? 0x2000 : 0) | (packet.fragmentOffset >> 3),
  'ip ttl': ({ packet }) => packet.ttl,
  'ip protocol': ({ packet }) => packet.protocol,
  'ip saddr': ({ packet }) => packet.src,
  'ip daddr': ({ packet }) => packet.dst,
  // No packet here has options of IP.
  'ip option rr': () => 0,
  'ip option lsrr': () => 0,
  'ip option ssrr': () => 0,
  'ip option ra': () => 0,
  'ether saddr': ({ skb, inDevice }) => (inDevice === null ? undefined : skb.sourceMac),
  'ether daddr': ({ skb, inDevice }) => (inDevice === null || !skb.hasMac ? undefined : skb.dstMac),
  'ether type': ({ inDevice }) => (inDevice === null ? undefined : 0x0800),
};
