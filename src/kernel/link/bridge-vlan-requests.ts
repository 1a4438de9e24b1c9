import { VLAN_N_VID } from '../../net/vlan.ts';
import type { Kernel } from '../kernel.ts';
import type { Netns } from '../netns/netns.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { Bridge, BridgePort } from './bridge.ts';
import { MULTICAST_DEFAULTS, type VlanMulticast } from './bridge-multicast.ts';
import { addVlan, deleteVlan, useVlans, vlansOf } from './bridge-vlan.ts';
import type {
  BridgeVlanChange,
  BridgeVlanGlobals,
  BridgeVlanGlobalsChange,
  BridgeVlanOptionsChange,
  BridgeVlanRequests,
  BridgeVlansInfo,
  PortState,
} from './requests.ts';

/** By BR_STATE_*. */
const STATES: readonly PortState[] = ['disabled', 'listening', 'learning', 'forwarding', 'blocking'];
/** A bridge cannot be told that a router is there for a while. */
const BRIDGE_ROUTER_MAX = 2;
const PORT_ROUTER_MAX = 3;

/** Requests about the VLANs of bridges and their ports (br_afspec, br_vlan_info). */
export class BridgeVlans implements BridgeVlanRequests {
  constructor(private readonly kernel: Kernel) {}

  dump(netns: Netns): readonly BridgeVlansInfo[] {
    return [...netns.devices.values()].flatMap(({ ifindex, name: dev, bridge, port }) => {
      const group = bridge?.vlans ?? port?.vlans;
      if (group === undefined) return [];
      const vlans = group.sorted.map((vlan) => ({ ...vlan, pvid: group.pvid === vlan.id }));
      return [{ ifindex, dev, isBridge: bridge !== null, vlans }];
    });
  }

  add(netns: Netns, change: BridgeVlanChange): Result {
    const target = find(netns, change);
    if (!target.ok) return target;
    const { bridge, port } = target.value;
    useVlans(this.kernel, bridge);
    const { first, last, pvid, untagged } = change;
    for (let id = first; id <= last; id++) addVlan(this.kernel, bridge, port, { id, pvid, untagged });
    return DONE;
  }

  /** VLANs that are not there are passed over. */
  delete(netns: Netns, change: BridgeVlanChange): Result {
    const target = find(netns, change);
    // Why is not said of VLANs that are taken away (br_dellink).
    if (!target.ok) return target.error.errno === 'EINVAL' ? refused('EINVAL') : target;
    const { bridge, port } = target.value;
    useVlans(this.kernel, bridge);
    for (let id = change.first; id <= change.last; id++)
      if (vlansOf(bridge, port).entries.has(id)) deleteVlan(bridge, port, id);
    return DONE;
  }

  /** br_vlan_rtm_process_one, br_vlan_process_options */
  setOptions(netns: Netns, { ifindex, first, last, state, mcastRouter }: BridgeVlanOptionsChange): Result {
    const device = netns.devices.get(ifindex);
    const bridge = device?.bridge ?? device?.port?.bridge;
    if (device === undefined || bridge === undefined)
      return refused('EINVAL', 'bridge: The device is not a valid bridge or bridge port');
    if (first === 0 || last >= VLAN_N_VID - 1) return refused('EINVAL', 'bridge: Vlan id is invalid');
    const { entries } = vlansOf(bridge, device.port);
    const missing = (which: string) => refused('ENOENT', `bridge: Vlan ${which} doesn't exist, can't process options`);
    if (!entries.has(first)) return missing('range start');
    if (!entries.has(last)) return missing('range end');
    for (let id = first; id <= last; id++) {
      const vlan = entries.get(id);
      if (vlan === undefined) return missing('in range');
      const newState = state === undefined ? vlan.state : STATES[state];
      if (newState === undefined) return refused('EINVAL', 'bridge: Invalid vlan state');
      if (state !== undefined && bridge.stp)
        return refused('EINVAL', "bridge: Can't modify vlan state when using kernel STP", bridge.stpCause);
      entries.set(id, { ...vlan, state: newState, cause: this.kernel.cause });
      if (mcastRouter === undefined) continue;
      if (mcastRouter > (device.port === null ? BRIDGE_ROUTER_MAX : PORT_ROUTER_MAX)) return refused('EINVAL');
      entries.set(id, { ...vlan, state: newState, mcastRouter, cause: this.kernel.cause });
    }
    return DONE;
  }

