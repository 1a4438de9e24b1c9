import { isLinkLocalMac, isMulticastMac, type Mac } from '../../net/mac.ts';
import { VLAN_N_VID } from '../../net/vlan.ts';
import type { Kernel } from '../kernel.ts';
import type { Netns } from '../netns/netns.ts';
import { notify } from '../notice/notices.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { Bridge, BridgePort, FdbEntry } from './bridge.ts';
import { learn } from './bridge-learn.ts';
import { vlansOf } from './bridge-vlan.ts';
import type { Device } from './device.ts';
import { joinByHand, leaveByHand } from './groups.ts';
import { kindOf } from './kinds/index.ts';
import { setReceiveMode } from './receive-mode.ts';
import type { FdbChange, FdbFlush, FdbInfo, FdbQuery, FdbRequests, NewFdbEntry } from './requests.ts';
import { addToVxlan, deleteFromVxlan, vxlanEntries } from './vxlan-fdb.ts';

/** Requests about forwarding databases (net/core/rtnetlink.c, net/bridge/br_fdb.c). */
export class Fdbs implements FdbRequests {
  constructor(private readonly kernel: Kernel) {}

  dump(netns: Netns): readonly FdbInfo[] {
    return [...netns.devices.values()].flatMap((device) => {
      const bridge = bridgeOf(device);
      const own = [...vxlanEntries(device), ...(device.vxlan === null ? ownEntries(device) : [])];
      if (bridge === null) return own;
      const behind = bridge.latestFirst
        .filter((entry) => entry.port === device.port)
        .map((entry) => bridge.entryInfo(entry));
      return device.port === null ? [...own, ...behind] : [...behind, ...own];
    });
  }

  add(netns: Netns, entry: NewFdbEntry): Result {
    const device = netns.devices.get(entry.ifindex);
    if (device === undefined) return refused('ENODEV');
    if (device.isLoopback) return refused('EINVAL', 'FDB add only supported for Ethernet devices');
    const { port, bridge } = device;
    if (device.vxlan !== null && entry.self) return addToVxlan(this.kernel, device, entry);
    const vlan = checkVlan(entry);
    if (!vlan.ok) return vlan;
    const asked = dispatch(entry, device);
    if (asked.master) {
      const added = this.addToBridge(port!.bridge, port, entry);
      if (!added.ok || !asked.self) return added;
    }
    if (!asked.self) return refused('EOPNOTSUPP');
    return bridge === null ? this.addToDevice(device, entry) : this.addToBridge(bridge, null, entry);
  }

  /** br_fdb_add: without a VLAN in all that the port is in, and in none. */
  private addToBridge(bridge: Bridge, port: BridgePort | null, entry: NewFdbEntry): Result {
    const vlans = vlansFor(bridge, port, entry);
    if (!vlans.ok) return vlans;
    for (const vlan of vlans.value) {
      const added = this.addInVlan(bridge, port, entry, vlan);
      if (!added.ok) return added;
    }
    return DONE;
  }

  /** fdb_add_entry, and the ways of NTF_USE and NTF_EXT_LEARNED (__br_fdb_add). */
  private addInVlan(bridge: Bridge, port: BridgePort | null, entry: NewFdbEntry, vlan: number): Result {
    const { mac, kind, sticky = false, externLearn = false } = entry;
    if (mac === 0) return refused('EINVAL');
    const { now, cause } = this.kernel;
    if (entry.use && port !== null) {
      if (port.mayLearn) learn(port, mac, cause, vlan);
      return DONE;
    }
    if (port === null && kind !== 'permanent')
      return refused('EINVAL', externLearn ? 'bridge: FDB entry towards bridge must be permanent' : undefined);
    if (sticky && kind === 'permanent') return refused('EINVAL');
    if (kind === 'learned' && port?.mayLearn === false) return refused('EPERM');
    const existing = bridge.entryOf(mac, vlan);
    if (existing !== undefined && !entry.replace && !entry.append) return refused('EEXIST', undefined, existing.cause);
    const flags = { byUser: true, sticky, externLearn };
    // What someone else has learned is never of a port's own.
    const own =
      externLearn && port !== null
        ? ({ kind: 'learned', local: false } as const)
        : { kind, local: kind === 'permanent' };
    bridge.setEntry({ mac, vlan, port, ...flags, ...own, used: now, updated: now, cause });
    return DONE;
  }

