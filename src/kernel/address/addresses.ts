import { broadcastOf, type Ipv4, maskOf, networkOf } from '../../net/ipv4.ts';
import { ANY_IPV6, IPV6_MIN_MTU, type Ipv6, isMulticastIpv6, LOOPBACK_IPV6, linkLocalOf } from '../../net/ipv6.ts';
import { type Family, familyOf, formatIp } from '../../net/prefix.ts';
import { isLocalAddress } from '../fib/address-type.ts';
import {
  addLocalRoute,
  addMulticastRoute,
  addPrefixRoute,
  removeAddressRoutes,
  removePrefixRoute,
} from '../fib/ipv6/connected.ts';
import { type RouteType, RT_TABLE_LOCAL, RT_TABLE_MAIN } from '../fib/requests.ts';
import { Route, SCOPES, scopeNumber } from '../fib/route.ts';
import { flushIpv4 } from '../fib/route-requests.ts';
import type { Kernel } from '../kernel.ts';
import { announceLeave } from '../link/announce.ts';
import type { Device } from '../link/device.ts';
import {
  joinAllNodes,
  joinSolicitedNode,
  leaveGroups,
  leaveIpv6Groups,
  leaveSolicitedNode,
  solicitedGroup,
} from '../link/groups.ts';
import { ADDR_GEN_MODES } from '../link/requests.ts';
import { forgetAll } from '../neigh/neighbours.ts';
import { forgetMasqueraded } from '../netfilter/nat/masquerade.ts';
import type { Netns } from '../netns/netns.ts';
import { notify } from '../notice/notices.ts';
import { DONE, type Result, refused } from '../result.ts';
import { withSetting } from '../sysctl/conf.ts';
import { joinGroupOf, leaveGroupOf } from './auto-join.ts';
import { completeDad, DadTimer, dadTime, detectsDuplicates } from './dad.ts';
import { DeviceAddress } from './device-address.ts';
import { setLabelled } from './devinet-ioctl.ts';
import { setLifetimes } from './lifetime.ts';
import type { AddressInfo, AddressRequests, LabelledChange, NewAddress } from './requests.ts';
import { setToken } from './token.ts';

const JOIN_FAILED = { 4: 'ipv4: Multicast auto join failed', 6: 'Multicast auto join failed' } as const;

/** Below this MTU a device has no IPv4. */
const IPV4_MIN_MTU = 68;

/** How far an IPv6 address reaches, which the address itself says (ipv6_addr_scope, RFC 4291 §2.5, §2.7). */
function ipv6Scope(address: Ipv6): number {
  if (address === 1n) return SCOPES.host;
  if (isMulticastIpv6(address)) return GROUP_SCOPES[Number((address >> 112n) & 0xfn)] ?? SCOPES.global;
  const start = address >> 118n;
  return start === 0x3fan ? SCOPES.link : start === 0x3fbn ? SCOPES.site : SCOPES.global;
}
const GROUP_SCOPES: Readonly<Record<number, number>> = { 1: SCOPES.host, 2: SCOPES.link, 5: SCOPES.site };

/** rtnetlink's requests about addresses (net/ipv4/devinet.c) and the routes that come with them. */
export class Addresses implements AddressRequests {
  constructor(private readonly kernel: Kernel) {}

