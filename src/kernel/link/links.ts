import type { Mac } from '../../net/mac.ts';
import { flushDevice } from '../fib/route-requests.ts';
import type { Kernel } from '../kernel.ts';
import { carrierWent, forgetNeighbours } from '../neigh/neighbours.ts';
import type { Netns } from '../netns/netns.ts';
import { DONE, type Result, refused } from '../result.ts';
import { announce } from './announce.ts';
import { Bridge } from './bridge.ts';
import { addLocalEntry, changePortEntry } from './bridge-fdb.ts';
import { changeBridgeId, recalculateBridgeId } from './bridge-id.ts';
import { changeBridge, changePort } from './bridge-options.ts';
import { addPort, removePort } from './bridge-ports.ts';
import { Device } from './device.ts';
import { joinAllNodes, joinOnUp } from './groups.ts';
import { linkInfo } from './info.ts';
import type { LinkChange, LinkInfo, LinkRequests, NewLink } from './requests.ts';
import { checkMtu, checkNewLink, isStationMac } from './validate.ts';

const NAME_LIMIT = 15;

/** rtnetlink's requests about devices (net/core/rtnetlink.c, drivers/net/veth.c, net/bridge). */
export class Links implements LinkRequests {
  constructor(private readonly kernel: Kernel) {}

  add(netns: Netns, request: NewLink): Result {
    const home = request.netns ?? netns;
    const { kind, name, peer } = request;
    const checked = checkNewLink(request);
    if (!checked.ok) return checked;
    const invalid = this.refuseName(home, name);
    if (invalid !== undefined) return invalid;
    const size = request.mtu === undefined ? DONE : checkMtu(kind, request.mtu);
    if (!size.ok) return size;
    if (request.index !== undefined && home.devices.has(request.index)) return refused('EBUSY');
    let other: Device | undefined;
    if (kind === 'veth') {
      const there = peer?.netns ?? netns;
      const peerName = peer?.name ?? this.freeName(there, 'veth', there === home ? name : undefined);
      const taken =
        this.refuseName(there, peerName) ?? (there === home && peerName === name ? refused('EEXIST') : undefined);
      if (taken !== undefined) return taken;
      other = this.create(there, 'veth', peerName, peer?.mac, peer?.mtu ?? request.mtu ?? ETH_DATA_LEN, peer?.index);
      if (peer?.txqlen !== undefined) other.txqlen = peer.txqlen;
    }
    const device = this.create(
      home,
      kind,
      name,
      request.mac,
      request.mtu ?? (kind === 'loopback' ? 65536 : ETH_DATA_LEN),
      request.index,
    );
    if (request.txqlen !== undefined) device.txqlen = request.txqlen;
    if (kind === 'bridge') this.makeBridge(device, request.mac);
    if (other !== undefined) {
      device.wire = other;
      other.wire = device;
      this.kernel.netns.meet(device.netns, other.netns);
    }
    if (request.master !== undefined && request.master !== 0) {
      const joined = this.setMaster(device, request.master);
      if (!joined.ok) return joined;
    }
    if (request.up) this.setUp(device, true);
    if (peer?.up && other !== undefined) this.setUp(other, true);
    return DONE;
  }

  /** A new bridge knows its own address; one that was asked for is in its id too (br_dev_newlink). */
  private makeBridge(device: Device, mac: Mac | undefined): void {
    const bridge = new Bridge(device);
    device.bridge = bridge;
    addLocalEntry(this.kernel, bridge, null, device.mac);
    if (mac === undefined) return;
    bridge.macWasSet = true;
    changeBridgeId(this.kernel, bridge, mac);
  }

  /** Makes a device of the machine's own: lo, or a card with its cable. */
  create(netns: Netns, kind: Device['kind'], name: string, mac: Mac | undefined, mtu: number, index?: number): Device {
    const ifindex = index ?? netns.nextIfindex;
    netns.nextIfindex = Math.max(netns.nextIfindex, ifindex + 1);
    const device = new Device(
      netns,
      ifindex,
      name,
      kind,
      mac ?? (kind === 'loopback' ? 0 : this.kernel.randomMac()),
      mtu,
      this.kernel.cause,
    );
    netns.devices.set(ifindex, device);
    netns.byName.set(name, device);
    joinAllNodes(device);
    this.kernel.changed(netns, 'link', 'new', name);
    return device;
  }

  private refuseName(netns: Netns, name: string): Extract<Result, { ok: false }> | undefined {
    if (name.length > NAME_LIMIT) return refused('ERANGE', 'Attribute failed policy validation');
    if (name === '' || name === '.' || name === '..' || /[/:\s]/.test(name)) return refused('EINVAL');
    const twin = netns.byName.get(name);
    return twin === undefined ? undefined : refused('EEXIST', undefined, twin.cause);
  }

  private freeName(netns: Netns, stem: string, avoid: string | undefined): string {
    for (let i = 0; ; i++) if (!netns.byName.has(`${stem}${i}`) && `${stem}${i}` !== avoid) return `${stem}${i}`;
  }

