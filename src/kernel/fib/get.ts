import { ANY_IPV4, type Ipv4, isMulticastIpv4, LIMITED_BROADCAST } from '../../net/ipv4.ts';
import { IPPROTO_UDP } from '../../net/ipv4-packet.ts';
import { redirectOf } from '../ip/follow-redirect.ts';
import { type Learned, learnedMtu } from '../ip/learned.ts';
import { routeInput } from '../ip/route-input.ts';
import { routeOutput } from '../ip/route-output.ts';
import type { Device } from '../link/device.ts';
import type { Netns } from '../netns/netns.ts';
import { granted, type Result, refused } from '../result.ts';
import { NO_METRICS } from './metrics.ts';
import { type RouteAnswer, type RouteQuery, RT_TABLE_LOCAL, RT_TABLE_MAIN } from './requests.ts';
import type { Route } from './route.ts';

/** `ip route get`: the decision for a packet that is sent here or, with `iif`, arrives here (inet_rtm_getroute). */
export function getRoute(netns: Netns, asked: RouteQuery): Result<RouteAnswer> {
  if (typeof asked.destination === 'bigint') return refused('ENETUNREACH');
  // Where nothing else is said, the packet is one of UDP.
  const query = { ...asked, protocol: asked.protocol ?? IPPROTO_UDP };
  const destination = query.destination as Ipv4;
  const routed =
    query.iif === undefined
      ? routeOutput(netns, query)
      : routeInput(
          netns,
          netns.devices.get(query.iif)!,
          (query.source ?? ANY_IPV4) as Ipv4,
          destination,
          query.tos ?? 0,
          query.mark ?? 0,
          false,
          query,
        );
  if (!routed.ok) return refused(routed.error);
  const { dst } = routed;
  // What comes in for a group is either for here or for nobody (ip_route_input_mc).
  const isForGroup = query.iif !== undefined && dst.kind === 'multicast';
  if (isForGroup && dst.loopsBack !== true) return refused('EINVAL');
  const device = isForGroup ? netns.loopback : dst.device;
  const flags = dst.kind === 'broadcast' ? ['broadcast'] : [];
  const isGroup = isMulticastIpv4(destination);
  const here = dst.kind === 'local' || (dst.device.isLoopback && !isGroup) || dst.loopsBack === true;
  if (here || (dst.kind === 'broadcast' && query.iif !== undefined)) flags.push('local');
  const redirect = dst.kind === 'unicast' ? redirectOf(netns, destination, dst.device, dst.route) : undefined;
  if (redirect !== undefined && query.iif === undefined) flags.push('redirected');
  if (dst.redirects) flags.push('redirect');
  if (isGroup) flags.push('multicast');
  const type =
    destination === LIMITED_BROADCAST
      ? 'broadcast'
      : isGroup
        ? 'multicast'
        : dst.kind === 'local'
          ? 'local'
          : dst.kind === 'broadcast'
            ? 'broadcast'
            : 'unicast';
  return granted({
    type,
    destination,
    gateway: dst.ipv6Gateway ?? dst.gateway,
    ifindex: device.ifindex,
    dev: device.name,
    table: dst.route === undefined ? 0 : tableOf(netns, dst.route.table),
    source: dst.source,
    mtu: dst.pathMtu,
    metrics: dst.route?.metrics ?? NO_METRICS,
    realms: realmsOf(dst.route, dst.gateway, device),
    expires: expiryOf(netns, learnedMtu(netns, destination, dst.route) ?? redirect),
    flags,
  });
}

/** The realms of the next hop that was chosen. */
function realmsOf(route: Route | undefined, gateway: Ipv4 | undefined, device: Device): number {
  if (route === undefined) return 0;
  const hop = route.nextHops.find((each) => each.device === device && each.gateway === gateway);
  return hop?.realms ?? route.realms;
}

/** The whole seconds that are left of what was learned, a path MTU or a redirect (rtnl_put_cacheinfo). */
function expiryOf(netns: Netns, learned: Learned | undefined): number | undefined {
  if (learned === undefined) return undefined;
  const left = learned.expires - netns.kernel.now;
  // Where time passes while commands run, the last whole second never is.
  return Math.ceil(left / 1_000_000) - 1;
}

/** The table an answer names. As long as nobody changed the rules, main and local are one, and that is main (fib_lookup). */
function tableOf({ fib }: Netns, table: number): number {
  return table === RT_TABLE_LOCAL && !fib.customRules ? RT_TABLE_MAIN : table;
}
