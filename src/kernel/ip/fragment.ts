import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import { IPV4_HLEN } from '../../net/ipv4-packet.ts';
import type { Netns } from '../netns/netns.ts';
import { Skb } from '../skb.ts';
import { ipv4Of } from './hook.ts';

/** How long a packet may be on a way: no longer than the pieces it came in (ip_finish_output). */
export function pieceLimit({ largestPiece }: Skb, mtu: number): number {
  return largestPiece > 0 ? Math.min(largestPiece, mtu) : mtu;
}

/** Cuts a packet into pieces that fit (ip_do_fragment). The first carries the payload, the others stand for its bytes. */
export function* fragment(skb: Skb, mtu: number): Generator<Skb> {
  const whole = ipv4Of(skb);
  const room = (mtu - IPV4_HLEN) & ~7;
  const total = whole.length - IPV4_HLEN;
  for (let offset = 0; offset < total; offset += room) {
    const size = Math.min(room, total - offset);
    const last = offset + size >= total;
    const piece: Ipv4Packet = {
      ...whole,
      mf: whole.mf || !last,
      fragmentOffset: whole.fragmentOffset + offset,
      length: size + IPV4_HLEN,
      payload: offset === 0 ? whole.payload : { kind: 'opaque', bytes: new Uint8Array(size) },
    };
    const number = offset === 0 ? skb.copy : skb.copy + 1_000_000 + offset;
    const copy = new Skb(skb.id, number, skb.parent, skb.cause, piece);
    Object.assign(copy, { ...skb, copy: number, packet: piece, largestPiece: 0 });
    yield copy;
  }
}

/**
 * Puts the pieces of a packet together (ip_defrag), for whoever asks apart from others (enum ip_defrag_users); undefined
 * while some are missing.
 */
export function reassemble(
  netns: Netns,
  piece: Ipv4Packet,
  user: 'delivery' | 'conntrack' = 'delivery',
): { readonly packet: Ipv4Packet; readonly largestPiece: number } | undefined {
  netns.mib.IpReasmReqds++;
  const key = `${user} ${piece.src}/${piece.dst}/${piece.id}/${piece.protocol}`;
  const pieces = netns.fragments.get(key) ?? [];
  if (!pieces.some((other) => other.fragmentOffset === piece.fragmentOffset)) pieces.push(piece);
  netns.fragments.set(key, pieces);
  const sorted = pieces.toSorted((a, b) => a.fragmentOffset - b.fragmentOffset);
  let expected = 0;
  for (const each of sorted) {
    if (each.fragmentOffset !== expected) return undefined;
    expected += each.length - IPV4_HLEN;
  }
  if (sorted.at(-1)!.mf) return undefined;
  netns.fragments.delete(key);
  netns.mib.IpReasmOKs++;
  const packet = { ...sorted[0]!, mf: false, fragmentOffset: 0, length: expected + IPV4_HLEN };
  return { packet, largestPiece: Math.max(...sorted.map(({ length }) => length)) };
}