  set(netns: Netns, ifindex: number, change: LinkChange): Result {
    const device = netns.devices.get(ifindex);
    if (device === undefined) return refused('ENODEV');
    if (change.netns !== undefined && change.netns !== netns) {
      const moved = this.move(device, change.netns, change.name);
      if (!moved.ok) return moved;
    }
    if (change.mac !== undefined) {
      if (!isStationMac(change.mac) && !(change.mac === 0 && device.isLoopback)) return refused('EADDRNOTAVAIL');
      this.setMac(device, change.mac);
    }
    if (change.mtu !== undefined) {
      const checked = checkMtu(device.kind, change.mtu);
      if (!checked.ok) return checked;
      device.mtu = change.mtu;
      this.kernel.address.mtuChanged(device);
      if (device.port !== null) adjustMtu(device.port.bridge);
      if (device.bridge !== null) device.bridge.mtuWasSet = true;
    }
    if (change.name !== undefined && change.name !== device.name) {
      const renamed = this.rename(device, change.name);
      if (!renamed.ok) return renamed;
    }
    if (change.txqlen !== undefined) device.txqlen = change.txqlen;
    if (change.alias !== undefined) device.alias = change.alias === '' ? undefined : change.alias;
    if (change.arp !== undefined) device.arp = change.arp;
    if (change.multicast !== undefined) device.multicast = change.multicast;
    if (change.allmulti !== undefined) device.allmulti = change.allmulti;
    if (change.promisc !== undefined) device.promisc = change.promisc;
    if (change.group !== undefined) device.group = change.group;
    if (change.master !== undefined) {
      const joined = this.setMaster(device, change.master);
      if (!joined.ok) return joined;
    }
    if (change.bridge !== undefined && device.bridge !== null) {
      const changed = changeBridge(device.bridge, change.bridge);
      if (!changed.ok) return changed;
    }
    if (change.port !== undefined && device.port !== null) {
      const changed = changePort(device.port, change.port);
      if (!changed.ok) return changed;
    }
    if (change.up !== undefined) this.setUp(device, change.up);
    this.kernel.changed(device.netns, 'link', 'change', device.name);
    return DONE;
  }

  private setMac(device: Device, mac: Mac): void {
    forgetNeighbours(this.kernel, device);
    const { bridge, port } = device;
    if (bridge !== null) {
      bridge.macWasSet = true;
      changeBridgeId(this.kernel, bridge, mac);
    }
    device.mac = mac;
    if (port === null) return;
    changePortEntry(this.kernel, port, mac);
    recalculateBridgeId(this.kernel, port.bridge);
  }

  private rename(device: Device, name: string): Result {
    const invalid = this.refuseName(device.netns, name);
    if (invalid !== undefined) return invalid;
    device.netns.byName.delete(device.name);
    const old = device.name;
    for (const address of device.addresses) if (address.label === old) address.label = name;
    device.name = name;
    device.netns.byName.set(name, device);
    this.kernel.moved(device.netns, old, device.netns, name);
    return DONE;
  }

  private setMaster(device: Device, master: number): Result {
    if (device.port !== null) removePort(this.kernel, device);
    if (master === 0) return DONE;
    const upper = device.netns.devices.get(master);
    if (upper === undefined) return refused('EINVAL');
    // Only a bridge takes ports (do_set_master, ndo_add_slave).
    if (upper.bridge === null) return refused('EOPNOTSUPP', undefined, upper.cause);
    return addPort(this.kernel, upper.bridge, device);
  }

  private setUp(device: Device, up: boolean): void {
    if (device.up === up) return;
    const wasReady = device.carrier;
    const otherWasReady = device.wire?.carrier ?? false;
    device.up = up;
    device.upCause = this.kernel.cause;
    if (up) {
      if (device.bridge !== null) device.bridge.upSince = this.kernel.now;
      device.activated = true;
      joinOnUp(device);
    }
    if (!up) {
      flushDevice(device.netns, device, false);
      forgetNeighbours(this.kernel, device);
      this.kernel.address.goDown(device);
      if (device.bridge !== null)
        for (const [mac, entry] of device.bridge.fdb) if (entry.kind === 'learned') device.bridge.fdb.delete(mac);
    }
    if (up) this.kernel.address.comeUp(device);
    this.settle(device, wasReady);
    if (device.wire !== null) this.settle(device.wire, otherWasReady);
    if (device.bridge !== null) for (const port of device.bridge.ports) this.settle(port.device, port.device.carrier);
    // Who can be heard now reports the groups it has joined (mld_ifc_event).
    for (const each of [device, device.wire]) if (each?.carrier && each.inet6 && !each.isLoopback) announce(each);
  }

