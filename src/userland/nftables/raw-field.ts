import type { RawPayload } from '../../kernel/netfilter/nft/fields/raw.ts';
import type { Family } from '../../kernel/netfilter/requests.ts';
import type { ProtocolContext } from './protocol.ts';

/** Fields by their place in a header: name, first bit, how many. */
const PLACES: Readonly<Record<string, readonly (readonly [string, number, number])[]>> = {
  ether: [
    ['daddr', 0, 48],
    ['saddr', 48, 48],
    ['type', 96, 16],
  ],
  ip: [
    ['version', 0, 4],
    ['hdrlength', 4, 4],
    ['dscp', 8, 6],
    ['ecn', 14, 2],
    ['length', 16, 16],
    ['id', 32, 16],
    ['frag-off', 48, 16],
    ['ttl', 64, 8],
    ['protocol', 72, 8],
    ['saddr', 96, 32],
    ['daddr', 128, 32],
  ],
  tcp: [
    ['sport', 0, 16],
    ['dport', 16, 16],
    ['sequence', 32, 32],
    ['ackseq', 64, 32],
    ['doff', 96, 4],
    ['flags', 104, 8],
    ['window', 112, 16],
  ],
  udp: [
    ['sport', 0, 16],
    ['dport', 16, 16],
    ['length', 32, 16],
  ],
  icmp: [
    ['type', 0, 8],
    ['code', 8, 8],
    ['id', 32, 16],
    ['sequence', 48, 16],
  ],
};

/** The field that bits are where the rule has said which header is there; undefined for bits without a name. */
export function fieldOfBits(
  { base, offset, bits }: RawPayload,
  { network, transport }: ProtocolContext,
  family: Family,
): string | undefined {
  const link = family === 'bridge' ? 'ether' : undefined;
  const header = { ll: link, nh: network, th: transport, ih: undefined }[base];
  const place = PLACES[header ?? '']?.find(([, first, count]) => first === offset && count === bits);
  return place === undefined ? undefined : `${header} ${place[0]}`;
}

/** Bits that do not begin or end with a byte are cut out of whole bytes: which ones, with what mask, moved how far. */
export function wholeBytes({ base, offset, bits }: RawPayload): { whole: RawPayload; mask: number; shift: number } {
  const first = offset & ~7;
  const end = (offset + bits + 7) & ~7;
  const shift = end - offset - bits;
  return { whole: { base, offset: first, bits: end - first }, mask: (2 ** bits - 1) * 2 ** shift, shift };
}
