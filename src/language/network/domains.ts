import type { BridgeVlansInfo } from '../../kernel/link/requests.ts';
import { ipv4Of } from './ipv4-addresses.ts';
import type { Device, Network } from './network.ts';

/** The number that stands for frames without a tag. */
const UNTAGGED = 0;

/**
 * The broadcast domains of a network. A device takes part once for frames without a tag and once for each VLAN, so that a
 * trunk belongs to several domains; a domain lists those that send its frames without a tag: its stations.
 */
export function domainsOf(network: Network): Map<Device, readonly Device[]> {
  const wires = new Wires();
  const filters = filtersOf(network);
  const tags = tagsOf(network, filters);
  for (const device of network.devices) {
    const peer = network.peerOf(device);
    const lower = network.lowerOf(device);
    const master = network.masterOf(device);
    for (const tag of tags) {
      if (peer !== undefined) wires.join(device, tag, peer, tag);
      if (lower !== undefined && device.link.vlan === undefined) wires.join(device, tag, lower, tag);
      if (master === undefined || master.link.kind === 'vrf') continue;
      if (!filters.has(master)) wires.join(device, tag, master, tag);
    }
    if (lower !== undefined && device.link.vlan !== undefined) wires.join(device, UNTAGGED, lower, device.link.vlan.id);
  }
  for (const [bridge, filter] of filters) joinVlans(wires, bridge, filter);
  joinTunnels(network, wires, tags);
  return wires.domains(network.devices);
}

/** A bridge that heeds VLANs, and what it and its ports are in. */
type VlanFilter = readonly { readonly device: Device; readonly vlans: BridgeVlansInfo['vlans'] }[];

function filtersOf(network: Network): Map<Device, VlanFilter> {
  const filters = new Map<Device, VlanFilter>();
  const bridges = network.devices.filter(({ link }) => link.bridge?.vlanFiltering);
  for (const bridge of bridges) {
    const members = [bridge, ...network.portsOf(bridge)].flatMap((device) => {
      const vlans = network.vlansOf(device);
      return vlans === undefined ? [] : [{ device, vlans }];
    });
    filters.set(bridge, members);
  }
  return filters;
}

/** The tags that frames can have. */
function tagsOf(network: Network, filters: ReadonlyMap<Device, VlanFilter>): Set<number> {
  const tags = new Set([UNTAGGED]);
  for (const { link } of network.devices) if (link.vlan !== undefined) tags.add(link.vlan.id);
  for (const filter of filters.values()) for (const { vlans } of filter) for (const { id } of vlans) tags.add(id);
  return tags;
}

/** Within a bridge that heeds them each VLAN is a wire of its own, which a port is on with a tag or without. */
function joinVlans(wires: Wires, bridge: Device, filter: VlanFilter): void {
  for (const { device, vlans } of filter) {
    for (const { id, pvid, untagged } of vlans) {
      if (pvid || untagged) wires.joinVlan(device, UNTAGGED, bridge, id);
      if (!untagged) wires.joinVlan(device, id, bridge, id);
    }
  }
}

function joinTunnels(network: Network, wires: Wires, tags: ReadonlySet<number>): void {
  for (const [from, to] of tunnelsIn(network)) for (const tag of tags) wires.join(from, tag, to, tag);
}

/** Pairs of VXLANs of one number and port where the first sends to an address of the other, or both to one group. */
export function tunnelsIn(network: Network): [from: Device, to: Device][] {
  const tunnels = network.devices.filter(({ link }) => link.vxlan !== undefined);
  return tunnels.flatMap((from) => {
    const { id, dstPort } = from.link.vxlan!;
    const remotes = new Set(remotesOf(network, from));
    return tunnels.flatMap((to): [Device, Device][] => {
      const other = to.link.vxlan!;
      if (from === to || other.id !== id || other.dstPort !== dstPort) return [];
      const meets =
        (other.remote !== undefined && remotes.has(other.remote) && isGroup(other.remote)) ||
        ipv4Of(to.place.devices).some(({ local }) => remotes.has(local));
      return meets ? [[from, to]] : [];
    });
  });
}

function isGroup(address: number): boolean {
  return address >>> 28 === 0xe;
}

/** Everyone a VXLAN sends to. */
export function remotesOf({ kernel }: Network, { link, place }: Device): number[] {
  const listed = kernel.fdb.dump(place.netns).filter(({ ifindex }) => ifindex === link.ifindex);
  return listed.flatMap(({ remote }) => (remote === undefined ? [] : [remote.address]));
}

/** Sets of (device, tag) that are on one wire, by union of what is joined. */
class Wires {
  private readonly nodes = new Map<Device, Map<number, number>>();
  private readonly inside = new Map<Device, Map<number, number>>();
  private readonly parents: number[] = [];

  join(a: Device, tagOfA: number, b: Device, tagOfB: number): void {
    this.unite(this.node(this.nodes, a, tagOfA), this.node(this.nodes, b, tagOfB));
  }

  /** Joins a port, or the bridge's own device, to a VLAN within the bridge. */
  joinVlan(device: Device, tag: number, bridge: Device, id: number): void {
    this.unite(this.node(this.nodes, device, tag), this.node(this.inside, bridge, id));
  }

  domains(devices: readonly Device[]): Map<Device, readonly Device[]> {
    const members = new Map<number, Device[]>();
    const domains = new Map<Device, readonly Device[]>();
    for (const device of devices) {
      const root = this.root(this.node(this.nodes, device, UNTAGGED));
      const list = members.get(root) ?? [];
      if (list.length === 0) members.set(root, list);
      list.push(device);
      domains.set(device, list);
    }
    return domains;
  }

  private node(into: Map<Device, Map<number, number>>, device: Device, tag: number): number {
    let byTag = into.get(device);
    if (byTag === undefined) {
      byTag = new Map();
      into.set(device, byTag);
    }
    let node = byTag.get(tag);
    if (node === undefined) {
      node = this.parents.push(this.parents.length) - 1;
      byTag.set(tag, node);
    }
    return node;
  }

  private unite(a: number, b: number): void {
    this.parents[this.root(a)] = this.root(b);
  }

  private root(node: number): number {
    const { parents } = this;
    let at = node;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]!]!;
      at = parents[at]!;
    }
    return at;
  }
}
