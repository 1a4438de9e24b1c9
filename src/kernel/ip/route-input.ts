import {
  ANY_IPV4,
  type Ipv4,
  isLocalMulticastIpv4,
  isLoopbackIpv4,
  isMulticastIpv4,
  LIMITED_BROADCAST,
} from '../../net/ipv4.ts';
import { isOwnAddress } from '../fib/address-type.ts';
import { type NextHop, SCOPES, usedGateway } from '../fib/route.ts';
import type { Device } from '../link/device.ts';
import type { Netns } from '../netns/netns.ts';
import type { Dst, Routed } from './dst.ts';
import { type Flow, NO_FLOW, reverseFlow } from './flow.ts';
import { isMember } from './igmp.ts';
import { learnedMtu } from './learned.ts';
import { sendsRedirects, sharesMedium } from './redirect.ts';
import { selectSource } from './source-address.ts';

type Refused = Extract<Routed, { ok: false }>;

/**
 * Routes a packet that arrives (ip_route_input_slow). `EHOSTUNREACH` without an answer means: this host does not forward.
 * `isOwn` is for packets of this host that come back over lo: on Linux they bring their route along, and nothing is checked.
 */
export function routeInput(
  netns: Netns,
  device: Device,
  source: Ipv4,
  destination: Ipv4,
  tos: number,
  mark: number,
  isOwn = device.isLoopback,
  flow: Flow = NO_FLOW,
): Routed {
  if (!device.inet) return { ok: false, error: 'EINVAL' };
  if (isMulticastIpv4(source) || source === LIMITED_BROADCAST) return { ok: false, error: 'EINVAL', martian: 'source' };
  if (isMulticastIpv4(destination)) return toGroup(netns, device, source, destination, tos, mark);
  if (destination === LIMITED_BROADCAST || (source === ANY_IPV4 && destination === ANY_IPV4))
    return broadcast(netns, device);
  if (source === ANY_IPV4) return { ok: false, error: 'EINVAL', martian: 'source' };
  if (destination === ANY_IPV4) return { ok: false, error: 'EINVAL', martian: 'destination' };
  const localnet = isOwn || device.either('route_localnet');
  if (isLoopbackIpv4(destination) && !localnet) return { ok: false, error: 'EINVAL', martian: 'destination' };
  if (isLoopbackIpv4(source) && !localnet) return { ok: false, error: 'EINVAL', martian: 'source' };
  const answer = netns.fib.lookup(netns, { destination, source, iif: device.ifindex, tos, mark, ...flow });
  if (answer.error !== undefined) {
    if (!device.forwards) return { ok: false, error: 'EHOSTUNREACH' };
    return { ok: false, error: answer.error, answer };
  }
  const { route, hop } = answer.found;
  const isForwarded = route.type !== 'broadcast' && route.type !== 'local';
  if (isForwarded && !device.forwards) return { ok: false, error: 'EHOSTUNREACH' };
  const out = isForwarded ? hop!.device! : undefined;
  const valid =
    device.vrfTable !== null || validateSource(netns, device, source, destination, tos, mark, out, isOwn, flow);
  if (typeof valid !== 'boolean') return valid;
  if (route.type === 'broadcast') return broadcast(netns, device, route);
  if (out === undefined)
    return {
      ok: true,
      dst: {
        kind: 'local',
        device: netns.loopback,
        gateway: undefined,
        source: route.preferredSource,
        route,
        pathMtu: undefined,
        loopsBack: true,
      },
    };
  return {
    ok: true,
    dst: {
      kind: 'unicast',
      device: out,
      gateway: usedGateway(hop),
      ipv6Gateway: hop!.ipv6?.gateway,
      source: undefined,
      route,
      pathMtu: learnedMtu(netns, destination, route)?.mtu ?? (route.mtu || undefined),
      loopsBack: false,
      redirects: out === device && valid && sharesMedium(out, source, hop!.gateway),
    },
  };
}

/** A packet to a group; without an address one may only speak to groups of the link (ip_mc_validate_source). */
function toGroup(netns: Netns, device: Device, source: Ipv4, destination: Ipv4, tos: number, mark: number): Routed {
  const isStray = isLoopbackIpv4(source) && !device.either('route_localnet');
  if (isStray || (source >>> 24 === 0 && !isLocalMulticastIpv4(destination)))
    return { ok: false, error: 'EINVAL', martian: 'source' };
  const valid = source >>> 24 === 0 || validateSource(netns, device, source, ANY_IPV4, tos, mark, undefined);
  if (typeof valid !== 'boolean') return valid;
  const loopsBack = isMember(device, destination);
  const way = { gateway: undefined, source: undefined, route: undefined, pathMtu: undefined, loopsBack };
  return { ok: true, dst: { kind: 'multicast', device, ...way } };
}

function broadcast(netns: Netns, device: Device, route?: Dst['route']): Routed {
  return {
    ok: true,
    dst: {
      kind: 'broadcast',
      device: netns.loopback,
      gateway: undefined,
      source: selectSource(device, 0, SCOPES.link),
      route,
      pathMtu: undefined,
      loopsBack: true,
    },
  };
}

/**
 * The reverse path check (fib_validate_source): why a source is refused, else whether a route says that it is on the
 * device's own wire. `out` is the device the packet is to leave by; undefined for one that stays here.
 */
export function validateSource(
  netns: Netns,
  device: Device,
  source: Ipv4,
  destination: Ipv4,
  tos: number,
  mark: number,
  out: Device | undefined,
  isOwn = device.isLoopback,
  flow: Flow = NO_FLOW,
): Refused | boolean {
  const mode = isOwn ? 0 : Math.max(netns.confAll.rp_filter, device.conf.rp_filter);
  const acceptsLocal = device.either('accept_local');
  const martian: Refused = { ok: false, error: 'EINVAL', martian: 'source' };
  if (mode === 0 && (device !== out || !sendsRedirects(device))) {
    if (acceptsLocal || isOwn) return false;
    // Routes and rules of the user's make other addresses local too: then the tables are asked.
    const { customRules, customLocalRoutes } = netns.fib;
    if (!customRules && !customLocalRoutes) return isOwnAddress(netns, source) ? martian : false;
  }
  const back = {
    destination: source,
    source: destination,
    oif: 0,
    ...(out === undefined ? {} : { iif: out.ifindex }),
    tos,
    ...(device.l3Master === null ? {} : { l3mdev: device.l3Master.ifindex }),
    ...(device.either('src_valid_mark') ? { mark } : {}),
    ...reverseFlow(flow),
  };
  const answer = netns.fib.lookup(netns, back, SCOPES.global, true);
  const refused: Refused = { ok: false, error: 'EXDEV', answer, martian: 'rpfilter' };
  if (answer.error !== undefined) return mode === 0 ? false : refused;
  const { route, hop } = answer.found;
  if (route.type !== 'unicast' && !(route.type === 'local' && acceptsLocal)) return martian;
  if (route.nextHops.some((each) => each.device === device)) return isOnWire(hop);
  if (!device.addresses.some(({ family }) => family === 4)) return mode === 0 ? false : refused;
  if (mode === 1) return refused;
  const by = netns.fib.lookup(netns, { ...back, oif: device.ifindex }, SCOPES.global, true);
  return by.error === undefined && by.found.route.type === 'unicast' && isOnWire(by.found.hop);
}

/** A next hop without a gateway is the destination itself (nhc_scope of RT_SCOPE_HOST and above). */
function isOnWire(hop: NextHop | undefined): boolean {
  return hop !== undefined && usedGateway(hop) === undefined && hop.ipv6 === undefined;
}
