import type { Family, Ip } from '../../net/prefix.ts';
import { familyOf, formatIp } from '../../net/prefix.ts';
import type { Kernel } from '../kernel.ts';
import type { Device } from '../link/device.ts';
import type { Netns } from '../netns/netns.ts';
import { DONE, type Result, refused } from '../result.ts';
import { neighbourOf } from './arp.ts';
import { isValid, type Neighbour } from './neighbour.ts';
import { type NeighParms, withParms } from './parms.ts';
import { comparePlaces, type ProxyNeighbour } from './proxy.ts';
import type { NeighbourInfo, NeighbourRequests, NeighTableInfo, NewNeighbour } from './requests.ts';

/** rtnetlink's requests about neighbours (neigh_add, neigh_delete, neigh_dump_info). */
export class Neighbours implements NeighbourRequests {
  constructor(private readonly kernel: Kernel) {}

  add(netns: Netns, request: NewNeighbour, mode: 'add' | 'replace' | 'change'): Result {
    const device = netns.devices.get(request.ifindex);
    if (device === undefined) return refused('ENODEV');
    if (request.proxy) {
      if (request.managed) return refused('EINVAL', 'Invalid NTF_* flag combination');
      device.proxies.set(request.destination, {
        serial: device.proxies.get(request.destination)?.serial ?? netns.proxySerial++,
        cause: this.kernel.cause,
        externLearn: request.externLearn ?? false,
        isPermanent: request.state === 'PERMANENT',
        protocol: request.protocol ?? 'unspec',
      });
      return DONE;
    }
    if (familyOf(request.destination) === 4 && !device.inet) return refused('EINVAL');
    const existing = device.neighbours.get(request.destination);
    if (existing !== undefined && mode === 'add') return refused('EEXIST', undefined, existing.cause);
    if (existing === undefined && mode === 'change') return refused('ENOENT');
    const { state = 'PERMANENT', managed = false, externLearn = false } = request;
    if (existing === undefined && managed && state === 'PERMANENT')
      return refused('EINVAL', 'Invalid NTF_* flag for permanent entry');
    const entry = existing ?? neighbourOf(device, request.destination);
    entry.protocol = request.protocol ?? entry.protocol;
    const isKeptAnew = entry.setKeeper(this.kernel, externLearn, managed) && existing !== undefined;
    if (request.use || managed) {
      if (isKeptAnew) entry.tell();
      entry.resolve(this.kernel);
      return DONE;
    }
    // The entry that was made for the request stays (__neigh_update).
    if (isValid(state) && request.mac === undefined && !isValid(entry.state)) {
      if (isKeptAnew) entry.tell();
      return refused('EINVAL', 'No link layer address given');
    }
    entry.router = request.router ?? entry.router;
    entry.set(this.kernel, state, request.mac);
    if (existing !== undefined) this.kernel.changed(netns, 'neighbour', 'change', formatIp(request.destination));
    return DONE;
  }

  delete(
    netns: Netns,
    request: { readonly ifindex: number; readonly destination: Ip; readonly proxy?: boolean },
  ): Result {
    const device = netns.devices.get(request.ifindex);
    if (device === undefined) return refused('ENODEV');
    const address = request.destination;
    if (request.proxy) return device.proxies.delete(address) ? DONE : refused('ENOENT');
    const entry = device.neighbours.get(address);
    if (entry === undefined) return refused('ENOENT');
    if (entry.state === 'NOARP') return refused('EINVAL');
    entry.setKeeper(this.kernel, false, false);
    if (entry.state !== 'NONE' && entry.state !== 'FAILED') entry.fail(this.kernel);
    entry.state = 'FAILED';
    entry.tell(true);
    device.neighbours.delete(address);
    this.kernel.changed(netns, 'neighbour', 'delete', formatIp(address));
    return DONE;
  }

  dump(netns: Netns, family: Family): readonly NeighbourInfo[] {
    return [...netns.devices.values()].flatMap((device) =>
      [...device.neighbours.values()]
        .filter(({ address }) => familyOf(address) === family)
        .sort((a, b) => compareIp(a.address, b.address))
        .map((entry) => entry.info()),
    );
  }

