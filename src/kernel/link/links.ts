import type { Mac } from '../../net/mac.ts';
import { renameLabels } from '../address/devinet-ioctl.ts';
import { flushDevice } from '../fib/route-requests.ts';
import type { Kernel } from '../kernel.ts';
import { forgetAll, forgetNeighbours } from '../neigh/neighbours.ts';
import { forgetMasqueraded } from '../netfilter/nat/masquerade.ts';
import type { Netns } from '../netns/netns.ts';
import { notify } from '../notice/notices.ts';
import { DONE, granted, type Result, refused } from '../result.ts';
import { announce } from './announce.ts';
import { carrierLost } from './carrier.ts';
import { Device } from './device.ts';
import { forgetGroups, joinAllNodes, joinOnUp } from './groups.ts';
import { linkInfo } from './info.ts';
import type { LowerEvent } from './kind.ts';
import { kindOf } from './kinds/index.ts';
import { changeAltName, deviceNamed, refuseName } from './names.ts';
import { changeProtoDown, checkOffload, followLinkMode, setOperState } from './oper-state.ts';
import { changeReceiveMode, setReceiveMode } from './receive-mode.ts';
import type { LinkChange, LinkInfo, LinkKind, LinkRequests, NewLink } from './requests.ts';
import { tsoMaxSize } from './tso.ts';
import { checkCreation, checkMtu, checkNewLink, isStationMac } from './validate.ts';

/** rtnetlink's requests about devices (net/core/rtnetlink.c, drivers/net/veth.c, net/bridge). */
export class Links implements LinkRequests {
  constructor(readonly kernel: Kernel) {}

  add(netns: Netns, request: NewLink): Result {
    const { kind, name, master, peer } = request;
    const home = request.netns ?? netns;
    const checked = checkNewLink(request);
    if (!checked.ok) return checked;
    const invalid = refuseName(home, name);
    if (invalid !== undefined) return invalid;
    const creatable = checkCreation(request);
    if (!creatable.ok) return creatable;
    const size = request.mtu === undefined ? DONE : checkMtu(kind, request.mtu);
    if (!size.ok) return size;
    if (request.index !== undefined && home.devices.has(request.index)) return refused('EEXIST');
    const made = kindOf(request).newLink?.(this, netns, request) ?? granted(this.make(home, request));
    if (!made.ok) return made;
    const device = made.value;
    if (request.broadcastMac !== undefined) device.broadcastMac = request.broadcastMac;
    if (request.txqlen !== undefined) device.txqlen = request.txqlen;
    if (request.group !== undefined) device.group = request.group;
    furnish(device, request);
    if (master !== undefined && master !== 0) {
      const joined = this.setMaster(device, master);
      if (!joined.ok) {
        this.destroy(device);
        return joined;
      }
    }
    if (peer !== undefined && device.wire !== null) furnish(device.wire, peer);
    if (peer?.up && device.wire !== null) this.setUp(device.wire, true);
    const opened = request.up ? this.setUp(device, true) : DONE;
    if (device.wire !== null) this.tell(device.wire);
    this.tell(device);
    return opened;
  }

  /** Makes a device as its kind and the request say. */
  make(netns: Netns, request: NewLink): Device {
    const { kind, name, mac, mtu, index } = request;
    const device = this.create(netns, kind, name, mac, mtu ?? kindOf(request).mtu, index);
    kindOf(device).setup?.(this.kernel, device, request);
    return device;
  }

  /** Makes a device of the machine's own: lo, or a card with its cable. */
  create(netns: Netns, kind: LinkKind, name: string, mac: Mac | undefined, mtu: number, index?: number): Device {
    const { kernel } = this;
    const ifindex = index ?? netns.newIfindex();
    const own = mac ?? (kind === 'loopback' ? 0 : kernel.randomMac());
    const device = new Device(netns, ifindex, name, kind, own, mtu, kernel.cause);
    insertSorted(netns, device);
    netns.registered.add(device);
    netns.byName.set(name, device);
    joinAllNodes(device);
    kernel.changed(netns, 'link', 'new', name);
    return device;
  }

