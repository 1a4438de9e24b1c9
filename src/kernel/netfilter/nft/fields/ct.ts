import { directionOf, ORIGINAL, REPLY } from '../../conntrack/info.ts';
import type { Tuple } from '../../conntrack/tuple.ts';
import type { HookContext } from '../../context.ts';
import { stateBitOf } from '../../matches/state.ts';
import type { Value } from '../set.ts';
import type { Direction, FieldReader } from './index.ts';

type Connection = NonNullable<HookContext['skb']['connection']>;

/** Of the packet's connection; a packet without one has nothing of it but a state. */
const of =
  (read: (connection: Connection, context: HookContext) => Value | undefined): FieldReader =>
  (context) =>
    context.skb.connection === null ? undefined : read(context.skb.connection, context);

/** Of one direction's packets; of the packet's own direction where none is written. */
const tuple =
  (read: (tuple: Tuple) => Value): FieldReader =>
  ({ skb }, direction) => {
    if (skb.connection === null) return undefined;
    return read(skb.connection.tuples[sideOf(direction, directionOf(skb.ctInfo))]);
  };

function sideOf(direction: Direction | undefined, own: 0 | 1): 0 | 1 {
  if (direction === undefined) return own;
  return direction === 'original' ? ORIGINAL : REPLY;
}

/** What was counted of one direction, of both where none is written. */
const counted =
  (read: (counter: { readonly packets: number; readonly bytes: number }) => number): FieldReader =>
  ({ skb }, direction) => {
    if (skb.connection === null) return undefined;
    const counters = skb.connection.counters ?? [
      { packets: 0, bytes: 0 },
      { packets: 0, bytes: 0 },
    ];
    if (direction === undefined) return read(counters[0]) + read(counters[1]);
    return read(counters[sideOf(direction, ORIGINAL)]);
  };

/** Of connection tracking (net/netfilter/nft_ct.c). */
export const CT_FIELDS: Readonly<Record<string, FieldReader>> = {
  'ct state': ({ skb }) => nftState(stateBitOf(skb)),
  'ct direction': of((_, { skb }) => directionOf(skb.ctInfo)),
  'ct status': of(({ status }) => status),
  'ct mark': of(({ mark }) => mark),
  'ct expiration': of((connection, { netns }) =>
    Math.floor((connection.confirmed ? connection.timeout - netns.kernel.now : connection.timeout) / 1000),
  ),
  'ct l3proto': of(() => 2),
  'ct protocol': tuple(({ protocol }) => protocol),
  'ct saddr': tuple(({ src }) => src),
  'ct daddr': tuple(({ dst }) => dst),
  'ct ip saddr': tuple(({ src }) => src),
  'ct ip daddr': tuple(({ dst }) => dst),
  'ct proto-src': tuple(({ srcPort }) => srcPort),
  'ct proto-dst': tuple(({ dstPort }) => dstPort),
  'ct packets': counted(({ packets }) => packets),
  'ct bytes': counted(({ bytes }) => bytes),
  'ct zone': () => 0,
};

/** nf_tables' bits of a state (NF_CT_STATE_BIT): those of iptables' match in another order. */
function nftState(bit: number): number {
  // INVALID 1, NEW 2, RELATED 4, ESTABLISHED 8, UNTRACKED 16 there.
  return { 1: 1, 2: 8, 4: 4, 8: 2, 16: 64 }[bit] ?? 0;
}
