import { VLAN_N_VID } from '../../net/vlan.ts';
import type { Kernel } from '../kernel.ts';
import type { Netns } from '../netns/netns.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { Bridge, BridgePort } from './bridge.ts';
import { addVlan, deleteVlan, useVlans, vlansOf } from './bridge-vlan.ts';
import type { BridgeVlanChange, BridgeVlanRequests, BridgeVlansInfo } from './requests.ts';

/** Requests about the VLANs of bridges and their ports (br_afspec, br_vlan_info). */
export class BridgeVlans implements BridgeVlanRequests {
  constructor(private readonly kernel: Kernel) {}

  dump(netns: Netns): readonly BridgeVlansInfo[] {
    return [...netns.devices.values()].flatMap(({ ifindex, name: dev, bridge, port }) => {
      const group = bridge?.vlans ?? port?.vlans;
      if (group === undefined) return [];
      const vlans = group.sorted.map(({ id, untagged, cause }) => ({ id, untagged, pvid: group.pvid === id, cause }));
      return [{ ifindex, dev, isBridge: bridge !== null, state: port?.state ?? 'forwarding', vlans }];
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
    if (!target.ok) return target;
    const { bridge, port } = target.value;
    useVlans(this.kernel, bridge);
    for (let id = change.first; id <= change.last; id++)
      if (vlansOf(bridge, port).entries.has(id)) deleteVlan(bridge, port, id);
    return DONE;
  }
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