  set(netns: Netns, ifindex: number, change: LinkChange): Result {
    const device = netns.devices.get(ifindex);
    if (device === undefined) return refused('ENODEV');
    const checked = checkOffload(change, tsoMaxSize(device));
    if (!checked.ok) return checked;
    if (change.netns !== undefined && change.netns !== netns) {
      const moved = this.move(device, change.netns, change.name);
      if (!moved.ok) return moved;
    }
    if (change.mac !== undefined) {
      if (!isStationMac(change.mac) && !(change.mac === 0 && device.isLoopback)) return refused('EADDRNOTAVAIL');
      const taken = this.setMac(device, change.mac);
      if (!taken.ok) return taken;
    }
    if (change.mtu !== undefined) {
      const resized = this.setMtu(device, change.mtu);
      if (!resized.ok) return resized;
    }
    if (change.name !== undefined && change.name !== device.name) {
      const renamed = this.rename(device, change.name);
      if (!renamed.ok) return renamed;
    }
    if (change.broadcastMac !== undefined) device.broadcastMac = change.broadcastMac;
    if (change.txqlen !== undefined) device.txqlen = change.txqlen;
    if (change.alias !== undefined) device.alias = change.alias === '' ? undefined : change.alias;
    if (change.arp !== undefined) device.arp = change.arp;
    if (change.multicast !== undefined) device.multicast = change.multicast;
    const { allmulti, promisc } = change;
    if (promisc !== undefined) changeReceiveMode(device, () => (device.promisc = promisc));
    if (allmulti !== undefined) changeReceiveMode(device, () => (device.allmulti = allmulti));
    if (change.dynamic !== undefined) device.dynamic = change.dynamic;
    if (change.trailers !== undefined) device.noTrailers = !change.trailers;
    if (change.carrier !== undefined) {
      if (!kindOf(device).changesCarrier) return refused('EOPNOTSUPP');
      this.plug(device, change.carrier);
    }
    if (change.offload !== undefined) device.offload = Object.freeze({ ...device.offload, ...change.offload });
    if (change.operState !== undefined) {
      setOperState(this.kernel, device, change.operState);
      this.notify(device, 'carrier');
    }
    if (change.linkMode !== undefined) device.linkMode = change.linkMode;
    if (change.group !== undefined) device.group = change.group;
    if (change.master !== undefined) {
      const joined = this.setMaster(device, change.master);
      if (!joined.ok) return joined;
    }
    if (isAnnounced(change) && device.up && !device.carrier) carrierLost(this.kernel, device);
    const changed = kindOf(device).changeLink?.(this.kernel, device, change) ?? DONE;
    if (!changed.ok) return changed;
    const { master } = device;
    const asPort = (master === null ? undefined : kindOf(master).changePort?.(device, change)) ?? DONE;
    if (!asPort.ok) return asPort;
    if (change.up !== undefined) {
      const turned = this.setUp(device, change.up);
      if (!turned.ok) return turned;
    }
    if (change.addrGenMode !== undefined) {
      const chosen = this.kernel.address.setAddrGenMode(device, change.addrGenMode);
      if (!chosen.ok) return chosen;
    }
    const held = changeProtoDown(device, change);
    if (!held.ok) return held;
    if (held.value) this.plug(device, !device.protoDown);
    this.kernel.changed(device.netns, 'link', 'change', device.name);
    this.tell(device);
    return DONE;
  }

  /** The carrier is given or taken by hand, or by protodown (dev_change_carrier, netdev_change_proto_down). */
  private plug(device: Device, isPlugged: boolean): void {
    const wasReady = device.carrier;
    device.isPlugged = isPlugged;
    this.settle(device, wasReady);
  }

  /** Tells all who listen how a device is now. */
  private tell(device: Device, deleted = false): void {
    notify(device.netns, () => ({ group: 'link', info: linkInfo(this.kernel, device) }), deleted);
  }

