import type { Ipv4 } from '../../../net/ipv4.ts';
import type { HookContext } from '../context.ts';

interface RangeTest {
  readonly min: Ipv4;
  readonly max: Ipv4;
  readonly invert: boolean;
  /** Of IPv6, as it is written; never asked. */
  readonly written?: string;
}

/** `-m iprange`: addresses from … to (net/netfilter/xt_iprange.c). */
export interface IprangeMatch {
  readonly kind: 'iprange';
  readonly source?: RangeTest;
  readonly destination?: RangeTest;
}

function contains(test: RangeTest | undefined, address: Ipv4): boolean {
  return test === undefined || (address >= test.min && address <= test.max) !== test.invert;
}

export function matchIprange({ source, destination }: IprangeMatch, { packet }: HookContext): boolean {
  return contains(source, packet.src) && contains(destination, packet.dst);
}
