import type { AddressInfo } from '../../kernel/address/requests.ts';
import type { RouteInfo, RuleInfo } from '../../kernel/fib/requests.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { BridgeVlansInfo, LinkInfo } from '../../kernel/link/requests.ts';
import type { NeighbourInfo } from '../../kernel/neigh/requests.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import { stateOf } from '../../kernel/rewind.ts';
import { kindOfNetns, nameOfNetns } from '../../lab/machine.ts';
import { domainsOf } from './domains.ts';

/** A device with its addresses and the wire it is on. */
export interface Device {
  readonly place: Place;
  readonly link: LinkInfo;
  readonly addresses: readonly AddressInfo[];
}

/** A namespace with what is in it. */
export interface Place {
  readonly netns: Netns;
  /** `host`, the name, or `internet`. */
  readonly name: string;
  readonly kind: 'host' | 'netns' | 'internet';
  readonly devices: readonly Device[];
  readonly routes: readonly RouteInfo[];
  readonly rules: readonly RuleInfo[];
  readonly forwards: boolean;
}

const pictures = new WeakMap<object, Network>();

/** A read-only picture of the whole network at one moment, with its broadcast domains. */
export class Network {
  readonly places: readonly Place[];
  readonly devices: readonly Device[];
  private readonly byNetns = new Map<Netns, Place>();
  private readonly byIndex = new Map<Netns, Map<number, Device>>();
  /** By the index of their master. */
  private readonly ports = new Map<Place, ReadonlyMap<number, readonly Device[]>>();
  private readonly vlans = new Map<Netns, ReadonlyMap<number, BridgeVlansInfo['vlans']>>();
  private readonly neighbours = new Map<Netns, readonly NeighbourInfo[]>();
  private domains: Map<Device, readonly Device[]> | undefined;

  private constructor(readonly kernel: Kernel) {
    this.places = kernel.netns.all().map((netns) => this.placeOf(netns));
    this.devices = this.places.flatMap((place) => place.devices);
  }

  /** The picture of a machine in the state that it is in, made once. */
  static of(kernel: Kernel): Network {
    const state = stateOf(kernel);
    let picture = pictures.get(state);
    if (picture === undefined) {
      picture = new Network(kernel);
      pictures.set(state, picture);
    }
    return picture;
  }

  private placeOf(netns: Netns): Place {
    const { kernel } = this;
    const addresses = new Map<number, AddressInfo[]>();
    for (const address of kernel.address.dump(netns)) {
      const list = addresses.get(address.ifindex);
      if (list === undefined) addresses.set(address.ifindex, [address]);
      else list.push(address);
    }
    const routes = kernel.route.dump(netns, 4);
    const forward = kernel.sysctl.read(netns, 'net/ipv4/ip_forward');
    const devices: Device[] = [];
    const place: Place = {
      netns,
      name: nameOfNetns(kernel, netns.id),
      kind: kindOfNetns(kernel, netns),
      devices,
      routes: routes.ok ? routes.value : [],
      rules: kernel.rule.dump(netns, 4),
      forwards: forward.ok && forward.value.trim() !== '0',
    };
    const indexed = new Map<number, Device>();
    const ports = new Map<number, Device[]>();
    for (const link of kernel.link.dump(netns)) {
      const device = { place, link, addresses: addresses.get(link.ifindex) ?? [] };
      devices.push(device);
      indexed.set(link.ifindex, device);
      const siblings = link.master && ports.get(link.master.ifindex);
      if (siblings !== undefined) siblings.push(device);
      else if (link.master !== undefined) ports.set(link.master.ifindex, [device]);
    }
    this.ports.set(place, ports);
    this.byNetns.set(netns, place);
    this.byIndex.set(netns, indexed);
    return place;
  }

  /** A namespace of the picture by the kernel's handle. */
  place(netns: Netns): Place | undefined {
    return this.byNetns.get(netns);
  }

  /** A namespace by the name records use: '' or `host` for the initial one. */
  named(name: string): Place | undefined {
    const { netns: namespaces } = this.kernel;
    const netns =
      name === '' || name === 'host'
        ? namespaces.initial
        : (namespaces.find(name) ?? namespaces.all().find(({ label }) => label === name));
    return netns === undefined ? undefined : this.byNetns.get(netns);
  }

  device(netns: Netns, ifindex: number): Device | undefined {
    return this.byIndex.get(netns)?.get(ifindex);
  }

  /** The device at the other end of a wire. */
  peerOf(device: Device): Device | undefined {
    const end = this.kernel.link.wireOf(device.place.netns, device.link.ifindex);
    return end === undefined ? undefined : this.device(end.netns, end.ifindex);
  }

  /** The device that one is built upon: the parent of a VLAN or a macvlan, in whichever namespace. */
  lowerOf(device: Device): Device | undefined {
    const lower = this.kernel.link.lowerOf(device.place.netns, device.link.ifindex);
    return lower === undefined ? undefined : this.device(lower.netns, lower.ifindex);
  }

  /** The bridge, bond or VRF that a device is a port of. */
  masterOf({ link, place }: Device): Device | undefined {
    return link.master === undefined ? undefined : this.device(place.netns, link.master.ifindex);
  }

  /** The ports of a bridge, the slaves of a bond, the devices of a VRF. */
  portsOf({ link, place }: Device): readonly Device[] {
    return this.ports.get(place)?.get(link.ifindex) ?? [];
  }

  /** The VLANs of a bridge, or of a port of one. */
  vlansOf({ place: { netns }, link }: Device): BridgeVlansInfo['vlans'] | undefined {
    let known = this.vlans.get(netns);
    if (known === undefined) {
      known = new Map(this.kernel.bridgeVlan.dump(netns).map(({ ifindex, vlans }) => [ifindex, vlans]));
      this.vlans.set(netns, known);
    }
    return known.get(link.ifindex);
  }

  /** The neighbours of IPv4 that a namespace knows of. */
  neighboursOf({ netns }: Place): readonly NeighbourInfo[] {
    let known = this.neighbours.get(netns);
    if (known === undefined) {
      known = this.kernel.neighbour.dump(netns, 4);
      this.neighbours.set(netns, known);
    }
    return known;
  }

  /**
   * All devices that one broadcast of a device may reach, itself included: across wires, through bridges and tunnels,
   * within its VLAN, whether they are up or not. A bridge counts as a station of its own domain.
   */
  domainOf(device: Device): readonly Device[] {
    this.domains ??= domainsOf(this);
    return this.domains.get(device) ?? [device];
  }
}
