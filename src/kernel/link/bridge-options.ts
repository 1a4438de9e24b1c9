import { BRIDGE_GROUP_ADDRESS } from '../../net/bpdu.ts';
import { ETH_P_8021AD, ETH_P_8021Q } from '../../net/ethernet.ts';
import { VLAN_N_VID } from '../../net/vlan.ts';
import type { Kernel } from '../kernel.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { Bridge, BridgePort } from './bridge.ts';
import { deleteLearnedOf, removeAged } from './bridge-fdb.ts';
import { changeMulticast } from './bridge-multicast.ts';
import { changePortRouter } from './bridge-router-port.ts';
import { selectPortStates, updateConfiguration } from './bridge-stp.ts';
import {
  FORWARD_DELAY,
  setBridgePriority,
  setForwardDelay,
  setPortPriority,
  setSpanningTree,
} from './bridge-stp-if.ts';
import { changeDefaultVlan, useVlans } from './bridge-vlan.ts';
import type { BridgeChange, PortChange, PortState } from './requests.ts';

/** Limits of IEEE 802.1D in hundredths of a second (net/bridge/br_private_stp.h). */
const HELLO_TIME = [100, 1000] as const;
const MAX_AGE = [600, 4000] as const;
const PATH_COST = [1, 65535] as const;

const PORT_STATES: ReadonlySet<PortState> = new Set(['disabled', 'listening', 'learning', 'forwarding', 'blocking']);

const isWithin = (value: number, [least, most]: readonly [number, number]) => value >= least && value <= most;

/** Hundredths of a second as the kernel keeps them, in ticks of four milliseconds (clock_t_to_jiffies with HZ=250). */
const inTicks = (hundredths: number) => Math.floor(Math.floor(hundredths * 2.5) / 2.5);

/** Changes a bridge option by option; those before a refused one are kept (br_changelink). */
export function changeBridge(kernel: Kernel, bridge: Bridge, change: BridgeChange): Result {
  const { forwardDelay, helloTime, maxAge, ageingTime, stp, priority } = change;
  if (forwardDelay !== undefined) {
    // Without a spanning tree the delay only serves multicast: any is good (br_set_forward_delay).
    if (bridge.stp && !isWithin(forwardDelay, FORWARD_DELAY)) return refused('ERANGE');
    setForwardDelay(bridge, inTicks(forwardDelay));
  }
  if (helloTime !== undefined) {
    if (!isWithin(helloTime, HELLO_TIME)) return refused('ERANGE');
    bridge.ownHelloTime = inTicks(helloTime);
    if (bridge.isRoot) bridge.helloTime = bridge.ownHelloTime;
  }
  if (maxAge !== undefined) {
    if (!isWithin(maxAge, MAX_AGE)) return refused('ERANGE');
    bridge.ownMaxAge = inTicks(maxAge);
    if (bridge.isRoot) bridge.maxAge = bridge.ownMaxAge;
  }
  if (ageingTime !== undefined) {
    bridge.ownAgeingTime = inTicks(ageingTime);
    bridge.ageingTime = bridge.ownAgeingTime;
    // Those that have aged by now are removed at once, on a bridge that is down too (br_set_ageing_time).
    removeAged(kernel, bridge);
  }
  if (stp !== undefined) setSpanningTree(kernel, bridge, stp);
  if (priority !== undefined) setBridgePriority(kernel, bridge, priority);
  return changeForwarding(kernel, bridge, change);
}

/** Group addresses that no bridge may pass on: the spanning tree's own, flow control, and link aggregation. */
const NEVER_FORWARDED = 0x7;
/** Flow control (BR_GROUPFWD_MACPAUSE). */
const MAC_PAUSE = 0x2;