  add(netns: Netns, request: NewAddress, mode: 'add' | 'replace' | 'change'): Result {
    const device = netns.devices.get(request.ifindex);
    if (device === undefined)
      return refused('ENODEV', `${familyOf(request.local) === 4 ? 'ipv4: ' : ''}Device not found`);
    const family = familyOf(request.local);
    if (family === 4 && !device.inet) return refused('ENOBUFS');
    const { local, prefixLength } = request;
    // Of IPv6, :: says that there is none (inet6_fill_ifaddr).
    const peer = request.peer === undefined || request.peer === 0n ? local : request.peer;
    const existing = device.addresses.find(
      (each) =>
        each.family === family &&
        each.local === local &&
        (family === 6 || (each.length === prefixLength && sameNetwork(each, peer as Ipv4, prefixLength))),
    );
    if (existing !== undefined) {
      if (mode === 'add')
        return refused(
          'EEXIST',
          family === 4 ? 'ipv4: Address already assigned' : 'ipv6: address already assigned',
          existing.cause,
        );
      this.change(device, existing, request);
      return DONE;
    }
    if (family === 6 && isDisabled(device)) return refused('EACCES', 'ipv6: IPv6 is disabled on this device');
    if (typeof local === 'bigint') {
      const refusal = refuseIpv6(device, local, request.autoJoin ?? false);
      if (refusal !== undefined) return refusal;
    }
    // 0.0.0.0 is taken and forgotten (__inet_insert_ifa).
    if (local === 0) return DONE;
    const scope = typeof local === 'bigint' ? ipv6Scope(local) : scopeNumber(request.scope ?? 'global');
    const address = new DeviceAddress(
      family,
      local,
      peer,
      prefixLength,
      request.broadcast || undefined,
      scope,
      family === 4 ? (request.label ?? device.name) : undefined,
      request.noPrefixRoute ?? false,
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      this.kernel.cause,
    );
    address.metric = request.metric ?? 0;
    address.noDad = request.noDad ?? false;
    address.home = request.home ?? false;
    address.managesTemporary = request.managesTemporary ?? false;
    address.autoJoin = request.autoJoin ?? false;
    if (address.autoJoin && !joinGroupOf(device, address)) return refused('EADDRINUSE', JOIN_FAILED[family]);
    const primary = primaryOf(device, address);
    if (primary !== undefined && primary.scope !== scope)
      return refused('EINVAL', 'ipv4: Invalid scope value', primary.cause);
    setLifetimes(this.kernel, device, address, lifetimesOf(request));
    this.insert(device, address);
    this.kernel.changed(netns, 'address', 'new', `${formatIp(local)}/${prefixLength} ${device.name}`);
    return DONE;
  }

  /** What can be changed of an address: lifetimes and metric, of IPv6 the flags (inet_rtm_newaddr, inet6_addr_modify). */
  private change(device: Device, address: DeviceAddress, request: NewAddress): void {
    const { family } = address;
    const metric = request.metric ?? 0;
    const noPrefixRoute = family === 6 ? (request.noPrefixRoute ?? false) : address.noPrefixRoute;
    if (family === 6) {
      address.noDad = request.noDad ?? false;
      address.home = request.home ?? false;
      address.managesTemporary = request.managesTemporary ?? false;
    }
    if (metric !== address.metric || noPrefixRoute !== address.noPrefixRoute) {
      if (family === 4) removePrefixRoute4(device, address);
      else removePrefixRoute(device, address);
      address.metric = metric;
      address.noPrefixRoute = noPrefixRoute;
      if (family === 4) addRoutes(device, address);
      else if (device.up) addPrefixRoute(device, address);
    }
    setLifetimes(this.kernel, device, address, lifetimesOf(request));
    this.tell(device, address);
    this.kernel.changed(
      device.netns,
      'address',
      'change',
      `${formatIp(address.local)}/${address.length} ${device.name}`,
    );
  }

  /** Puts an address in its place among those of the device, with its routes (inet_insert_ifa). */
  insert(device: Device, address: DeviceAddress): void {
    if (address.family === 6) {
      // The wider scopes stand first, the latest of each (ipv6_link_dev_addr).
      const list = device.addresses;
      const next = list.findIndex((each) => each.family === 6 && each.scope >= address.scope);
      list.splice(next < 0 ? list.length : next, 0, address);
      joinSolicitedNode(device, address.local);
      if (device.up) this.start(device, address);
      else if (address.noDad || !detectsDuplicates(device)) completeDad(device, address);
      else address.tentative = true;
      return;
    }
    const list = device.addresses;
    const primary = primaryOf(device, address);
    address.secondary = primary !== undefined;
    address.primary = primary?.local as Ipv4 | undefined;
    if (address.secondary) list.push(address);
    else {
      // The nearer scopes stand first.
      const last = list.findLastIndex((each) => each.family === 4 && !each.secondary && each.scope >= address.scope);
      list.splice(last + 1, 0, address);
    }
    this.tell(device, address);
    addRoutes(device, address);
  }

