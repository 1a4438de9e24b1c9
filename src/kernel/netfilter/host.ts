import type { HookContext } from './context.ts';
import type { AddressType, HookDevice, HookNetns } from './skb.ts';

/** What netfilter asks of the rest of the kernel: addresses, routes, answers. */

/** What an address is to the routing tables (inet_addr_type_dev_table). */
export function addressType(_netns: HookNetns, _address: number, _device: HookDevice | null): AddressType {
  return 'UNICAST';
}

/** The source address a route of the packet through the device would have (inet_select_addr); undefined for none. */
export function sourceTowards(_context: HookContext, _device: HookDevice): number | undefined {
  return undefined;
}

/** The first address of a device. */
export function firstAddressOf(_context: HookContext, _device: HookDevice): number | undefined {
  return undefined;
}

/** The MTU of the packet's way out. */
export function pathMtu(_context: HookContext): number {
  return 1500;
}

/** Sends ICMP destination unreachable about the packet (nf_send_unreach); the id of the answer, undefined when none was sent. */
export function sendUnreachable(_context: HookContext, _code: number): number | undefined {
  return undefined;
}

/** Answers a TCP segment with a reset (nf_send_reset); the id of the answer, undefined when none was sent. */
export function sendReset(_context: HookContext): number | undefined {
  return undefined;
}
