import type { Kernel } from '../kernel.ts';
import type { Device } from './device.ts';
import type { LinkInfo } from './requests.ts';

/** What RTM_GETLINK says of a device (rtnl_fill_ifinfo). */
export function linkInfo(kernel: Kernel, device: Device): LinkInfo {
  const { netns, wire, port } = device;
  const isCard = device.kind === 'ethernet';
  return {
    ifindex: device.ifindex,
    name: device.name,
    kind: device.kind,
    up: device.up,
    carrier: device.carrier,
    lowerUp: device.up && device.carrier,
    broadcast: !device.isLoopback,
    multicast: device.multicast && !device.isLoopback,
    noArp: !device.arp,
    promisc: device.promisc,
    inet6: device.inet6,
    listensToOthers: device.listed.size > 0,
    allmulti: device.allmulti,
    operState: device.operState,
    mtu: device.mtu,
    qdisc: !device.activated ? 'noop' : isCard ? 'fq_codel' : 'noqueue',
    txqlen: device.txqlen,
    group: device.group,
    mac: device.mac,
    broadcastMac: device.broadcastMac,
    alias: device.alias,
    master: port === null ? undefined : { ifindex: port.bridge.device.ifindex, name: port.bridge.device.name },
    peer:
      wire === null || isCard
        ? undefined
        : {
            ifindex: wire.ifindex,
            name: wire.netns === netns ? wire.name : undefined,
            netnsid: wire.netns === netns ? undefined : kernel.netns.nsid(netns, wire.netns),
          },
    bridge: device.bridge?.info(),
    port: port?.info(),
    stats: {
      rxPackets: device.rxPackets,
      rxBytes: device.rxBytes,
      rxErrors: 0,
      rxDropped: device.rxDropped,
      multicast: 0,
      txPackets: device.txPackets,
      txBytes: device.txBytes,
      txErrors: 0,
      txDropped: device.txDropped,
      carrierChanges: device.carrierChanges,
    },
    cause: device.cause,
    upCause: device.upCause,
  };
}
