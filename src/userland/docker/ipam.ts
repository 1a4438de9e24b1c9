import { broadcastOf, formatIpv4, type Ipv4, isInNetwork, networkOf, parseIpv4 } from '../../net/ipv4.ts';
import type { Process } from '../process.ts';
import { DaemonError } from './complaint.ts';
import type { Docker, Network, Subnet } from './state.ts';

/** Where Docker takes subnets from that nobody named (default-address-pools): 172.17 to 172.31, then 192.168 in pieces. */
const POOLS: readonly Subnet[] = [
  ...Array.from({ length: 15 }, (_, at) => ({ address: (0xac110000 + at * 0x10000) >>> 0, length: 16 })),
  ...Array.from({ length: 16 }, (_, at) => ({ address: (0xc0a80000 + at * 0x1000) >>> 0, length: 20 })),
];

export function formatSubnet({ address, length }: Subnet): string {
  return `${formatIpv4(address)}/${length}`;
}

/** `10.1.0.0/16`; null for anything else. Host bits are kept. */
export function parseSubnet(text: string): Subnet | null {
  const [, written, bits] = /^([\d.]+)\/(\d{1,2})$/.exec(text) ?? [];
  const address = written === undefined ? null : parseIpv4(written);
  return address === null || Number(bits) > 32 ? null : { address, length: Number(bits) };
}

export function overlaps(a: Subnet, b: Subnet): boolean {
  const length = Math.min(a.length, b.length);
  return networkOf(a.address, length) === networkOf(b.address, length);
}

/** The first pool that neither a network nor a route of the host uses (CheckRouteOverlaps). */
export function freeSubnet(process: Process, docker: Docker): Subnet {
  const { kernel } = process.system;
  const routes = kernel.route.dump(kernel.netns.initial, 4);
  const used: Subnet[] = docker.networks.flatMap(({ subnet }) => (subnet === undefined ? [] : [subnet]));
  for (const { destination } of routes.ok ? routes.value : [])
    if (typeof destination.address === 'number' && destination.length > 0 && destination.length < 32)
      used.push({ address: destination.address, length: destination.length });
  const found = POOLS.find((pool) => used.every((each) => !overlaps(pool, each)));
  if (found !== undefined) return found;
  throw new DaemonError(
    'could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network',
    1,
  );
}

/** The address a network's next container gets: the one it asks for, else the lowest that is free. */
export function takeAddress(docker: Docker, network: Network, wanted: Ipv4 | undefined): Ipv4 {
  const { subnet, gateway } = network;
  if (subnet === undefined) throw new DaemonError("no available IPv4 addresses on this network's address pools");
  const used = new Set<Ipv4>(gateway === undefined ? [] : [gateway]);
  for (const container of docker.containers)
    for (const endpoint of container.endpoints)
      if (endpoint.network === network && endpoint.live?.address !== undefined) used.add(endpoint.live.address);
  const { address, length } = subnet;
  if (wanted !== undefined) {
    if (!isInNetwork(wanted, networkOf(address, length), length))
      throw new DaemonError(
        `Invalid address ${formatIpv4(wanted)}: It does not belong to any of this network's subnets`,
      );
    if (used.has(wanted)) throw new DaemonError('Address already in use');
    return wanted;
  }
  const { address: from, length: bits } = network.range ?? subnet;
  const first = networkOf(from, bits);
  const last = broadcastOf(from, bits);
  for (let each = first; each <= last; each++) {
    const isEdge = each === networkOf(address, length) || each === broadcastOf(address, length);
    if (!isEdge && !used.has(each)) return each;
  }
  throw new DaemonError(`no available IPv4 addresses on this network's address pools: ${network.name} (${network.id})`);
}
