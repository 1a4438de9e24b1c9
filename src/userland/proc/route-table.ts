import type { MetricName } from '../../kernel/fib/metrics.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import { type Ipv4, maskOf } from '../../net/ipv4.ts';

/** A line of /proc/net/route. */
export interface ProcRoute {
  /** `*` for a route without a device. */
  readonly dev: string;
  readonly destination: Ipv4;
  readonly gateway: Ipv4;
  /** RTF_* of linux/route.h. */
  readonly flags: number;
  readonly metric: number;
  readonly mask: Ipv4;
  /** The largest segment of TCP and its header, the window, and the round trip in milliseconds; 0 where not set. */
  readonly mss: number;
  readonly window: number;
  readonly irtt: number;
}

const MAIN = 254;
/** Bytes of an IPv4 header and one of TCP. */
const HEADERS = 40;
const RTF_UP = 0x1;
const RTF_GATEWAY = 0x2;
const RTF_HOST = 0x4;
const RTF_REJECT = 0x200;

/** The routes of the main table that /proc/net/route tells (fib_route_seq_show); undefined when there is no such table. */
export function procRoutes(kernel: Kernel, netns: Netns): ProcRoute[] | undefined {
  const dump = kernel.route.dump(netns, 4, MAIN);
  if (!dump.ok) return undefined;
  return dump.value
    .filter((route) => route.type !== 'broadcast' && route.type !== 'multicast')
    .map((route) => {
      const hop = route.nextHops[0];
      const gateway = typeof hop?.gateway === 'number' ? hop.gateway : 0;
      const { length, address } = route.destination;
      const metric = (name: MetricName) => Number(route.metrics?.find((each) => each.name === name)?.value ?? 0);
      const advmss = metric('advmss');
      const isRefused = route.type === 'unreachable' || route.type === 'prohibit';
      return {
        dev: hop?.dev ?? '*',
        destination: address as Ipv4,
        gateway,
        flags:
          RTF_UP | (gateway === 0 ? 0 : RTF_GATEWAY) | (length === 32 ? RTF_HOST : 0) | (isRefused ? RTF_REJECT : 0),
        metric: route.metric,
        mask: maskOf(length),
        mss: advmss === 0 ? 0 : advmss + HEADERS,
        window: metric('window'),
        irtt: metric('rtt') >>> 3,
      };
    });
}
