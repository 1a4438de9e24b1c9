import { isLocalMulticastIpv4, isMulticastIpv4 } from '../../net/ipv4.ts';
import { isMulticastIpv6 } from '../../net/ipv6.ts';
import { isMulticastMac } from '../../net/mac.ts';
import type { Kernel } from '../kernel.ts';
import type { Netns } from '../netns/netns.ts';
import { DONE, granted, type Result, refused } from '../result.ts';
import type { Bridge } from './bridge.ts';
import { type GroupKey, type GroupProtocol, type MdbEntry, PortGroup, remainingOf } from './bridge-mdb.ts';
import type { BridgePort } from './bridge-port.ts';
import { vlansOf } from './bridge-vlan.ts';

/** A port, or the bridge itself, that is in a group. Times are in microseconds. */
export interface MdbInfo extends GroupKey {
  readonly port: string;
  readonly permanent: boolean;
  /** Who put it there; undefined for the bridge itself. */
  readonly protocol: GroupProtocol | undefined;
  /** Where the bridge heeds sources. */
  readonly mode: 'include' | 'exclude' | undefined;
  readonly remaining: number;
}

/** A port that a router of groups is behind. */
export interface RouterPortInfo {
  readonly port: string;
  readonly kind: 'temp' | 'permanent' | 'off';
  readonly remaining: number;
}

/** What RTM_GETMDB answers of one bridge. */
export interface BridgeMdbInfo {
  readonly ifindex: number;
  readonly bridge: string;
  readonly groups: readonly MdbInfo[];
  readonly routers: readonly RouterPortInfo[];
}

/** RTM_NEWMDB, RTM_DELMDB. */
export interface MdbChange extends GroupKey {
  readonly ifindex: number;
  /** The port, or the bridge itself. */
  readonly port: number;
  readonly permanent: boolean;
}

/** The number of no VLAN: 4095 is for internal use. */
const VLAN_VID_MASK = 4095;

/** Requests about groups of bridges (net/bridge/br_mdb.c). */
export class BridgeMdbs {
  constructor(private readonly kernel: Kernel) {}

  /** Bridge by bridge. */
  dump(netns: Netns): readonly BridgeMdbInfo[] {
    return [...netns.devices.values()].flatMap(({ bridge }) => (bridge === null ? [] : [this.infoOf(bridge)]));
  }

  private infoOf(bridge: Bridge): BridgeMdbInfo {
    const { now } = this.kernel;
    const { ifindex, name } = bridge.device;
    const groups = bridge.mdb.entries.flatMap((entry) => groupsOf(entry, now));
    return { ifindex, bridge: name, groups, routers: bridge.multicast.router === 0 ? [] : routersOf(bridge, now) };
  }

  /** br_mdb_add. */
  add(netns: Netns, change: MdbChange): Result {
    const checked = this.check(netns, change);
    if (!checked.ok) return checked;
    const { bridge, port } = checked.value;
    if (change.family === 'ether' && !change.permanent)
      return refused('EINVAL', 'bridge: Only permanent L2 entries allowed');
    if (port === null && change.family !== 'ether') {
      if (change.permanent) return refused('EINVAL', 'bridge: Flags are not allowed for host groups');
      if (change.source !== undefined)
        return refused('EINVAL', 'bridge: Groups with sources cannot be manually host joined');
    }
    if (bridge.vlanFiltering && change.vlan === 0) {
      for (const vlan of vlansOf(bridge, port).entries.keys()) {
        const added = this.insert(bridge, port, { ...change, vlan });
        if (!added.ok) return added;
      }
      return DONE;
    }
    return this.insert(bridge, port, change);
  }

  /** br_mdb_add_group. */
  private insert(bridge: Bridge, port: BridgePort | null, change: MdbChange): Result {
    const { family, group, source, vlan, permanent } = change;
    const entry = bridge.mdb.make({ family, group, source, vlan });
    if (entry === undefined) return refused('E2BIG');
    if (port === null) {
      if (entry.hostJoined) return refused('EEXIST', 'bridge: Group is already joined by host');
      entry.hostJoin(this.kernel);
      return DONE;
    }
    const twin = entry.ports.find((each) => each.port === port);
    if (twin !== undefined)
      return refused(
        'EEXIST',
        `bridge: (${source === undefined ? '*' : 'S'}, G) group is already joined by port`,
        twin.cause,
      );
    const added = new PortGroup(entry, port, permanent, 'static', this.kernel.cause);
    if (source !== undefined) added.mode = 'include';
    entry.insert(added);
    if (!permanent) this.kernel.arm(added, bridge.multicast.membershipInterval * 10_000);
    return DONE;
  }

  /** br_mdb_del. */
  delete(netns: Netns, change: MdbChange): Result {
    const checked = this.check(netns, change);
    if (!checked.ok) return checked;
    const { bridge, port } = checked.value;
    if (bridge.vlanFiltering && change.vlan === 0) {
      let last: Result = DONE;
      for (const vlan of vlansOf(bridge, port).entries.keys()) last = remove(bridge, port, { ...change, vlan });
      return last;
    }
    return remove(bridge, port, change);
  }