  setGroup(netns: Netns, group: number, change: LinkChange): Result {
    for (const { ifindex } of inGroup(netns, group)) {
      const changed = this.set(netns, ifindex, change);
      if (!changed.ok) return changed;
    }
    return DONE;
  }

  /** dev_set_mac_address. */
  setMac(device: Device, mac: Mac): Result {
    const taken = kindOf(device).setMac?.(this.kernel, device, mac) ?? DONE;
    if (!taken.ok) return taken;
    forgetNeighbours(this.kernel, device);
    device.mac = mac;
    this.notify(device, 'mac');
    return DONE;
  }

  /** A device takes the address of the one below it, which counts as none of its own (NET_ADDR_STOLEN). */
  inheritMac(device: Device, mac: Mac): void {
    forgetNeighbours(this.kernel, device);
    device.mac = mac;
    this.notify(device, 'mac');
  }

  /** dev_set_mtu. */
  setMtu(device: Device, mtu: number): Result {
    const checked = checkMtu(device.kind, mtu);
    if (!checked.ok || mtu === device.mtu) return checked;
    const taken = kindOf(device).changeMtu?.(this.kernel, device, mtu) ?? DONE;
    if (!taken.ok) return taken;
    device.mtu = mtu;
    this.kernel.address.mtuChanged(device);
    this.notify(device, 'mtu');
    return DONE;
  }

  /** Tells the devices that are stacked upon one, its master too (call_netdevice_notifiers). */
  private notify(device: Device, event: LowerEvent): void {
    const { master } = device;
    for (const upper of [...device.uppers]) kindOf(upper).lowerChanged?.(this, upper, device, event);
    if (master !== null) kindOf(master).lowerChanged?.(this, master, device, event);
  }

  private rename(device: Device, name: string): Result {
    const invalid = refuseName(device.netns, name);
    if (invalid !== undefined) return invalid;
    device.netns.byName.delete(device.name);
    const old = device.name;
    renameLabels(device, name);
    device.name = name;
    this.sayRenamed(device, old);
    device.netns.byName.set(name, device);
    this.kernel.moved(device.netns, old, device.netns, name);
    return DONE;
  }

  /** netdev_change_name. */
  private sayRenamed({ name, up }: Device, old: string): void {
    this.kernel.log.print(this.kernel.now, 'info', `${name}: renamed from ${old}${up ? ' (while UP)' : ''}`);
  }

  private setMaster(device: Device, master: number): Result {
    if (device.master?.ifindex === master) return DONE;
    this.free(device);
    if (master === 0) return DONE;
    const upper = device.netns.devices.get(master);
    if (upper === undefined) return refused('EINVAL');
    const { enslave } = kindOf(upper);
    // Only some kinds take ports (do_set_master, ndo_add_slave).
    if (enslave === undefined) return refused('EOPNOTSUPP', undefined, upper.cause);
    return enslave(this.kernel, upper, device);
  }

  /** Takes a device away from its master. */
  private free(device: Device): void {
    const { master } = device;
    if (master !== null) kindOf(master).release?.(this.kernel, master, device);
  }

  /** Brings a device up or down (__dev_open, __dev_close), and tells all whom that concerns. */
  setUp(device: Device, up: boolean): Result {
    if (device.up === up) return DONE;
    const kind = kindOf(device);
    const opened = up ? (kind.open?.(this.kernel, device) ?? DONE) : DONE;
    if (!opened.ok) return opened;
    const wasReady = device.carrier;
    const otherWasReady = device.wire?.carrier ?? false;
    device.up = up;
    device.upCause = this.kernel.cause;
    if (up) {
      device.activated = true;
      setReceiveMode(device);
      joinOnUp(device);
      this.kernel.address.comeUp(device);
    } else {
      flushDevice(device.netns, device, false);
      forgetAll(this.kernel, device);
      forgetMasqueraded(device.netns, device.ifindex);
      this.kernel.address.goDown(device);
      kind.stop?.(this.kernel, device);
    }
    kind.turned?.(this, device);
    this.settle(device, wasReady);
    if (device.wire !== null) {
      this.settle(device.wire, otherWasReady);
      if (device.wire.carrier !== otherWasReady) this.tell(device.wire);
    }
    this.notify(device, up ? 'up' : 'down');
    // Who can be heard now reports the groups it has joined (mld_ifc_event); a bond's port does not mind its carrier (addrconf_notify).
    const other = device.wire?.bondPort === null ? device.wire : null;
    for (const each of [device, other]) if (each?.carrier && each.inet6 && !each.isLoopback) announce(each);
    return DONE;
  }

