import type { Cause } from '../../cause.ts';
import { CT_NEW, CT_RELATED } from '../conntrack/info.ts';
import type { HookContext, TargetVerdict } from '../context.ts';
import { firstAddressOf, sourceTowards } from '../host.ts';
import { bind } from '../nat/binding.ts';
import type { Manip, NatRange } from '../nat/range.ts';

/** `-j SNAT`, `-j DNAT` (net/netfilter/xt_nat.c). */
export interface NatTarget {
  readonly kind: 'SNAT' | 'DNAT';
  readonly range: NatRange;
}

/** `-j MASQUERADE`: SNAT to the address of the device of exit; `-j REDIRECT`: DNAT to this host itself. */
export interface OwnAddressTarget {
  readonly kind: 'MASQUERADE' | 'REDIRECT';
  readonly range: NatRange;
}

/** `-j NETMAP`: translates a whole network onto another, host bits kept (net/netfilter/xt_NETMAP.c). */
export interface NetmapTarget {
  readonly kind: 'NETMAP';
  /** A network of IPv6 as it is written. */
  readonly written?: string;
  readonly network: number;
  readonly mask: number;
}

export function nat(target: NatTarget, context: HookContext, cause: Cause): TargetVerdict {
  return settle(context, target.range, target.kind === 'SNAT' ? 'source' : 'destination', cause);
}

/** nf_nat_masquerade_ipv4: the address a route through the device would choose; none is a reason to drop. */
export function masquerade({ range }: OwnAddressTarget, context: HookContext, cause: Cause): TargetVerdict {
  const { skb, outDevice } = context;
  // A packet without source is a host asking for its first address; that must not be touched.
  if (skb.packet.src === 0) return 'accept';
  if (outDevice === null) return 'drop';
  const address = sourceTowards(context, outDevice);
  if (address === undefined) return 'drop';
  const { connection } = skb;
  if (connection !== null) connection.masqueradeIndex = outDevice.ifindex;
  return settle(context, { ...range, addresses: { min: address, max: address } }, 'source', cause);
}

/** nf_nat_redirect_ipv4: to 127.0.0.1 for packets of this host, else to the first address of the device of entry. */
export function redirect({ range }: OwnAddressTarget, context: HookContext, cause: Cause): TargetVerdict {
  const { hook, inDevice } = context;
  let address: number | undefined = 0x7f000001;
  if (hook !== 'OUTPUT') address = inDevice === null ? undefined : firstAddressOf(inDevice);
  if (address === undefined) return 'drop';
  return settle(context, { ...range, addresses: { min: address, max: address } }, 'destination', cause);
}

export function netmap({ network, mask }: NetmapTarget, context: HookContext, cause: Cause): TargetVerdict {
  const { hook, packet } = context;
  const manip: Manip = hook === 'PREROUTING' || hook === 'OUTPUT' ? 'destination' : 'source';
  const host = (manip === 'destination' ? packet.dst : packet.src) & ~mask;
  const address = ((network & mask) | host) >>> 0;
  return settle(context, { addresses: { min: address, max: address } }, manip, cause);
}

function settle({ netns, skb }: HookContext, range: NatRange, manip: Manip, cause: Cause): TargetVerdict {
  const { connection, ctInfo } = skb;
  if (connection === null || (ctInfo !== CT_NEW && ctInfo !== CT_RELATED)) return 'accept';
  return bind(netns, connection, range, manip, cause) ? 'accept' : 'drop';
}
