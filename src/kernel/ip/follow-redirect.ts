import type { Ipv4 } from '../../net/ipv4.ts';
import { isUnicastAddress } from '../fib/address-type.ts';
import type { Route } from '../fib/route.ts';
import type { Device } from '../link/device.ts';
import { neighbourOf } from '../neigh/arp.ts';
import { isValid } from '../neigh/neighbour.ts';
import type { Netns } from '../netns/netns.ts';
import { type Learned, stillGood } from './learned.ts';
import { sharesMedium } from './redirect.ts';
import { routeOutput } from './route-output.ts';

/** net.ipv4.route.gc_timeout in microseconds: how long a redirect is followed. */
const GC_TIMEOUT = 300_000_000;

/** A better router for one destination, of which another router told. */
export interface Redirect extends Learned {
  readonly gateway: Ipv4;
  readonly device: Device;
}

/** The redirect that is followed for a destination by a device and a route. */
export function redirectOf(netns: Netns, destination: Ipv4, device: Device, route?: Route): Redirect | undefined {
  const known = stillGood(netns, netns.redirects.get(destination), route);
  return known?.device === device ? known : undefined;
}

/**
 * Follows a redirect to a router on the same link, if it comes from the one in use (__ip_do_redirect). One whose MAC is not
 * known is only asked for it: the next redirect will find it.
 */
export function followRedirect(device: Device, from: Ipv4, destination: Ipv4, gateway: Ipv4): void {
  const { netns } = device;
  const routed = routeOutput(netns, { destination });
  if (!routed.ok || routed.dst.kind !== 'unicast' || routed.dst.gateway !== from) return;
  if (gateway === from || !acceptsRedirects(device) || !isUnicastAddress(netns, gateway)) return;
  if (!sharesMedium(device, from, gateway)) return;
  const { route } = routed.dst;
  if (route === undefined) return;
  const neighbour = neighbourOf(routed.dst.device, gateway);
  if (!isValid(neighbour.state)) neighbour.ask(netns.kernel);
  else
    netns.redirects.set(destination, {
      gateway,
      device: routed.dst.device,
      route,
      expires: netns.kernel.now + GC_TIMEOUT,
    });
}

/** IN_DEV_RX_REDIRECTS: a router follows only where both settings say so, a host where either does. */
function acceptsRedirects({ netns, conf }: Device): boolean {
  const all = netns.confAll.accept_redirects !== 0;
  const own = conf.accept_redirects !== 0;
  return conf.forwarding !== 0 ? all && own : all || own;
}
