import { LIMITED_BROADCAST } from '../../../../net/ipv4.ts';
import type { HookContext } from '../../context.ts';
import { addressType } from '../../host.ts';
import type { AddressType } from '../../skb.ts';
import type { Value } from '../set.ts';

/** What a lookup goes by. */
export type FibKey = 'saddr' | 'daddr' | 'mark' | 'iif' | 'oif';
/** What is wanted of the route. */
export type FibResult = 'oif' | 'oifname' | 'type';

/** Types of routes (RTN_*). */
const TYPES: Readonly<Partial<Record<AddressType, number>>> = {
  UNSPEC: 0,
  UNICAST: 1,
  LOCAL: 2,
  BROADCAST: 3,
  ANYCAST: 4,
  MULTICAST: 5,
};

/** `fib`: what the routing tables know of an address of the packet (net/ipv4/netfilter/nft_fib_ipv4.c). */
export function lookUpFib(keys: readonly FibKey[], result: FibResult, context: HookContext): Value | undefined {
  const { packet, netns, inDevice, outDevice, skb } = context;
  const address = keys.includes('daddr') ? packet.dst : packet.src;
  const device = keys.includes('iif') ? inDevice : keys.includes('oif') ? outDevice : null;
  if (result === 'type') return TYPES[addressType(netns, address, device)] ?? 1;
  const answer = (found: { readonly ifindex: number; readonly name: string } | null) =>
    result === 'oif' ? (found?.ifindex ?? 0) : (found?.name ?? '');
  if (inDevice?.isLoopback) return answer(inDevice);
  if (packet.src === 0 && (packet.dst === LIMITED_BROADCAST || packet.dst >>> 28 === 14)) return answer(inDevice);
  const mark = keys.includes('mark') ? skb.mark : 0;
  const found = netns.fib.lookup(netns, { destination: address, oif: 0, tos: packet.tos & 0x1e, mark });
  if (found.error !== undefined) return answer(null);
  const { route } = found.found;
  if (route.type !== 'unicast') return answer(null);
  const hops = route.nextHops.flatMap((hop) => (hop.device === null ? [] : [hop.device]));
  if (device !== null) return answer(hops.find((hop) => hop === device) ?? null);
  return answer(hops[0] ?? null);
}
