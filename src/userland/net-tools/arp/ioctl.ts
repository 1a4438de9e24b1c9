import type { Errno } from '../../../kernel/errno.ts';
import type { Ipv4 } from '../../../net/ipv4.ts';
import type { Mac } from '../../../net/mac.ts';
import type { Process } from '../../process.ts';

/** An arpreq. */
export interface ArpChange {
  readonly address: Ipv4;
  readonly mac?: Mac;
  device: string | undefined;
  /** Whether the hardware address is of the type of lo. */
  readonly isOfLoopback: boolean;
  permanent: boolean;
  /** ATF_PUBL: this host answers for the address. */
  published?: boolean;
  isPrivate?: boolean;
  /** Has a mask of its own or ATF_DONTPUB, which only go with `published`. */
  isForPublished?: boolean;
  hasMask?: boolean;
}

/** SIOCSARP (arp_req_set): the error, undefined without one. */
export function addArp(process: Process, change: ArpChange): Errno | undefined {
  const { address, mac, permanent, published } = change;
  const { netns, system } = process;
  const { neighbour } = system.kernel;
  const refused = check(change);
  if (refused !== undefined) return refused;
  const device = published === true ? publisher(process, change) : deviceFor(process, change);
  if ('errno' in device) return device.errno;
  const { ifindex } = device;
  if (published === true) {
    neighbour.add(netns, { ifindex, destination: address, proxy: true }, 'replace');
    return undefined;
  }
  // The hardware address is one of Ethernet, which lo is not; or it is lo's own.
  if (isLoopback(process, ifindex) !== change.isOfLoopback) return 'EINVAL';
  const state = permanent ? 'PERMANENT' : 'STALE';
  const added = neighbour.add(netns, { ifindex, destination: address, mac: mac!, state }, 'replace');
  return added.ok ? undefined : added.error.errno;
}

/** SIOCDARP (arp_req_delete): the error, undefined without one. */
export function deleteArp(process: Process, change: ArpChange): Errno | undefined {
  const { address, device, published } = change;
  const { netns, system } = process;
  const { neighbour } = system.kernel;
  const refused = check(change);
  if (refused !== undefined) return refused;
  // Who answers is known by its device, which no route is asked for.
  if (published === true && device === undefined) return 'ENOENT';
  const found = deviceFor(process, change);
  if ('errno' in found) return found.errno;
  const { ifindex } = found;
  const deleted = neighbour.delete(netns, { ifindex, destination: address, proxy: published === true });
  if (deleted.ok) return undefined;
  return published === true ? deleted.error.errno : 'ENXIO';
}

function check({ published, isForPublished, hasMask }: ArpChange): Errno | undefined {
  return (isForPublished === true && published !== true) || hasMask === true ? 'EINVAL' : undefined;
}

type Found = { readonly ifindex: number } | { readonly errno: Errno };

/** The device of a request: the one it names, else that of the route to the address, which has to lie on the wire (arp_req_dev). */
function deviceFor({ netns, system }: Process, { device, address }: ArpChange): Found {
  const { kernel } = system;
  if (device !== undefined) return kernel.link.find(netns, device) ?? { errno: 'ENODEV' };
  const routed = kernel.route.get(netns, { destination: address });
  return routed.ok && routed.value.gateway === undefined ? routed.value : { errno: 'ENETUNREACH' };
}

/** The device that answers: the one a request names, else the one with its hardware address (arp_req_set_public). */
function publisher(process: Process, change: ArpChange): Found {
  if (change.device !== undefined) return deviceFor(process, change);
  const { netns, system } = process;
  return system.kernel.link.dump(netns).find(({ mac }) => mac === change.mac) ?? { errno: 'ENODEV' };
}

function isLoopback({ netns, system }: Process, ifindex: number): boolean {
  return system.kernel.link.dump(netns).some((each) => each.ifindex === ifindex && each.kind === 'loopback');
}