  /** ndo_dflt_fdb_add: an address more that the device listens to. */
  private addToDevice(device: Device, entry: NewFdbEntry): Result {
    if (entry.kind !== 'permanent') return refused('EINVAL');
    const { mac } = entry;
    const isGroup = isListedAsGroup(mac);
    if (isGroup ? device.groups.has(mac) : device.listed.has(mac)) {
      if (!entry.replace && !entry.append) return refused('EEXIST', undefined, device.listed.get(mac));
    } else if (isGroup) joinByHand(device, mac);
    else {
      device.listed.set(mac, this.kernel.cause);
      setReceiveMode(device);
    }
    tellOf(device, mac);
    return DONE;
  }

  delete(netns: Netns, entry: FdbChange): Result {
    const device = netns.devices.get(entry.ifindex);
    if (device === undefined) return refused('ENODEV');
    if (device.isLoopback) return refused('EINVAL', 'FDB delete only supported for Ethernet devices');
    if (device.vxlan !== null && entry.self) return deleteFromVxlan(device, entry);
    const vlan = checkVlan(entry);
    if (!vlan.ok) return vlan;
    const asked = dispatch(entry, device);
    if (asked.master) {
      const deleted = deleteFrom(device.port!.bridge, device.port, entry);
      if (!deleted.ok || !asked.self) return deleted;
    }
    if (!asked.self) return refused('EOPNOTSUPP');
    if (device.bridge !== null) return deleteFrom(device.bridge, null, entry);
    if (isListedAsGroup(entry.mac)) return leaveByHand(device, entry.mac);
    if (!device.listed.has(entry.mac)) return refused('ENOENT');
    tellOf(device, entry.mac, true);
    device.listed.delete(entry.mac);
    setReceiveMode(device);
    return DONE;
  }

  /** rtnl_fdb_get, br_fdb_get: whichever port it is behind. */
  get(netns: Netns, { ifindex, bridge: master, mac, self, vlan }: FdbQuery): Result<FdbInfo> {
    const device = ifindex === undefined ? undefined : netns.devices.get(ifindex);
    let owner = master === undefined ? undefined : netns.devices.get(master);
    if (device !== undefined && master !== undefined)
      return refused('EINVAL', 'Master and device are mutually exclusive');
    if (device !== undefined) {
      if (!self && device.port === null) return refused('EINVAL', 'Device is not a bridge port');
      owner = self ? device : device.port!.bridge.device;
    }
    if (owner === undefined) return refused('ENODEV');
    const { bridge } = owner;
    if (bridge === null) return refused('EOPNOTSUPP', 'Fdb get operation not supported by device');
    const entry = bridge.entryOf(mac, vlan);
    if (entry === undefined) return refused('ENOENT', 'Fdb entry not found');
    return { ok: true, value: bridge.entryInfo(entry) };
  }

  /** RTM_DELNEIGH with NLM_F_BULK: br_fdb_delete_bulk. */
  flush(netns: Netns, flush: FdbFlush): Result {
    const device = netns.devices.get(flush.ifindex);
    if (device === undefined) return refused('ENODEV');
    const bridge = flush.master ? (device.port?.bridge ?? null) : device.bridge;
    if (bridge === null)
      return device.isLoopback
        ? refused('EINVAL', 'FDB delete only supported for Ethernet devices')
        : refused('EOPNOTSUPP');
    const port = flush.port ?? (flush.master ? flush.ifindex : undefined);
    if (port !== undefined && netns.devices.get(port)?.port?.bridge !== bridge && port !== bridge.device.ifindex)
      return refused('EINVAL', 'bridge: Flush device is not a bridge or bridge port');
    const picked = { ...flush, ...(port === undefined ? {} : { port }) };
    for (const entry of bridge.latestFirst) if (isFlushed(entry, picked)) bridge.deleteEntry(entry);
    return DONE;
  }
}

