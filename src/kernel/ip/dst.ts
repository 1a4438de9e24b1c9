import type { Ipv4 } from '../../net/ipv4.ts';
import type { Ipv6 } from '../../net/ipv6.ts';
import type { Errno } from '../errno.ts';
import type { FibAnswer } from '../fib/fib.ts';
import type { Route } from '../fib/route.ts';
import type { Device } from '../link/device.ts';

/** Where a packet goes from here (struct rtable). */
export interface Dst {
  readonly kind: 'unicast' | 'local' | 'broadcast' | 'multicast';
  readonly device: Device;
  readonly gateway: Ipv4 | undefined;
  /** The next router where it is one of IPv6. */
  readonly ipv6Gateway?: Ipv6 | undefined;
  /** The source address a local sender gets. */
  readonly source: Ipv4 | undefined;
  readonly route: Route | undefined;
  /** A learned path MTU, or the route's own; undefined: the device's. */
  readonly pathMtu: number | undefined;
  /** True when a broadcast that is sent is heard here too. */
  readonly loopsBack: boolean;
  /** True when the packet goes back where it came from, and its sender has to be told (IPSKB_DOREDIRECT). */
  readonly redirects?: boolean;
}

/** A routing decision, or the error that the sender sees. `martian` tells a refused source from a missing route. */
export type Routed =
  | { readonly ok: true; readonly dst: Dst }
  | {
      readonly ok: false;
      readonly error: Errno;
      readonly answer?: FibAnswer;
      readonly martian?: 'rpfilter' | 'source' | 'destination';
    };