  /** A carrier that a device has from the one below it comes or goes (netif_stacked_transfer_operstate). */
  setCarrier(device: Device, carrier: boolean): void {
    if (device.stackedCarrier === carrier) return;
    device.stackedCarrier = carrier;
    this.settle(device, !carrier);
  }

  /** Carrier, port state and link-local address follow a change of a device or of its wire's other end. */
  private settle(device: Device, wasReady: boolean): void {
    // A bridge counts for itself: its carrier depends on its ports.
    if (device.bridge === null && device.carrier !== wasReady) device.carrierChanges++;
    if (device.carrier !== wasReady && device.up) followLinkMode(device);
    // The end of a wire is looked at once, before a bridge hears of its port (linkwatch_urgent_event).
    if (wasReady && !device.carrier && device.wire !== null) device.foundPeerDown = device.lowerIsDown;
    this.notify(device, 'carrier');
    if (device.carrier) this.kernel.address.carrierCame(device);
    else if (wasReady) carrierLost(this.kernel, device);
  }

  /** To another namespace: what was configured stays behind (dev_change_net_namespace). */
  private move(device: Device, to: Netns, name: string | undefined): Result {
    if (kindOf(device).staysInNetns) return refused('EINVAL', 'The interface netns is immutable');
    const doubled = device.altNames.find((each) => deviceNamed(to, each) !== undefined);
    if (doubled !== undefined)
      return refused('EEXIST', `An interface with the altname ${doubled} exists in the target netns`);
    const wanted = name ?? device.name;
    const twin = deviceNamed(to, wanted);
    if (twin !== undefined)
      return refused('EEXIST', 'An interface with the same name exists in the target netns', twin.cause);
    const { netns: from, name: old, wire, carrier } = device;
    this.strip(device);
    // The message that the device has gone names where it went (rtmsg_ifinfo_build_skb).
    this.kernel.netns.refer(from, to);
    from.devices.delete(device.ifindex);
    from.registered.delete(device);
    from.byName.delete(device.name);
    for (const each of device.altNames) {
      from.byAltName.delete(each);
      to.byAltName.set(each, device);
    }
    device.name = wanted;
    if (wanted !== old) this.sayRenamed(device, old);
    if (to.devices.has(device.ifindex)) device.ifindex = to.newIfindex();
    device.enter(to);
    insertSorted(to, device);
    to.registered.add(device);
    to.byName.set(wanted, device);
    forgetGroups(device);
    joinAllNodes(device);
    kindOf(device).moved?.(this.kernel, device);
    // The other end, which lost its carrier by this, is looked at when all is done.
    if (wire !== null && carrier) wire.foundPeerDown = wire.lowerIsDown;
    for (const upper of device.uppers) this.kernel.netns.meet(upper.netns, to);
    this.kernel.moved(from, old, to, wanted);
    return DONE;
  }

  /** Takes away what a device has in its namespace: master, up, addresses, routes, neighbours. */
  private strip(device: Device): void {
    if (device.up) this.setUp(device, false);
    this.free(device);
    for (const address of [...device.addresses]) this.kernel.address.remove(device, address);
    device.addresses = [];
    flushDevice(device.netns, device, true);
    forgetAll(this.kernel, device);
    device.listed.clear();
    device.activated = false;
  }