/** Whom a request is for: the bridge the device is a port of, or the device (rtnl_fdb_add, rtnl_fdb_del). */
function dispatch(asked: Pick<FdbChange, 'self' | 'master'>, device: Device) {
  return { master: asked.master && device.port !== null, self: asked.self };
}

/** The VLANs a request is about: the one it names, or none and each that the port is in. */
function vlansFor(bridge: Bridge, port: BridgePort | null, { vlan }: FdbChange): Result<readonly number[]> {
  const { entries } = vlansOf(bridge, port);
  if (vlan === undefined) return { ok: true, value: bridge.usesVlans ? [0, ...entries.keys()] : [0] };
  return entries.has(vlan) && bridge.usesVlans ? { ok: true, value: [vlan] } : refused('EINVAL');
}

/** A number that can be a VLAN's, where one was given (fdb_vid_parse). */
function checkVlan({ vlan }: FdbChange): Result {
  return vlan === undefined || (vlan > 0 && vlan < VLAN_N_VID - 1) ? DONE : refused('EINVAL', 'invalid vlan id');
}

function bridgeOf(device: Device): Bridge | null {
  return device.port?.bridge ?? device.bridge;
}

/** fdb_delete_by_addr_and_port, for one VLAN or all: it is enough that one entry was there. */
function deleteFrom(bridge: Bridge, port: BridgePort | null, { mac, vlan }: FdbChange): Result {
  const { entries } = vlansOf(bridge, port);
  const all = bridge.usesVlans ? [0, ...entries.keys()] : [0];
  if (vlan !== undefined && bridge.usesVlans && !entries.has(vlan)) return refused('EINVAL');
  let found = false;
  for (const each of vlan === undefined ? all : [vlan]) {
    const entry = bridge.entryOf(mac, each);
    if (entry === undefined || entry.port !== port) continue;
    bridge.deleteEntry(entry);
    found = true;
  }
  return found ? DONE : refused('ENOENT');
}

/** What a flush names is so of the entry (__fdb_flush_matches). */
function isFlushed(entry: FdbEntry, flush: FdbFlush): boolean {
  const { port, vlan } = flush;
  if (port !== undefined && entry.port?.device.ifindex !== port) return false;
  if (vlan !== undefined && entry.vlan !== vlan) return false;
  const is = {
    permanent: entry.local,
    static: entry.kind !== 'learned',
    byUser: entry.byUser === true,
    externLearn: entry.externLearn === true,
    sticky: entry.sticky === true,
  };
  return (Object.keys(is) as (keyof typeof is)[]).every(
    (name) => flush[name] === undefined || flush[name] === is[name],
  );
}

/** Whether a device counts an address among its groups (ndo_dflt_fdb_add). */
const isListedAsGroup = (mac: Mac): boolean => isMulticastMac(mac) && !isLinkLocalMac(mac);

/** A device's own addresses beside its MAC: those it was given, then its groups (ndo_dflt_fdb_dump). */
function ownEntries(device: Device): FdbInfo[] {
  const { ifindex, name: dev } = device;
  const flags = { self: true, byUser: true, sticky: false, externLearn: false } as const;
  const base = { ifindex, dev, master: undefined, kind: 'permanent', ...flags, vlan: undefined } as const;
  const times = { used: 0, updated: 0 };
  return [
    ...[...device.listed].map(([mac, cause]) => ({ ...base, ...times, mac, cause })),
    ...groupsOf(device).map((mac) => ({ ...base, ...times, mac, cause: device.cause })),
  ];
}

/** Tells all who listen of an address that a device was given, or that was taken from it (nlmsg_populate_fdb_fill). */
function tellOf(device: Device, mac: Mac, deleted = false): void {
  const info = () => ownEntries(device).find((each) => each.mac === mac)!;
  notify(device.netns, () => ({ group: 'fdb', info: info() }), deleted);
}

/** Its groups, then those of the devices that are built upon it and up (dev_mc_sync). */
function groupsOf(device: Device): readonly Mac[] {
  const above = device.uppers.filter((upper) => upper.up && !kindOf(upper).keepsGroups).flatMap(groupsOf);
  return [...new Set([...device.groups, ...above])];
}