  globals(netns: Netns): readonly BridgeVlanGlobals[] {
    return [...netns.devices.values()].flatMap(({ ifindex, name: dev, bridge }) =>
      bridge?.usesVlans ? [{ ifindex, dev, vlans: rangesOf(bridge) }] : [],
    );
  }

  /** br_vlan_rtm_process_global_options */
  setGlobals(netns: Netns, { ifindex, first, last, multicast }: BridgeVlanGlobalsChange): Result {
    const bridge = netns.devices.get(ifindex)?.bridge;
    if (bridge == null) return refused('EINVAL', 'bridge: Global vlan options can only be set on bridge device');
    const known = new Set(vlanIdsOf(bridge));
    for (let id = first; id <= last; id++)
      if (!known.has(id)) return refused('ERANGE', "bridge: Vlan in range doesn't exist, can't process global options");
    const { igmpVersion = 2, mldVersion = 1 } = multicast;
    for (let id = first; id <= last; id++) {
      const { igmpVersion: _, mldVersion: __, ...rest } = multicast;
      const isValid = (igmpVersion === 2 || igmpVersion === 3) && (mldVersion === 1 || mldVersion === 2);
      bridge.vlanMulticast.set(id, { ...multicastOf(bridge, id), ...(isValid ? multicast : rest) });
      if (!isValid) return refused('EINVAL');
    }
    return DONE;
  }
}

/** The VLANs of a bridge and its ports, in order. */
function vlanIdsOf(bridge: Bridge): readonly number[] {
  const groups = [bridge.vlans, ...bridge.ports.map(({ vlans }) => vlans)];
  return [...new Set(groups.flatMap(({ entries }) => [...entries.keys()]))].sort((a, b) => a - b);
}

const multicastOf = (bridge: Bridge, id: number): VlanMulticast => bridge.vlanMulticast.get(id) ?? MULTICAST_DEFAULTS;

/** Neighbouring VLANs that are alike stand together, (br_vlan_global_opts_can_enter_range). */
function rangesOf(bridge: Bridge): BridgeVlanGlobals['vlans'] {
  const ranges: { first: number; last: number; multicast: VlanMulticast }[] = [];
  for (const id of vlanIdsOf(bridge)) {
    const multicast = multicastOf(bridge, id);
    const range = ranges.at(-1);
    if (range !== undefined && range.last + 1 === id && isAlike(range.multicast, multicast)) range.last = id;
    else ranges.push({ first: id, last: id, multicast });
  }
  return ranges;
}

function isAlike(a: VlanMulticast, b: VlanMulticast): boolean {
  return a === b || (Object.keys(a) as (keyof VlanMulticast)[]).every((name) => a[name] === b[name]);
}

/** Whom a request is for: the bridge itself where it says `self`, else the port. */
function find(
  netns: Netns,
  { ifindex, self, first, last }: BridgeVlanChange,
): Result<{ readonly bridge: Bridge; readonly port: BridgePort | null }> {
  const device = netns.devices.get(ifindex);
  if (device === undefined) return refused('ENODEV');
  const bridge = self ? device.bridge : (device.port?.bridge ?? null);
  if (bridge === null) return refused('EOPNOTSUPP');
  if (first === 0 || last >= VLAN_N_VID - 1) return refused('EINVAL', 'bridge: Vlan id is invalid');
  return { ok: true, value: { bridge, port: self ? null : device.port } };
}