  /** Carrier, port state and link-local address follow a change of a device or of its wire's other end. */
  private settle(device: Device, wasReady: boolean): void {
    if (device.carrier !== wasReady) device.carrierChanges++;
    if (device.bridge !== null) device.bridge.refresh();
    if (device.port !== null) {
      const { bridge } = device.port;
      const had = bridge.hasCarrier;
      device.port.refresh();
      if (!device.up || !device.carrier)
        for (const [mac, entry] of bridge.fdb)
          if (entry.port === device.port && entry.kind === 'learned') bridge.fdb.delete(mac);
      if (bridge.hasCarrier && !had) this.kernel.address.carrierCame(bridge.device);
      if (!bridge.hasCarrier && had) carrierWent(this.kernel, bridge.device);
    }
    if (device.carrier) this.kernel.address.carrierCame(device);
    else if (wasReady) carrierWent(this.kernel, device);
  }

  /** To another namespace: what was configured stays behind (dev_change_net_namespace). */
  private move(device: Device, to: Netns, name: string | undefined): Result {
    if (device.kind === 'loopback' || device.kind === 'bridge')
      return refused('EINVAL', 'The interface netns is immutable');
    const wanted = name ?? device.name;
    const twin = to.byName.get(wanted);
    if (twin !== undefined)
      return refused('EEXIST', 'An interface with the same name exists in the target netns', twin.cause);
    const { netns: from, name: old } = device;
    this.strip(device);
    // The message that the device has gone names where it went (rtmsg_ifinfo_build_skb).
    this.kernel.netns.refer(from, to);
    from.devices.delete(device.ifindex);
    from.byName.delete(device.name);
    device.name = wanted;
    if (to.devices.has(device.ifindex)) device.ifindex = to.nextIfindex;
    to.nextIfindex = Math.max(to.nextIfindex, device.ifindex + 1);
    device.enter(to);
    insertSorted(to, device);
    to.byName.set(wanted, device);
    device.groups.clear();
    joinAllNodes(device);
    if (device.wire !== null) this.kernel.netns.meet(to, device.wire.netns);
    this.kernel.moved(from, old, to, wanted);
    return DONE;
  }

  /** Takes away what a device has in its namespace: master, up, addresses, routes, neighbours. */
  private strip(device: Device): void {
    if (device.port !== null) removePort(this.kernel, device);
    if (device.up) this.setUp(device, false);
    for (const address of [...device.addresses]) this.kernel.address.remove(device, address);
    device.addresses = [];
    flushDevice(device.netns, device, true);
    forgetNeighbours(this.kernel, device);
    device.proxies.clear();
    device.listed.clear();
    device.activated = false;
  }

  delete(netns: Netns, ifindex: number): Result {
    const device = netns.devices.get(ifindex);
    if (device === undefined) return refused('ENODEV');
    if (device.kind === 'loopback' || device.kind === 'ethernet') return refused('EOPNOTSUPP');
    this.destroy(device);
    return DONE;
  }

  /** Removes a device, and with a veth its other end. */
  destroy(device: Device): void {
    const { wire, netns } = device;
    if (device.bridge !== null) for (const port of [...device.bridge.ports]) removePort(this.kernel, port.device);
    this.strip(device);
    netns.devices.delete(device.ifindex);
    netns.byName.delete(device.name);
    device.gone = true;
    device.wire = null;
    this.kernel.changed(netns, 'link', 'delete', device.name);
    if (device.kind === 'veth' && wire !== null && !wire.gone) this.destroy(wire);
  }

  /** The namespace ends: its virtual devices go, cards return to the initial namespace. */
  evict(netns: Netns): void {
    for (const device of [...netns.devices.values()]) {
      if (device.kind === 'ethernet') this.move(device, this.kernel.netns.initial, undefined);
      else if (device.kind !== 'loopback') this.destroy(device);
    }
  }

  dump(netns: Netns): readonly LinkInfo[] {
    return [...netns.devices.values()].map((device) => linkInfo(this.kernel, device));
  }

  find(netns: Netns, name: string): LinkInfo | undefined {
    const device = netns.byName.get(name);
    return device === undefined ? undefined : linkInfo(this.kernel, device);
  }

  get(netns: Netns, ifindex: number): LinkInfo | undefined {
    const device = netns.devices.get(ifindex);
    return device === undefined ? undefined : linkInfo(this.kernel, device);
  }

  wireOf(netns: Netns, ifindex: number): { readonly netns: Netns; readonly ifindex: number } | undefined {
    const wire = netns.devices.get(ifindex)?.wire;
    return wire === null || wire === undefined ? undefined : { netns: wire.netns, ifindex: wire.ifindex };
  }
}

/** Devices are kept by ifindex, the order of dumps. */
function insertSorted(netns: Netns, device: Device): void {
  netns.devices.set(device.ifindex, device);
  const sorted = [...netns.devices].sort(([a], [b]) => a - b);
  netns.devices.clear();
  for (const [ifindex, each] of sorted) netns.devices.set(ifindex, each);
}

/** The MTU of Ethernet. */
const ETH_DATA_LEN = 1500;

/** A bridge whose MTU was not set takes the least of its ports (br_mtu_auto_adjust). */
export function adjustMtu(bridge: Bridge): void {
  if (bridge.mtuWasSet) return;
  bridge.device.mtu =
    bridge.ports.length === 0 ? ETH_DATA_LEN : Math.min(...bridge.ports.map(({ device }) => device.mtu));
}