  /** Tells all who listen of an address. */
  private tell(device: Device, address: DeviceAddress, deleted = false): void {
    notify(device.netns, () => ({ group: 'address', info: address.info(device, this.kernel.now) }), deleted);
  }

  /** The addresses a device gets by coming up: ::1 on lo, a link-local one elsewhere once there is a carrier. */
  comeUp(device: Device): void {
    if (device.isLoopback) {
      if (device.inet && !device.addresses.some((each) => each.local === 0x7f000001))
        this.insert(device, make(device, 4, 0x7f000001, 8, SCOPES.host));
      const mayHaveIpv6 = device.mtu >= IPV6_MIN_MTU && !isDisabled(device);
      if (mayHaveIpv6 && !device.addresses.some((each) => each.local === LOOPBACK_IPV6)) this.addLoopbackIpv6(device);
    }
    for (const address of device.addresses) {
      if (address.family === 4) addRoutes(device, address);
      else if (address.tentative || address.noDad) {
        if (!device.ipv6Groups.has(solicitedGroup(address.local as Ipv6))) joinSolicitedNode(device, address.local);
        this.start(device, address);
      } else if (address.local !== LOOPBACK_IPV6) addPrefixRoute(device, address);
    }
    this.carrierCame(device);
  }

  /** ::1, which brings no route to its network (init_loopback). */
  private addLoopbackIpv6(device: Device): void {
    const address = make(device, 6, 1n, 128, SCOPES.host);
    device.addresses.push(address);
    addLocalRoute(device, address);
  }

  /** addrconf makes the link-local address when the link is ready. */
  carrierCame(device: Device): void {
    if (device.isLoopback || !device.up || !device.carrier || !device.isOperUp) return;
    // The ports of a bond have no IPv6 of their own (addrconf_notify).
    if (!device.inet6 || device.bondPort !== null || isDisabled(device)) return;
    device.ipv6Ready = true;
    joinAllNodes(device);
    addMulticastRoute(device);
    // A VRF gets none (addrconf_addr_gen).
    if (device.vrfTable !== null) return;
    if (device.addresses.some((each) => each.family === 6 && each.scope === SCOPES.link)) return;
    const mode = ADDR_GEN_MODES[device.conf6.addr_gen_mode];
    if (mode === 'none') return;
    const local = mode === 'random' ? this.randomLinkLocal() : linkLocalOf(device.mac);
    const address = make(device, 6, local, 64, SCOPES.link);
    address.stablePrivacy = mode === 'random';
    device.addresses.push(address);
    joinSolicitedNode(device, address.local);
    this.start(device, address);
  }

  private randomLinkLocal(): Ipv6 {
    const half = () => BigInt(this.kernel.random(0x100000000));
    return (0xfe80n << 112n) | (half() << 32n) | half();
  }

  /** How a device makes its link-local address, from the next time on (inet6_set_link_af). */
  setAddrGenMode(device: Device, mode: number): Result {
    if (!device.inet6) return refused('EAFNOSUPPORT');
    // No secret can be set here.
    if (ADDR_GEN_MODES[mode] === 'stable_secret') return refused('EINVAL');
    device.conf6 = withSetting(device.conf6, 'addr_gen_mode', mode);
    return DONE;
  }

  /** An IPv6 address comes into use: its network at once, itself when nobody else turns out to have it (addrconf_dad_start). */
  private start(device: Device, address: DeviceAddress): void {
    addPrefixRoute(device, address);
    if (!address.noDad && detectsDuplicates(device)) this.startDad(device, address);
    else completeDad(device, address);
  }