/** The options behind those of the spanning tree, in the kernel's order. */
function changeForwarding(kernel: Kernel, bridge: Bridge, change: BridgeChange): Result {
  const { vlanFiltering, groupFwdMask, groupAddress, fdbFlush, multicast } = change;
  if (vlanFiltering) useVlans(kernel, bridge);
  if (vlanFiltering !== undefined) bridge.vlanFiltering = vlanFiltering;
  const vlans = changeVlans(kernel, bridge, change);
  if (!vlans.ok) return vlans;
  if (groupFwdMask !== undefined) {
    if (groupFwdMask & NEVER_FORWARDED) return refused('EINVAL');
    bridge.groupFwdMask = groupFwdMask;
  }
  if (groupAddress !== undefined) {
    const last = groupAddress - BRIDGE_GROUP_ADDRESS;
    // 01 is flow control, 02 link aggregation, 03 port access control.
    if (last < 0 || last > 15 || (last > 0 && last < 4)) return refused('EINVAL');
    bridge.groupAddress = groupAddress;
  }
  if (fdbFlush) forgetLearned(bridge);
  const snooped = multicast === undefined ? DONE : changeMulticast(kernel, bridge, multicast, inTicks);
  if (!snooped.ok) return snooped;
  for (const name of ['noLinkLocalLearn', 'nfCallIptables', 'nfCallIp6tables', 'nfCallArptables'] as const)
    bridge[name] = change[name] ?? bridge[name];
  return DONE;
}

/** The options of VLANs: the kernel's order is protocol, default, counters. */
function changeVlans(
  kernel: Kernel,
  bridge: Bridge,
  { vlanProtocol, vlanDefaultPvid, vlanStats, vlanStatsPerPort }: BridgeChange,
): Result {
  if (vlanProtocol !== undefined) {
    if (vlanProtocol !== ETH_P_8021Q && vlanProtocol !== ETH_P_8021AD) return refused('EPROTONOSUPPORT');
    bridge.vlanProtocol = vlanProtocol;
  }
  if (vlanDefaultPvid !== undefined) {
    if (vlanDefaultPvid >= VLAN_N_VID - 1) return refused('EINVAL');
    changeDefaultVlan(kernel, bridge, vlanDefaultPvid);
  }
  bridge.vlanStats = vlanStats ?? bridge.vlanStats;
  bridge.vlanStatsPerPort = vlanStatsPerPort ?? bridge.vlanStatsPerPort;
  return DONE;
}

/** Changes a port (br_setport). */
export function changePort(kernel: Kernel, port: BridgePort, change: PortChange): Result {
  const { cost, priority, state, fdbFlush, mcastRouter, groupFwdMask, backupPort, ...flags } = change;
  const { bridge } = port;
  Object.assign(port, flags);
  if (fdbFlush) deleteLearnedOf(bridge, port);
  if (cost !== undefined) {
    if (!isWithin(cost, PATH_COST)) return refused('ERANGE');
    port.cost = cost;
    updateConfiguration(kernel, bridge);
    selectPortStates(kernel, bridge);
  }
  if (priority !== undefined) {
    const set = setPortPriority(kernel, port, priority);
    if (!set.ok) return set;
  }
  if (state !== undefined) {
    const set = setPortState(kernel, port, state);
    if (!set.ok) return set;
  }
  if (mcastRouter !== undefined) {
    const set = changePortRouter(kernel, port, mcastRouter);
    if (!set.ok) return set;
  }
  if (groupFwdMask !== undefined) {
    if (groupFwdMask & MAC_PAUSE) return refused('EINVAL');
    port.groupFwdMask = groupFwdMask;
  }
  return backupPort === undefined ? DONE : setBackupPort(port, backupPort);
}

/** br_set_port_state: ports of a spanning tree are its own business. */
function setPortState(kernel: Kernel, port: BridgePort, state: PortState): Result {
  if (!PORT_STATES.has(state)) return refused('EINVAL');
  const { bridge, device } = port;
  if (bridge.stp) return refused('EBUSY');
  if (!device.up || (!device.carrier && state !== 'disabled')) return refused('ENETDOWN', undefined, device.upCause);
  port.state = state;
  selectPortStates(kernel, bridge);
  return DONE;
}

/** nbp_backup_change: another port of the same bridge. */
function setBackupPort(port: BridgePort, ifindex: number): Result {
  if (ifindex === 0) {
    port.backup = null;
    return DONE;
  }
  const other = port.device.netns.devices.get(ifindex)?.port;
  if (other === undefined || other === null || other.bridge !== port.bridge) return refused('ENOENT');
  if (other === port) return refused('EINVAL');
  port.backup = other;
  return DONE;
}

/** The bridge knows only those stations that are its own or that it was told of. */
function forgetLearned(bridge: Bridge): void {
  for (const entry of bridge.latestFirst) if (entry.kind === 'learned') bridge.deleteEntry(entry);
}