  /** What a request has to be, whatever it asks for (rtnl_validate_mdb_entry, br_mdb_config_init). */
  private check(netns: Netns, change: MdbChange): Result<{ bridge: Bridge; port: BridgePort | null }> {
    const invalid = refuseGroup(change);
    if (invalid !== undefined) return refused('EINVAL', invalid);
    const bridge = netns.devices.get(change.ifindex)?.bridge ?? null;
    if (bridge === null) return refused('EOPNOTSUPP', 'Device does not support MDB operations');
    if (!bridge.device.up) return refused('EINVAL', 'bridge: Bridge device is not running', bridge.device.upCause);
    if (!bridge.multicast.snooping) return refused('EINVAL', "bridge: Bridge's multicast processing is disabled");
    const found = portOf(bridge, netns, change);
    if (!found.ok) return found;
    if (change.family === 'inet' && change.group === 0)
      return refused('EINVAL', 'bridge: IPv4 entry group address 0.0.0.0 is not allowed');
    const stray = refuseSource(change);
    return stray === undefined ? granted({ bridge, port: found.value }) : refused('EINVAL', stray);
  }
}

function portOf(bridge: Bridge, netns: Netns, { port: ifindex, permanent }: MdbChange): Result<BridgePort | null> {
  if (ifindex === bridge.device.ifindex) return granted(null);
  const device = netns.devices.get(ifindex);
  if (device === undefined) return refused('ENODEV', "bridge: Port net device doesn't exist");
  const { port } = device;
  if (port === null) return refused('EINVAL', 'bridge: Net device is not a bridge port');
  if (port.bridge !== bridge) return refused('EINVAL', 'bridge: Port belongs to a different bridge device');
  if (port.state === 'disabled' && !permanent)
    return refused('EINVAL', 'bridge: Port is in disabled state and entry is not permanent');
  return granted(port);
}

function remove(bridge: Bridge, port: BridgePort | null, { family, group, source, vlan }: MdbChange): Result {
  const entry = bridge.mdb.find({ family, group, source, vlan });
  if (entry === undefined) return refused('EINVAL');
  if (port === null) {
    if (!entry.hostJoined) return refused('EINVAL');
    entry.hostLeave();
    return DONE;
  }
  const found = entry.ports.find((each) => each.port === port);
  if (found === undefined) return refused('EINVAL');
  entry.remove(found);
  return DONE;
}

const ALL_NODES = (0xff02n << 112n) | 1n;

/** Why a group cannot be one (rtnl_validate_mdb_entry). */
function refuseGroup({ family, group, vlan }: MdbChange): string | undefined {
  if (family === 'inet') {
    if (group !== 0 && !isMulticastIpv4(group as number)) return 'IPv4 entry group address is not multicast or 0.0.0.0';
    if (isLocalMulticastIpv4(group as number)) return 'IPv4 entry group address is local multicast';
  } else if (family === 'inet6') {
    if (group === ALL_NODES) return 'IPv6 entry group address is link-local all nodes';
  } else if (!isMulticastMac(group as number)) return 'L2 entry group is not multicast';
  return vlan >= VLAN_VID_MASK ? 'Invalid entry VLAN id' : undefined;
}

/** Why a source cannot be one (is_valid_mdb_source). */
function refuseSource({ family, source }: MdbChange): string | undefined {
  if (source === undefined) return undefined;
  if (family === 'ether') return 'bridge: Invalid protocol used with source address';
  const name = family === 'inet' ? 'IPv4' : 'IPv6';
  if ((typeof source === 'bigint') !== (family === 'inet6')) return `bridge: ${name} invalid source address length`;
  const isGroup = typeof source === 'bigint' ? isMulticastIpv6(source) : isMulticastIpv4(source);
  return isGroup ? `bridge: ${name} multicast source address is not allowed` : undefined;
}

/** The bridge itself, then its ports (br_mdb_fill_info). */
function groupsOf(entry: MdbEntry, now: number): readonly MdbInfo[] {
  const { key, mdb, hostJoined } = entry;
  const { bridge } = mdb;
  const { name } = bridge.device;
  const heedsSources = key.family === 'inet' ? bridge.multicast.igmpVersion === 3 : bridge.multicast.mldVersion === 2;
  const own = { port: name, permanent: false, protocol: undefined, mode: undefined };
  const ports = entry.ports.map((each): MdbInfo => {
    const { permanent, protocol, mode } = each;
    const port = each.port.device.name;
    const told = heedsSources && key.family !== 'ether';
    return {
      ...key,
      port,
      permanent,
      protocol,
      mode: told ? mode : undefined,
      remaining: remainingOf(each, now),
    };
  });
  return hostJoined
    ? [{ ...key, ...own, permanent: key.family === 'ether', remaining: remainingOf(entry, now) }, ...ports]
    : ports;
}

/** br_rports_fill_info. */
function routersOf({ ports }: Bridge, now: number): readonly RouterPortInfo[] {
  return ports
    .filter(({ snooper }) => snooper.hasRouter)
    .sort((a, b) => b.number - a.number)
    .map(({ device, mcastRouter, snooper }) => ({
      port: device.name,
      kind: mcastRouter === 2 ? 'permanent' : mcastRouter === 0 ? 'off' : 'temp',
      remaining: remainingOf(snooper.routerTimer, now),
    }));
}