  /** The MTU has become too small for a protocol, which then leaves the device, or large enough again (inetdev_event, addrconf_notify). */
  mtuChanged(device: Device): void {
    device.inet = device.mtu >= IPV4_MIN_MTU;
    if (!device.inet) {
      device.addresses = device.addresses.filter((each) => each.family === 6);
      disableIp(device);
    }
    const isEnough = device.mtu >= IPV6_MIN_MTU;
    const hadIpv6 = device.inet6;
    // lo keeps IPv6 itself, without an address.
    device.inet6 = isEnough || device.isLoopback;
    if (hadIpv6 && !isEnough) {
      device.token = ANY_IPV6;
      this.loseIpv6(device);
    }
    if (hadIpv6 || !isEnough) return;
    joinAllNodes(device);
    this.carrierCame(device);
  }

  /** IPv6 was switched off on a device, which loses its addresses and routes, or on again (dev_disable_change). */
  ipv6Switched(device: Device): void {
    if (isDisabled(device)) this.loseIpv6(device);
    else if (!device.up) return;
    else if (!device.isLoopback) this.carrierCame(device);
    else if (!device.addresses.some((each) => each.family === 6)) this.addLoopbackIpv6(device);
  }

  setToken(netns: Netns, ifindex: number, token: Ipv6): Result {
    const device = netns.devices.get(ifindex);
    return device === undefined ? refused('ENODEV') : setToken(device, token);
  }

  private startDad(device: Device, address: DeviceAddress): void {
    address.tentative = true;
    this.kernel.arm(new DadTimer(device, address), dadTime(device));
  }

  /** What a device loses by going down: IPv6 addresses, unless it is told to keep those that somebody gave it; IPv4 ones stay without their routes (addrconf_ifdown). */
  goDown(device: Device): void {
    const keeps = (device.netns.conf6All.keep_addr_on_down || device.conf6.keep_addr_on_down) > 0;
    const stays = (each: DeviceAddress) =>
      each.family === 4 || (keeps && each.scope < SCOPES.link && each.validUntil === Number.POSITIVE_INFINITY);
    device.addresses = device.addresses.filter(stays);
    for (const each of device.addresses) if (each.family === 6 && !each.noDad) each.tentative = true;
    leaveGroups(device);
  }

  private loseIpv6(device: Device): void {
    device.addresses = device.addresses.filter((each) => each.family === 4);
    device.netns.fib.ipv6.flush(device, true);
    forgetAll(this.kernel, device, 6);
    leaveIpv6Groups(device);
  }

  delete(netns: Netns, request: Parameters<AddressRequests['delete']>[1]): Result {
    const device = netns.devices.get(request.ifindex);
    const lacksIpv4 = familyOf(request.local) === 4 && device?.inet === false;
    if (device === undefined || lacksIpv4) return refused('ENODEV', 'ipv4: Device not found');
    const index = device.addresses.findIndex(
      (each) =>
        each.local === request.local &&
        (request.prefixLength === undefined || each.length === request.prefixLength) &&
        (request.label === undefined || each.label === request.label),
    );
    const address = device.addresses[index];
    if (address === undefined)
      return refused(
        'EADDRNOTAVAIL',
        familyOf(request.local) === 4 ? 'ipv4: Address not found' : 'ipv6: address not found',
      );
    leaveGroupOf(device, address);
    this.expire(device, address);
    return DONE;
  }

  /** An address ends, by request or because its time is over. */
  expire(device: Device, address: DeviceAddress): void {
    this.take(device, address);
    const name = `${formatIp(address.local)}/${address.length} ${device.name}`;
    this.kernel.changed(device.netns, 'address', 'delete', name);
  }

  setLabelled(netns: Netns, label: string, change: LabelledChange): Result {
    return setLabelled(this, netns, label, change);
  }

  /** Removes an address; with the last one of IPv4 goes all that the protocol knew of the device. */
  take(device: Device, address: DeviceAddress): void {
    this.remove(device, address);
    if (address.family === 4 && !device.addresses.some((each) => each.family === 4)) disableIp(device);
  }

