import { ANY_IPV4, type Ipv4, isLoopbackIpv4, isMulticastIpv4, LIMITED_BROADCAST } from '../../net/ipv4.ts';
import { SCOPES } from '../fib/route.ts';
import type { Device } from '../link/device.ts';
import type { Netns } from '../netns/netns.ts';
import type { Routed } from './dst.ts';
import { isLocalAddress } from './route-output.ts';
import { selectSource } from './source-address.ts';

/** Routes a packet that arrives (ip_route_input_slow). `EHOSTUNREACH` without an answer means: this host does not forward. */
export function routeInput(
  netns: Netns,
  device: Device,
  source: Ipv4,
  destination: Ipv4,
  tos: number,
  mark: number,
): Routed {
  if (isMulticastIpv4(source) || source === LIMITED_BROADCAST) return { ok: false, error: 'EINVAL', martian: 'source' };
  if (destination === LIMITED_BROADCAST || (source === ANY_IPV4 && destination === ANY_IPV4))
    return broadcast(netns, device);
  if (source >>> 24 === 0) return { ok: false, error: 'EINVAL', martian: 'source' };
  if (destination >>> 24 === 0) return { ok: false, error: 'EINVAL', martian: 'destination' };
  const localnet = device.isLoopback || device.conf.route_localnet === 1;
  if (isLoopbackIpv4(destination) && !localnet) return { ok: false, error: 'EINVAL', martian: 'destination' };
  if (isLoopbackIpv4(source) && !localnet) return { ok: false, error: 'EINVAL', martian: 'source' };
  if (isMulticastIpv4(destination))
    return {
      ok: true,
      dst: {
        kind: 'multicast',
        device,
        gateway: undefined,
        source: undefined,
        route: undefined,
        pathMtu: undefined,
        loopsBack: true,
      },
    };
  const answer = netns.fib.lookup(netns, { destination, source, iif: device.ifindex, tos, mark });
  if (answer.error !== undefined) {
    if (!device.forwards) return { ok: false, error: 'EHOSTUNREACH' };
    return { ok: false, error: answer.error, answer };
  }
  const { route, hop } = answer.found;
  if (route.type === 'broadcast') {
    const invalid = validateSource(netns, device, source, destination, tos, mark);
    return invalid ?? broadcast(netns, device);
  }
  if (route.type === 'local') {
    const invalid = validateSource(netns, device, source, destination, tos, mark);
    if (invalid !== undefined) return invalid;
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
  }
  if (!device.forwards) return { ok: false, error: 'EHOSTUNREACH' };
  const invalid = validateSource(netns, device, source, destination, tos, mark);
  if (invalid !== undefined) return invalid;
  return {
    ok: true,
    dst: {
      kind: 'unicast',
      device: hop!.device!,
      gateway: hop!.gateway,
      ipv6Gateway: hop!.ipv6?.gateway,
      source: undefined,
      route,
      pathMtu: netns.pathMtu(destination) ?? route.mtu,
      loopsBack: false,
    },
  };
}

function broadcast(netns: Netns, device: Device): Routed {
  return {
    ok: true,
    dst: {
      kind: 'broadcast',
      device: netns.loopback,
      gateway: undefined,
      source: selectSource(device, 0, SCOPES.link),
      route: undefined,
      pathMtu: undefined,
      loopsBack: true,
    },
  };
}

/** The reverse path check (fib_validate_source); undefined when the source is fine. */
export function validateSource(
  netns: Netns,
  device: Device,
  source: Ipv4,
  destination: Ipv4,
  tos: number,
  mark: number,
): Routed | undefined {
  if (device.isLoopback) return undefined;
  const mode = Math.max(netns.confAll.rp_filter, device.conf.rp_filter);
  const acceptLocal = device.conf.accept_local === 1 || netns.confAll.accept_local === 1;
  if (mode === 0)
    return !acceptLocal && isLocalAddress(netns, source)
      ? { ok: false, error: 'EINVAL', martian: 'source' }
      : undefined;
  const answer = netns.fib.lookup(netns, {
    destination: source,
    source: destination,
    oif: 0,
    tos,
    ...(device.conf.src_valid_mark === 1 ? { mark } : {}),
  });
  if (answer.error !== undefined) return { ok: false, error: 'EXDEV', answer, martian: 'rpfilter' };
  const { route } = answer.found;
  if (route.type !== 'unicast' && !(route.type === 'local' && acceptLocal))
    return { ok: false, error: 'EINVAL', martian: 'source' };
  if (mode === 2 || route.nextHops.some((hop) => hop.device === device)) return undefined;
  return { ok: false, error: 'EXDEV', answer, martian: 'rpfilter' };
}