  tables(netns: Netns): readonly NeighTableInfo[] {
    const devices = [...netns.devices.values()].reverse();
    return ([4, 6] as const).flatMap((family) => [
      { family, ifindex: undefined, dev: undefined, parms: this.kernel.neighParms[family] },
      ...devices.map(({ ifindex, name: dev, neighParms }) => ({ family, ifindex, dev, parms: neighParms[family] })),
    ]);
  }

  setParms(netns: Netns, family: Family, ifindex: number, parms: Partial<NeighParms>): Result {
    const device = netns.devices.get(ifindex);
    if (device === undefined) return refused('ENOENT');
    const change = (Object.entries(parms) as [keyof NeighParms, number][]).map(
      ([key, value]) => [key, COUNTS.has(key) ? value : Math.ceil(value / TICK) * TICK] as const,
    );
    device.neighParms = withParms(device.neighParms, family, Object.fromEntries(change));
    return DONE;
  }

  proxies(netns: Netns, family: Family): readonly NeighbourInfo[] {
    return [...netns.devices.values()]
      .flatMap((device) => [...device.proxies].map(([address, entry]) => [address, entry, device] as const))
      .filter(([address]) => familyOf(address) === family)
      .sort(([a, one], [b, other]) => comparePlaces([a, one], [b, other]))
      .map(([destination, entry, device]) => proxyInfo(family, destination, entry, device));
  }
}

/** An address that a device answers for, as it is listed (pneigh_fill_info). */
function proxyInfo(family: Family, destination: Ip, entry: ProxyNeighbour, device: Device): NeighbourInfo {
  const { cause, protocol, externLearn } = entry;
  return {
    family,
    destination,
    ifindex: device.ifindex,
    dev: device.name,
    proxy: true,
    cause,
    protocol,
    externLearn,
    mac: undefined,
    state: 'NONE',
    router: false,
    managed: false,
    used: 0,
    confirmed: 0,
    updated: 0,
    probes: 0,
    references: 0,
  };
}

/** The parameters that are counts, not times. */
const COUNTS: ReadonlySet<string> = new Set([
  'queueBytes',
  'appProbes',
  'unicastProbes',
  'multicastProbes',
  'multicastReprobes',
  'proxyQueue',
]);
/** HZ=250, in milliseconds. */
const TICK = 4;

/** The order of addresses of one family. */
const compareIp = (a: Ip, b: Ip): number => (a < b ? -1 : a > b ? 1 : 0);

/** A device has another address now: its neighbours are forgotten (neigh_changeaddr). */
export function forgetNeighbours(kernel: Kernel, device: Device): void {
  for (const entry of [...device.neighbours.values()]) forget(kernel, device, entry);
}

/**
 * A device went down or left, or has no more of one family: its neighbours are forgotten, and the addresses that it
 * answers for (neigh_ifdown).
 */
export function forgetAll(kernel: Kernel, device: Device, family?: Family): void {
  const isMeant = (address: Ip) => family === undefined || familyOf(address) === family;
  for (const entry of [...device.neighbours.values()]) if (isMeant(entry.address)) forget(kernel, device, entry);
  for (const address of [...device.proxies.keys()]) if (isMeant(address)) device.proxies.delete(address);
}

/** Nobody can be reached by a device any more: only what was entered for good stays (neigh_carrier_down). */
export function forgetLearned(kernel: Kernel, device: Device): void {
  for (const entry of [...device.neighbours.values()]) if (entry.state !== 'PERMANENT') forget(kernel, device, entry);
  for (const [address, { isPermanent }] of [...device.proxies]) if (!isPermanent) device.proxies.delete(address);
}

function forget(kernel: Kernel, device: Device, entry: Neighbour): void {
  entry.timer = null;
  if (entry.queue.length > 0) entry.fail(kernel);
  entry.tell(true);
  entry.release();
  device.neighbours.delete(entry.address);
}
