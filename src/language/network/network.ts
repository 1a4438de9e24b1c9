import type { AddressInfo } from '../../kernel/address/requests.ts';
import type { RouteInfo, RuleInfo } from '../../kernel/fib/requests.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { LinkInfo } from '../../kernel/link/requests.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import { kindOfNetns, nameOfNetns } from '../../lab/machine.ts';

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

/** A read-only picture of the whole network at one moment, with its broadcast domains. */
export class Network {
  readonly places: readonly Place[];
  readonly devices: readonly Device[];
  private readonly byNetns = new Map<Netns, Place>();
  private readonly byIndex = new Map<Netns, Map<number, Device>>();
  private domains: Map<Device, readonly Device[]> | undefined;

  constructor(readonly kernel: Kernel) {
    this.places = kernel.netns.all().map((netns) => this.placeOf(netns));
    this.devices = this.places.flatMap((place) => place.devices);
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
      forwards: forward.ok && forward.value.trim() === '1',
    };
    const indexed = new Map<number, Device>();
    for (const link of kernel.link.dump(netns)) {
      const device = { place, link, addresses: addresses.get(link.ifindex) ?? [] };
      devices.push(device);
      indexed.set(link.ifindex, device);
    }
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
    const netns = name === '' || name === 'host' ? this.kernel.netns.initial : this.kernel.netns.find(name);
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

  /**
   * All devices that one broadcast of a device may reach, itself included: across wires and through bridges, whether they
   * are up or not. A bridge counts as a station of its own domain.
   */
  domainOf(device: Device): readonly Device[] {
    this.domains ??= this.findDomains();
    return this.domains.get(device) ?? [device];
  }

  private findDomains(): Map<Device, readonly Device[]> {
    const neighbours = new Map<Device, Device[]>();
    const join = (a: Device | undefined, b: Device | undefined) => {
      if (a === undefined || b === undefined) return;
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        const list = neighbours.get(from);
        if (list === undefined) neighbours.set(from, [to]);
        else list.push(to);
      }
    };
    for (const device of this.devices) {
      join(device, this.peerOf(device));
      const { master } = device.link;
      if (master !== undefined) join(device, this.device(device.place.netns, master.ifindex));
    }
    const domains = new Map<Device, readonly Device[]>();
    for (const start of this.devices) {
      if (domains.has(start)) continue;
      const domain = [start];
      domains.set(start, domain);
      for (let i = 0; i < domain.length; i++) {
        for (const next of neighbours.get(domain[i]!) ?? []) {
          if (domains.has(next)) continue;
          domains.set(next, domain);
          domain.push(next);
        }
      }
    }
    return domains;
  }
}