  /** RTM_NEWLINKPROP and RTM_DELLINKPROP: the names before a refused one stay changed (rtnl_linkprop). */
  changeAltNames(netns: Netns, ifindex: number, names: readonly string[], how: 'add' | 'delete'): Result {
    const device = netns.devices.get(ifindex);
    if (device === undefined) return refused('ENODEV');
    for (const name of names) {
      const changed = changeAltName(device, name, how);
      if (!changed.ok) return changed;
      this.kernel.changed(netns, 'link', 'change', device.name);
    }
    return DONE;
  }

  delete(netns: Netns, ifindex: number): Result {
    const device = netns.devices.get(ifindex);
    if (device === undefined) return refused('ENODEV');
    if (kindOf(device).builtIn) return refused('EOPNOTSUPP');
    this.destroy(device);
    return DONE;
  }

  deleteGroup(netns: Netns, group: number): Result {
    if (group === 0) return refused('EPERM');
    const devices = inGroup(netns, group);
    if (devices.length === 0) return refused('ENODEV');
    if (devices.some((device) => kindOf(device).builtIn)) return refused('EOPNOTSUPP');
    for (const device of devices) this.destroy(device);
    return DONE;
  }

  /** Removes a device, and what cannot be without it: a veth's other end, what is stacked upon it. */
  destroy(device: Device): void {
    if (device.gone) return;
    const { netns } = device;
    const kind = kindOf(device);
    const companion = kind.goesWith?.(device) ?? null;
    kind.uninit?.(this.kernel, device);
    this.notify(device, 'delete');
    device.unregistering = true;
    this.strip(device);
    netns.devices.delete(device.ifindex);
    netns.registered.delete(device);
    netns.byName.delete(device.name);
    for (const each of device.altNames) netns.byAltName.delete(each);
    device.gone = true;
    device.wire = null;
    this.kernel.changed(netns, 'link', 'delete', device.name);
    this.tell(device, true);
    if (companion !== null) this.destroy(companion);
  }

  /** The namespace ends: its virtual devices go, cards return to the initial namespace. */
  evict(netns: Netns): void {
    for (const device of [...netns.devices.values()]) {
      const kind = kindOf(device);
      if (kind.returnsHome) this.move(device, this.kernel.netns.initial, undefined);
      else if (!kind.builtIn) this.destroy(device);
    }
  }

  dump(netns: Netns): readonly LinkInfo[] {
    return [...netns.devices.values()].map((device) => linkInfo(this.kernel, device));
  }

  find(netns: Netns, name: string): LinkInfo | undefined {
    const device = deviceNamed(netns, name);
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

  lowerOf(netns: Netns, ifindex: number): { readonly netns: Netns; readonly ifindex: number } | undefined {
    const lower = netns.devices.get(ifindex)?.lower;
    return lower === null || lower === undefined ? undefined : { netns: lower.netns, ifindex: lower.ifindex };
  }
}

/** What a new device, or its other end, is told besides (rtnl_create_link). */
function furnish(device: Device, { linkMode, offload, queues }: NewLink | NonNullable<NewLink['peer']>): void {
  if (linkMode !== undefined) device.linkMode = linkMode;
  if (offload !== undefined) device.offload = Object.freeze({ ...device.offload, ...offload });
  if (queues !== undefined) device.queues = Object.freeze({ ...device.queues, ...queues });
}

function inGroup(netns: Netns, group: number): readonly Device[] {
  return [...netns.devices.values()].filter((device) => device.group === group);
}

/** Devices are kept by ifindex, the order of dumps. */
function insertSorted(netns: Netns, device: Device): void {
  const isLast = [...netns.devices.keys()].every((ifindex) => ifindex < device.ifindex);
  netns.devices.set(device.ifindex, device);
  if (isLast) return;
  const sorted = [...netns.devices].sort(([a], [b]) => a - b);
  netns.devices.clear();
  for (const [ifindex, each] of sorted) netns.devices.set(ifindex, each);
}

/** Changes that others are told of by NETDEV_CHANGE (DO_SETLINK_NOTIFY, __dev_notify_flags), who look at the carrier again. */
function isAnnounced({ alias, group, arp, multicast }: LinkChange): boolean {
  return alias !== undefined || group !== undefined || arp !== undefined || multicast !== undefined;
}