  /** Without a primary its secondaries go too, unless promote_secondaries (__inet_del_ifa). */
  remove(device: Device, address: DeviceAddress): void {
    const { netns } = device;
    device.addresses = device.addresses.filter((each) => each !== address);
    if (address.family === 6) {
      this.tell(device, address, true);
      leaveSolicitedNode(device, address.local);
      const group = solicitedGroup(address.local);
      if (!device.ipv6Groups.has(group)) announceLeave(device, group);
      removeAddressRoutes(device, address);
      return;
    }
    forgetMasqueraded(netns, device.ifindex, address.local as Ipv4);
    const siblings = device.addresses.filter(
      (each) =>
        each.family === 4 &&
        each.secondary &&
        each.length === address.length &&
        sameNetwork(each, address.mask4, address.length),
    );
    const promotes = device.either('promote_secondaries');
    if (address.secondary || siblings.length === 0) {
      this.tell(device, address, true);
      removeRoutes(device, address);
      return;
    }
    if (!promotes) {
      for (const other of siblings) this.remove(device, other);
      this.tell(device, address, true);
      removeRoutes(device, address);
      return;
    }
    for (const other of siblings) removeRoutes(device, other);
    this.tell(device, address, true);
    removeRoutes(device, address);
    const [heir] = siblings;
    heir!.secondary = false;
    this.tell(device, heir!);
    for (const other of siblings) {
      other.primary = other === heir ? undefined : (heir!.local as Ipv4);
      addRoutes(device, other);
    }
  }

  dump(netns: Netns): readonly AddressInfo[] {
    const all: AddressInfo[] = [];
    for (const device of netns.devices.values())
      for (const family of [4, 6] as Family[])
        for (const address of device.addresses)
          if (address.family === family) all.push(address.info(device, this.kernel.now));
    return all;
  }
}

const isDisabled = (device: Device): boolean => device.conf6.disable_ipv6 !== 0;

const lifetimesOf = ({ validLifetime, preferredLifetime }: NewAddress) => ({
  valid: validLifetime,
  preferred: preferredLifetime,
});

/** The last address has gone: so do all routes and neighbours of the device (fib_disable_ip). */
function disableIp(device: Device): void {
  flushIpv4(device.netns, device, true);
  forgetAll(device.netns.kernel, device, 4);
}

/** Why a device cannot have an address of IPv6 (ipv6_add_addr); undefined when it can. */
function refuseIpv6(device: Device, address: Ipv6, autoJoin: boolean): Result<never> | undefined {
  if (address === ANY_IPV6) return refused('EADDRNOTAVAIL', 'ipv6: Invalid address');
  if (isMulticastIpv6(address) && !autoJoin)
    return refused('EADDRNOTAVAIL', 'ipv6: Cannot assign multicast address without "IFA_F_MCAUTOJOIN" flag');
  if (address === LOOPBACK_IPV6 && !device.isLoopback && device.kind !== 'vrf')
    return refused('EADDRNOTAVAIL', 'ipv6: Cannot assign loopback address on this device');
  return undefined;
}

function make(device: Device, family: Family, local: number | bigint, length: number, scope: number): DeviceAddress {
  const label = family === 4 ? device.name : undefined;
  return new DeviceAddress(
    family,
    local,
    local,
    length,
    undefined,
    scope,
    label,
    false,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    device.upCause ?? device.cause,
  );
}

/** The first address of a device in the network of another one, which makes that secondary. */
function primaryOf(device: Device, address: DeviceAddress): DeviceAddress | undefined {
  if (address.family === 6) return undefined;
  return device.addresses.find(
    (each) =>
      each.family === 4 &&
      !each.secondary &&
      each.length === address.length &&
      sameNetwork(each, address.mask4, address.length),
  );
}

function sameNetwork(address: DeviceAddress, other: Ipv4, length: number): boolean {
  return ((address.mask4 ^ other) & maskOf(length)) === 0;
}

