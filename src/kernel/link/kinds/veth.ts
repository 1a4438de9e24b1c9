import { drop } from '../../emit.ts';
import type { Netns } from '../../netns/netns.ts';
import { DONE, granted, type Result, refused } from '../../result.ts';
import type { Device } from '../device.ts';
import type { DeviceKind } from '../kind.ts';
import type { Links } from '../links.ts';
import { freeName, refuseName } from '../names.ts';
import type { NewLink } from '../requests.ts';
import { countAsDropped, lengthOf } from '../transmit.ts';
import { checkMtu, isStationMac } from '../validate.ts';
import { sendOverWire, wireHasCarrier } from '../wire.ts';

/** The bytes of a VLAN tag. */
const VLAN_HLEN = 4;

/** A cable whose two ends are devices (drivers/net/veth.c). */
export const veth: DeviceKind = {
  mtu: 1500,
  mtuLimits: [68, 65535],
  manyQueues: true,
  // veth_newlink takes the carrier of both ends away.
  carrierChanges: 1,
  validate: ({ mac, mtu, peer }) => {
    for (const end of [{ mac, mtu }, peer ?? {}]) {
      if (end.mac !== undefined && !isStationMac(end.mac)) return refused('EADDRNOTAVAIL');
      // veth_validate says no more than that; for other kinds the MTU is looked at after the name.
      if (end.mtu !== undefined && !checkMtu('veth', end.mtu).ok) return refused('EINVAL');
    }
    return DONE;
  },
  newLink: makeBoth,
  carrier: wireHasCarrier,
  transmit: (device, skb) => {
    const { wire } = device;
    // Room for a VLAN tag is granted to every frame (is_skb_forwardable).
    if (wire === null || lengthOf(skb.packet) <= wire.mtu + VLAN_HLEN) return sendOverWire(device, skb);
    countAsDropped(device, skb);
    wire.rxDropped++;
    drop(wire.netns, skb, 'receive', 'NOT_SPECIFIED', {
      device: wire.name,
      decision: { kind: 'mtu', device: wire.name, mtu: wire.mtu, cause: wire.cause },
    });
  },
  moved: (kernel, { netns, wire }) => {
    if (wire !== null) kernel.netns.meet(netns, wire.netns);
  },
  goesWith: ({ wire }) => wire,
};

/** The peer gets its index first (veth_newlink). */
function makeBoth(links: Links, netns: Netns, request: NewLink): Result<Device> {
  const { name, peer } = request;
  const home = request.netns ?? netns;
  const there = peer?.netns ?? netns;
  const peerName = peer?.name ?? freeName(there, 'veth', there === home ? name : undefined);
  const taken = refuseName(there, peerName);
  if (taken !== undefined) return taken;
  if (there === home && peerName === name) {
    // The peer, who goes again, has had an index.
    if (peer?.index === undefined) there.newIfindex();
    return refused('EEXIST');
  }
  // The index that was asked for it counts where one was asked for both.
  const index = request.index === undefined ? undefined : peer?.index;
  if (index !== undefined && (there.devices.has(index) || (there === home && index === request.index)))
    return refused('EBUSY');
  const other = links.create(there, 'veth', peerName, peer?.mac, peer?.mtu ?? request.mtu ?? veth.mtu, index);
  if (peer?.broadcastMac !== undefined) other.broadcastMac = peer.broadcastMac;
  if (peer?.txqlen !== undefined) other.txqlen = peer.txqlen;
  const device = links.create(home, 'veth', name, request.mac, request.mtu ?? veth.mtu, request.index);
  device.wire = other;
  other.wire = device;
  links.kernel.netns.meet(device.netns, other.netns);
  return granted(device);
}
