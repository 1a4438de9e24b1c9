import {
  ANY_IPV4,
  type Ipv4,
  isLocalMulticastIpv4,
  isLoopbackIpv4,
  isMulticastIpv4,
  LIMITED_BROADCAST,
} from '../../net/ipv4.ts';
import { isLocalAddress, ownerOf } from '../fib/address-type.ts';
import type { RouteQuery } from '../fib/requests.ts';
import { SCOPES, usedGateway } from '../fib/route.ts';
import type { Device } from '../link/device.ts';
import type { Netns } from '../netns/netns.ts';
import type { Dst, Routed } from './dst.ts';
import { redirectOf } from './follow-redirect.ts';
import { isMember } from './igmp.ts';
import { learnedMtu } from './learned.ts';
import { selectSource } from './source-address.ts';

/** Routes a packet that is sent here (ip_route_output_key_hash_rcu). */
export function routeOutput(netns: Netns, query: RouteQuery): Routed {
  let destination = query.destination as Ipv4;
  let source = (query.source ?? ANY_IPV4) as Ipv4;
  const oif = query.oif ?? 0;
  const bound = oif === 0 ? undefined : netns.devices.get(oif);
  if (oif !== 0 && bound === undefined) return { ok: false, error: 'ENODEV' };
  if (source !== ANY_IPV4) {
    if (isMulticastIpv4(source) || source === LIMITED_BROADCAST) return { ok: false, error: 'EINVAL' };
    if (!isLocalAddress(netns, source)) return { ok: false, error: 'ENETUNREACH' };
    // What goes to many leaves by the device whose address it has, without a route.
    if (bound === undefined && isForMany(destination)) {
      const owner = ownerOf(netns, source) ?? netns.loopback;
      return onLinkOf(owner, kindForMany(destination), destination, source);
    }
  }
  if (bound !== undefined) {
    if (!bound.up) return { ok: false, error: 'ENETUNREACH' };
    if (destination === LIMITED_BROADCAST || isLocalMulticastIpv4(destination)) {
      if (source === ANY_IPV4) source = selectSource(bound, 0, SCOPES.link);
      return onLinkOf(bound, kindForMany(destination), destination, source);
    }
    if (source === ANY_IPV4 && isMulticastIpv4(destination)) source = selectSource(bound, 0, SCOPES.global);
    if (source === ANY_IPV4 && destination === ANY_IPV4) source = selectSource(bound, 0, SCOPES.host);
  }
  if (destination === ANY_IPV4) {
    destination = source === ANY_IPV4 ? 0x7f000001 : source;
    return local(netns, destination, destination);
  }
  const answer = netns.fib.lookup(netns, { ...query, destination, source });
  if (answer.error !== undefined) {
    // With a device named, the tables are taken to be wrong and the destination to be on its link.
    if (bound !== undefined) {
      if (source === ANY_IPV4) source = selectSource(bound, 0, SCOPES.link);
      return onLinkOf(bound, isMulticastIpv4(destination) ? 'multicast' : 'unicast', destination, source);
    }
    return { ok: false, error: answer.error, answer };
  }
  const { route, hop } = answer.found;
  if (route.type === 'local' && isMulticastIpv4(destination))
    return onLinkOf(netns.loopback, 'multicast', destination, source === ANY_IPV4 ? destination : source);
  if (route.type === 'local')
    return local(
      netns,
      destination,
      source !== ANY_IPV4 ? source : (route.preferredSource ?? destination),
      route,
      hop?.device?.l3Master,
    );
  const device = bound === undefined || bound.vrfTable !== null ? hop!.device! : bound;
  if (source === ANY_IPV4)
    source =
      route.preferredSource ??
      selectSource(device, hop?.ipv6 === undefined ? (hop?.gateway ?? destination) : ANY_IPV4, route.scope);
  if (isStray(source, device)) return { ok: false, error: 'EINVAL' };
  const kind =
    route.type === 'broadcast' || destination === LIMITED_BROADCAST
      ? 'broadcast'
      : isMulticastIpv4(destination)
        ? 'multicast'
        : 'unicast';
  const redirect = usedGateway(hop) === undefined ? undefined : redirectOf(netns, destination, device, route);
  return {
    ok: true,
    dst: {
      kind,
      device,
      gateway: kind === 'unicast' ? (redirect?.gateway ?? usedGateway(hop)) : undefined,
      ipv6Gateway: kind === 'unicast' ? hop?.ipv6?.gateway : undefined,
      source,
      route,
      pathMtu: learnedMtu(netns, destination, route)?.mtu ?? (route.mtu || undefined),
      loopsBack: isHeardHere(kind, device, destination),
    },
  };
}

const isForMany = (destination: Ipv4): boolean => destination === LIMITED_BROADCAST || isMulticastIpv4(destination);
const kindForMany = (destination: Ipv4) => (destination === LIMITED_BROADCAST ? 'broadcast' : 'multicast');

/** What goes to everybody, or to a group that the device is in, comes back to this host (__mkroute_output). */
function isHeardHere(kind: Dst['kind'], device: Device, destination: Ipv4): boolean {
  return kind === 'broadcast' || (kind === 'multicast' && isMember(device, destination));
}

/** To a device without asking the tables. */
function onLinkOf(device: Device, kind: Dst['kind'], destination: Ipv4, source: Ipv4): Routed {
  if (isStray(source, device)) return { ok: false, error: 'EINVAL' };
  return { ok: true, dst: dstOf(kind, device, destination, source) };
}

/** Packets from 127.0.0.0/8 do not leave the host (__mkroute_output). */
function isStray(source: Ipv4, device: Device): boolean {
  return isLoopbackIpv4(source) && !device.isLoopback && !device.either('route_localnet');
}

function local(
  netns: Netns,
  _destination: Ipv4,
  source: Ipv4,
  route?: Dst['route'],
  vrf: Device | null = null,
): Routed {
  const device = vrf ?? netns.loopback;
  // A lo whose MTU is too small for IPv4 carries none (__mkroute_output).
  if (!device.inet) return { ok: false, error: 'EINVAL' };
  return {
    ok: true,
    dst: {
      kind: 'local',
      device,
      gateway: undefined,
      source,
      route,
      pathMtu: undefined,
      loopsBack: true,
    },
  };
}

function dstOf(kind: Dst['kind'], device: Device, destination: Ipv4, source: Ipv4): Dst {
  const loopsBack = isHeardHere(kind, device, destination);
  return { kind, device, gateway: undefined, source, route: undefined, pathMtu: undefined, loopsBack };
}
