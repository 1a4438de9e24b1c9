import type { Mac } from '../../net/mac.ts';
import type { Kernel } from '../kernel.ts';
import type { Netns } from '../netns/netns.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { Bridge, BridgePort, FdbEntry } from './bridge.ts';
import type { Device } from './device.ts';
import type { FdbChange, FdbInfo, FdbRequests, NewFdbEntry } from './requests.ts';
import { addToVxlan, deleteFromVxlan, vxlanEntries } from './vxlan-fdb.ts';

/** Requests about forwarding databases (net/core/rtnetlink.c, net/bridge/br_fdb.c). */
export class Fdbs implements FdbRequests {
  constructor(private readonly kernel: Kernel) {}

  dump(netns: Netns): readonly FdbInfo[] {
    return [...netns.devices.values()].flatMap((device) => {
      const bridge = bridgeOf(device);
      const own = [...vxlanEntries(device), ...(device.vxlan === null ? ownEntries(device) : [])];
      if (bridge === null) return own;
      const behind = [...bridge.fdb.values()]
        .filter((entry) => entry.port === device.port)
        .reverse()
        .map((entry) => infoOf(bridge, device, entry));
      return device.port === null ? [...own, ...behind] : [...behind, ...own];
    });
  }

  add(netns: Netns, entry: NewFdbEntry): Result {
    const device = netns.devices.get(entry.ifindex);
    if (device === undefined) return refused('ENODEV');
    if (device.isLoopback) return refused('EINVAL', 'FDB add only supported for Ethernet devices');
    const { port, bridge } = device;
    if (device.vxlan !== null && entry.self) return addToVxlan(this.kernel, device, entry);
    const asked = dispatch(entry, device);
    if (asked.master) {
      const added = this.addToBridge(port!.bridge, port, entry);
      if (!added.ok || !asked.self) return added;
    }
    if (!asked.self) return refused('EOPNOTSUPP');
    return bridge === null ? this.addToDevice(device, entry) : this.addToBridge(bridge, null, entry);
  }

  /** br_fdb_add, fdb_add_entry. */
  private addToBridge(bridge: Bridge, port: BridgePort | null, entry: NewFdbEntry): Result {
    const { mac, kind } = entry;
    if (mac === 0) return refused('EINVAL');
    if (port === null && kind !== 'permanent') return refused('EINVAL');
    if (kind === 'learned' && port?.state !== 'forwarding' && port?.state !== 'learning') return refused('EPERM');
    const existing = bridge.fdb.get(mac);
    if (existing !== undefined && !entry.replace && !entry.append) return refused('EEXIST', undefined, existing.cause);
    const { now, cause } = this.kernel;
    const local = kind === 'permanent';
    bridge.fdb.set(mac, { mac, port, local, kind, byUser: true, used: now, updated: now, cause });
    return DONE;
  }

  /** ndo_dflt_fdb_add: an address more that the device listens to. */
  private addToDevice(device: Device, entry: NewFdbEntry): Result {
    if (entry.kind !== 'permanent') return refused('EINVAL');
    const existing = device.listed.get(entry.mac);
    if (existing === undefined) device.listed.set(entry.mac, this.kernel.cause);
    else if (!entry.replace && !entry.append) return refused('EEXIST', undefined, existing);
    return DONE;
  }

  delete(netns: Netns, entry: FdbChange): Result {
    const device = netns.devices.get(entry.ifindex);
    if (device === undefined) return refused('ENODEV');
    if (device.isLoopback) return refused('EINVAL', 'FDB delete only supported for Ethernet devices');
    if (device.vxlan !== null && entry.self) return deleteFromVxlan(device, entry);
    const asked = dispatch(entry, device);
    if (asked.master) {
      const deleted = deleteFrom(device.port!.bridge, device.port, entry.mac);
      if (!deleted.ok || !asked.self) return deleted;
    }
    if (!asked.self) return refused('EOPNOTSUPP');
    if (device.bridge !== null) return deleteFrom(device.bridge, null, entry.mac);
    return device.listed.delete(entry.mac) ? DONE : refused('ENOENT');
  }
}

/** Whom a request is for: the bridge the device is a port of, or the device (rtnl_fdb_add, rtnl_fdb_del). */
function dispatch(asked: Pick<FdbChange, 'self' | 'master'>, device: Device) {
  return { master: asked.master && device.port !== null, self: asked.self };
}

function bridgeOf(device: Device): Bridge | null {
  return device.port?.bridge ?? device.bridge;
}

/** fdb_delete_by_addr_and_port. */
function deleteFrom(bridge: Bridge, port: BridgePort | null, mac: Mac): Result {
  const entry = bridge.fdb.get(mac);
  if (entry === undefined || entry.port !== port) return refused('ENOENT');
  bridge.fdb.delete(mac);
  return DONE;
}

/** fdb_fill_info. */
function infoOf(bridge: Bridge, device: Device, entry: FdbEntry): FdbInfo {
  const { mac, kind, used, updated, cause } = entry;
  const { ifindex, name: dev } = device;
  return { mac, ifindex, dev, master: bridge.device.name, kind, self: false, vlan: undefined, used, updated, cause };
}

/** A device's own addresses beside its MAC: those it was given, then its groups (ndo_dflt_fdb_dump). */
function ownEntries(device: Device): FdbInfo[] {
  const { ifindex, name: dev } = device;
  const base = { ifindex, dev, master: undefined, kind: 'permanent', self: true, vlan: undefined } as const;
  const times = { used: 0, updated: 0 };
  return [
    ...[...device.listed].map(([mac, cause]) => ({ ...base, ...times, mac, cause })),
    ...groupsOf(device).map((mac) => ({ ...base, ...times, mac, cause: device.cause })),
  ];
}

/** Its groups, then those of the devices that are built upon it and up (dev_mc_sync). */
function groupsOf(device: Device): readonly Mac[] {
  const above = device.uppers.filter(({ up }) => up).flatMap(groupsOf);
  return [...new Set([...device.groups, ...above])];
}