function routesOf(device: Device, address: DeviceAddress): Route[] {
  const local = address.local as Ipv4;
  const { length } = address;
  const source = address.primary ?? local;
  const hops = [{ gateway: undefined, device, weight: 1, onlink: false }];
  const vrfTable = device.l3Master?.vrfTable;
  const route = (table: number, type: RouteType, to: Ipv4, bits: number, scope: number, metric = 0) =>
    new Route(vrfTable ?? table, type, to, bits, 0, scope, 'kernel', metric, source, hops, address.cause);
  const routes = [route(RT_TABLE_LOCAL, 'local', local, 32, SCOPES.host)];
  if (!device.up) return routes;
  if (address.broadcast !== undefined && address.broadcast !== 0xffffffff)
    routes.push(route(RT_TABLE_LOCAL, 'broadcast', address.broadcast, 32, SCOPES.link));
  const network = networkOf(address.mask4, length);
  if (network >>> 24 === 0 || address.secondary || (network === local && length === 32)) return routes;
  if (!address.noPrefixRoute) {
    routes.push(
      device.isLoopback
        ? route(RT_TABLE_LOCAL, 'local', network, length, SCOPES.host, address.metric)
        : route(RT_TABLE_MAIN, 'unicast', network, length, SCOPES.link, address.metric),
    );
  }
  if (length < 31) routes.push(route(RT_TABLE_LOCAL, 'broadcast', broadcastOf(network, length), 32, SCOPES.link));
  return routes;
}

/** Brings the routes of an address (fib_add_ifaddr). */
function addRoutes(device: Device, address: DeviceAddress): void {
  for (const route of routesOf(device, address)) {
    // The source must be found to be this host's, which a broadcast address of the same value hides (fib_valid_prefsrc).
    const own = route.type === 'local' && route.address === route.preferredSource;
    if (!own && !isLocalAddress(device.netns, route.preferredSource as Ipv4)) continue;
    const table = device.netns.fib.table(route.table);
    const twin = table
      .at(route.address, route.length)
      .some(
        (other) =>
          other.type === route.type &&
          other.preferredSource === route.preferredSource &&
          other.nextHops[0]?.device === device &&
          other.metric === route.metric,
      );
    if (twin) continue;
    table.insert(route, true);
    notify(device.netns, () => ({ group: 'route', info: route.info() }));
  }
}

/** The network before its broadcast addresses. */
const byReach = (a: Route, b: Route): number => Number(a.type === 'broadcast') - Number(b.type === 'broadcast');

/** Takes only the route to the network of an address (fib_modify_prefix_metric). */
function removePrefixRoute4(device: Device, address: DeviceAddress): void {
  const prefix = routesOf(device, address).find(({ type }) => type === 'unicast');
  if (prefix === undefined) return;
  const table = device.netns.fib.table(prefix.table);
  for (const route of [...table.at(prefix.address, prefix.length)])
    if (
      route.protocol === 'kernel' &&
      route.metric === prefix.metric &&
      route.preferredSource === prefix.preferredSource &&
      route.nextHops[0]?.device === device
    )
      table.remove(route);
}

/** Takes the routes of an address, and every route that prefers it as source (fib_del_ifaddr, fib_sync_down_addr). */
function removeRoutes(device: Device, address: DeviceAddress): void {
  const { netns } = device;
  const elsewhere = [...netns.devices.values()].some((other) =>
    other.addresses.some((each) => each !== address && each.local === address.local),
  );
  const kept = device.addresses.flatMap((each) => (each.family === 4 ? routesOf(device, each) : []));
  // That to the address itself goes last (fib_del_ifaddr).
  const [own, ...others] = routesOf(device, address);
  for (const route of [...others.sort(byReach), own!]) {
    const table = netns.fib.table(route.table);
    for (const other of [...table.at(route.address, route.length)]) {
      if (
        other.type !== route.type ||
        other.preferredSource !== route.preferredSource ||
        other.nextHops[0]?.device !== device
      )
        continue;
      if (
        kept.some(
          (each) =>
            each.table === other.table &&
            each.type === other.type &&
            each.address === other.address &&
            each.length === other.length &&
            each.preferredSource === other.preferredSource,
        )
      )
        continue;
      table.remove(other);
      notify(netns, () => ({ group: 'route', info: other.info() }), true);
    }
  }
  if (elsewhere) return;
  for (const table of netns.fib.tables.values())
    for (const route of table.dump())
      if (route.preferredSource === address.local && route.table !== RT_TABLE_LOCAL) table.remove(route);
}
