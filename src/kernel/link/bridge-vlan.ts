import type { VlanTag } from '../../net/vlan.ts';
import { type Cause, NO_CAUSE } from '../cause.ts';
import type { Kernel } from '../kernel.ts';
import type { Skb } from '../skb.ts';
import type { Bridge } from './bridge.ts';
import { addLocalEntry, deleteEntriesOfVlan } from './bridge-fdb.ts';
import type { BridgePort } from './bridge-port.ts';
import type { PortState } from './requests.ts';

/** A VLAN of a port, or of the bridge itself (struct net_bridge_vlan). */
export interface BridgeVlan {
  readonly id: number;
  /** Frames of it leave without a tag. */
  readonly untagged: boolean;
  /** Like that of a port, for frames of this VLAN only; heeded where the port itself forwards. */
  readonly state: PortState;
  /** Whether a router is taken to be there: never, where one is heard, always, for a while (MDB_RTR_TYPE_*). */
  readonly mcastRouter: number;
  readonly cause: Cause;
}

/** The VLANs of a port, or of the bridge itself (struct net_bridge_vlan_group). */
export class VlanGroup {
  /** The VLAN that frames without a tag belong to; 0 for none: they are dropped. */
  pvid = 0;
  /** The command that changed it last. */
  cause: Cause = NO_CAUSE;
  readonly entries = new Map<number, BridgeVlan>();

  /** By their numbers, as they are shown. */
  get sorted(): readonly BridgeVlan[] {
    return [...this.entries.values()].sort((a, b) => a.id - b.id);
  }
}

/** The VLAN a frame that comes in belongs to, 0 where VLANs are not heeded; undefined when it may not come in (br_allowed_ingress). */
export function vlanOfIncoming(bridge: Bridge, group: VlanGroup, skb: Skb): number | undefined {
  if (!bridge.vlanFiltering) return 0;
  const tag = skb.vlan;
  // A tag of another protocol is payload, and one with VLAN 0 only tells a priority.
  const id = tag === null || tag.protocol !== bridge.vlanProtocol || tag.id === 0 ? group.pvid : tag.id;
  const state = group.entries.get(id)?.state;
  return state === 'forwarding' || state === 'learning' ? id : undefined;
}

/** The VLAN that keeps a frame from coming in, or from going on, by its state; undefined where none does. */
export function blockedBy(bridge: Bridge, group: VlanGroup, skb: Skb): BridgeVlan | undefined {
  if (!bridge.vlanFiltering) return undefined;
  const vlan = group.entries.get(
    skb.vlan?.protocol === bridge.vlanProtocol && skb.vlan.id !== 0 ? skb.vlan.id : group.pvid,
  );
  return vlan === undefined || vlan.state === 'forwarding' ? undefined : vlan;
}

/** True when frames of a VLAN may leave (br_allowed_egress). */
export function allowsOutgoing(bridge: Bridge, group: VlanGroup, vlan: number): boolean {
  return !bridge.vlanFiltering || group.entries.get(vlan)?.state === 'forwarding';
}

/** The tag with which a frame of a VLAN leaves (br_handle_vlan). */
export function tagOfOutgoing(bridge: Bridge, group: VlanGroup, skb: Skb, vlan: number): VlanTag | null {
  if (!bridge.vlanFiltering) return skb.vlan;
  if (group.entries.get(vlan)?.untagged) return null;
  return { id: vlan, priority: skb.vlan?.priority ?? 0, protocol: bridge.vlanProtocol };
}

/** The VLANs of a port or, with null, of the bridge itself. */
export function vlansOf(bridge: Bridge, port: BridgePort | null): VlanGroup {
  return port === null ? bridge.vlans : port.vlans;
}

/** Adds a VLAN or changes what one is (br_vlan_add, nbp_vlan_add). */
export function addVlan(
  kernel: Kernel,
  bridge: Bridge,
  port: BridgePort | null,
  { id, pvid, untagged }: { readonly id: number; readonly pvid: boolean; readonly untagged: boolean },
): void {
  const group = vlansOf(bridge, port);
  const { state, mcastRouter } = group.entries.get(id) ?? { state: 'forwarding', mcastRouter: 1 };
  group.entries.set(id, { id, untagged, state, mcastRouter, cause: kernel.cause });
  group.cause = kernel.cause;
  if (pvid) group.pvid = id;
  else if (group.pvid === id) group.pvid = 0;
  if (bridge.usesVlans) addLocalEntry(kernel, bridge, port, (port?.device ?? bridge.device).mac, id);
}

/** Takes a VLAN away, with the stations known in it (br_vlan_delete, nbp_vlan_delete). */
export function deleteVlan(bridge: Bridge, port: BridgePort | null, id: number): boolean {
  const group = vlansOf(bridge, port);
  if (!group.entries.delete(id)) return false;
  group.cause = bridge.device.netns.kernel.cause;
  if (group.pvid === id) group.pvid = 0;
  deleteEntriesOfVlan(bridge, port, id);
  return true;
}

/** A new port, or the bridge itself, is in the default VLAN (nbp_vlan_init, br_vlan_init). */
export function joinDefaultVlan(kernel: Kernel, bridge: Bridge, port: BridgePort | null): void {
  const id = bridge.vlanDefaultPvid;
  if (id !== 0) addVlan(kernel, bridge, port, { id, pvid: true, untagged: true });
}

/** From now on each address of the bridge and its ports is known in each of their VLANs. */
export function useVlans(kernel: Kernel, bridge: Bridge): void {
  if (bridge.usesVlans) return;
  bridge.usesVlans = true;
  for (const port of [null, ...bridge.ports.toReversed()])
    for (const { id } of vlansOf(bridge, port).sorted)
      addLocalEntry(kernel, bridge, port, (port?.device ?? bridge.device).mac, id);
}

/** Another default: who is in the old one only by default changes over (__br_vlan_set_default_pvid). */
export function changeDefaultVlan(kernel: Kernel, bridge: Bridge, id: number): void {
  const old = bridge.vlanDefaultPvid;
  if (id === old) return;
  bridge.vlanDefaultPvid = id;
  for (const port of [null, ...bridge.ports]) {
    const group = vlansOf(bridge, port);
    const isDefault = old !== 0 && group.pvid === old && group.entries.get(old)?.untagged === true;
    if ((old !== 0 && !isDefault) || group.entries.has(id)) continue;
    if (isDefault) deleteVlan(bridge, port, old);
    joinDefaultVlan(kernel, bridge, port);
  }
}
