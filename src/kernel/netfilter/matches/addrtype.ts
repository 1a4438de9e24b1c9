import type { HookContext } from '../context.ts';
import { addressType } from '../host.ts';
import type { AddressType } from '../skb.ts';

/** `-m addrtype`: what an address is to this host's routing tables (net/netfilter/xt_addrtype.c). */
export interface AddrtypeMatch {
  readonly kind: 'addrtype';
  readonly source?: { readonly types: readonly AddressType[]; readonly invert: boolean };
  readonly destination?: { readonly types: readonly AddressType[]; readonly invert: boolean };
  /** Only addresses of the device of entry, or of exit, count. */
  readonly limit?: 'in' | 'out';
}

export function matchAddrtype(match: AddrtypeMatch, context: HookContext): boolean {
  const { source, destination, limit } = match;
  const { netns, packet, inDevice, outDevice } = context;
  const device = limit === undefined ? null : limit === 'in' ? inDevice : outDevice;
  if (source !== undefined) {
    const type = addressType(netns, packet.src, device);
    if (source.types.includes(type) === source.invert) return false;
  }
  if (destination === undefined) return true;
  const type = addressType(netns, packet.dst, device);
  return destination.types.includes(type) !== destination.invert;
}
