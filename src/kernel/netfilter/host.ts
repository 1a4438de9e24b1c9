import { type Ipv4, isMulticastIpv4, LIMITED_BROADCAST } from '../../net/ipv4.ts';
import { RT_TABLE_LOCAL } from '../fib/requests.ts';
import { SCOPES } from '../fib/route.ts';
import { icmpSend } from '../ip/icmp.ts';
import { selectSource } from '../ip/source-address.ts';
import { resetSegment as resetTcp } from '../socket/tcp/reset.ts';
import type { Answer } from '../trace.ts';
import type { HookContext } from './context.ts';
import type { AddressType, HookDevice, HookNetns } from './skb.ts';

/** What netfilter asks of the rest of the kernel: addresses, routes, answers. */

/** What an address is to the routing tables, to one device's where one is given (inet_addr_type_dev_table). */
export function addressType(netns: HookNetns, address: Ipv4, device: HookDevice | null): AddressType {
  if (address === 0 || address === LIMITED_BROADCAST) return 'BROADCAST';
  if (isMulticastIpv4(address)) return 'MULTICAST';
  const ours = (route: { readonly nextHops: readonly { readonly device: HookDevice | null }[] }) =>
    device === null || route.nextHops.some((hop) => hop.device === device);
  const route = netns.fib.find(RT_TABLE_LOCAL, address, ours);
  if (route?.type === 'local') return 'LOCAL';
  return route?.type === 'broadcast' ? 'BROADCAST' : 'UNICAST';
}

/** The source address a route of the packet through the device would have (inet_select_addr); undefined for none. */
export function sourceTowards({ netns, skb }: HookContext, device: HookDevice): Ipv4 | undefined {
  const routed = netns.routeOutput({ destination: skb.packet.dst, oif: device.ifindex, mark: skb.mark });
  const nextHop = routed.ok ? (routed.dst.gateway ?? skb.packet.dst) : skb.packet.dst;
  const source = selectSource(device, nextHop, SCOPES.global);
  return source === 0 ? undefined : source;
}

/** How a way back is looked for. */
interface WayBack {
  readonly loose: boolean;
  readonly validMark: boolean;
  readonly acceptLocal: boolean;
}

/** Whether answers to the packet would leave by the device it came in by (rpfilter_lookup_reverse). */
export function returnsBy({ netns, skb, inDevice }: HookContext, { loose, validMark, acceptLocal }: WayBack): boolean {
  const { src, dst } = skb.packet;
  if (inDevice === null || inDevice.isLoopback) return true;
  const source = isMulticastIpv4(dst) || dst === LIMITED_BROADCAST || dst >>> 24 === 0 ? 0 : dst;
  const query = { destination: src, source, oif: 0, tos: skb.packet.tos & 0x1e, mark: validMark ? skb.mark : 0 };
  const answer = netns.fib.lookup(netns, query);
  if (answer.error !== undefined) return false;
  const { route } = answer.found;
  if (route.type !== 'unicast' && !(route.type === 'local' && acceptLocal)) return false;
  return loose || route.nextHops.some((hop) => hop.device === inDevice);
}

/** The first address of a device. */
export function firstAddressOf(device: HookDevice): Ipv4 | undefined {
  return device.addresses.find((address) => address.family === 4)?.local as Ipv4 | undefined;
}

/** The MTU of the packet's way out, and of its way back where it is forwarded (tcpmss_mangle_packet). */
export function pathMtu({ netns, skb, inDevice, outDevice }: HookContext): number {
  const routed = netns.routeOutput({ destination: skb.packet.dst, mark: skb.mark });
  const there = (routed.ok ? routed.dst.pathMtu : undefined) ?? outDevice?.mtu ?? 1500;
  return inDevice === null ? there : Math.min(there, inDevice.mtu);
}

/** Sends ICMP destination unreachable about the packet (nf_send_unreach). */
export function sendUnreachable({ netns, skb }: HookContext, code: number): Answer {
  return icmpSend(netns.kernel, skb, 3, code, 0, netns);
}

/** Answers a TCP segment with a reset (nf_send_reset). */
export function sendReset({ netns, skb }: HookContext): Answer {
  const packet = skb.packet.payload.kind === 'tcp' ? resetTcp(netns, skb) : undefined;
  return packet === undefined ? { packet, why: 'a reset is not answered' } : { packet };
}
