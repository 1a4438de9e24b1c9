import type { Kernel } from '../kernel.ts';
import type { Netns } from '../netns/netns.ts';
import type { Device } from './device.ts';
import { kindOf } from './kinds/index.ts';
import { ADDR_GEN_MODES, type LinkInfo } from './requests.ts';
import { tsoMaxSize } from './tso.ts';

/** What RTM_GETLINK says of a device (rtnl_fill_ifinfo). */
export function linkInfo(kernel: Kernel, device: Device): LinkInfo {
  const { netns, wire, port, master, lower } = device;
  const kind = kindOf(device);
  const [minMtu, most] = kind.mtuLimits;
  const maxMtu = kind.maxMtu?.(device) ?? most;
  return {
    ifindex: device.ifindex,
    name: device.name,
    kind: device.kind,
    up: device.up,
    carrier: device.carrier,
    lowerUp: device.up && device.carrier,
    broadcast: !device.isLoopback && !kind.noBroadcast,
    multicast: device.multicast,
    noArp: !device.arp,
    dynamic: device.dynamic,
    noTrailers: device.noTrailers,
    promisc: device.promisc,
    captures: device.captures,
    inet: device.inet,
    inet6: device.inet6,
    token: device.token,
    hearsOthers: device.hearsOthers,
    promiscHolders: device.promiscHolders,
    allmulti: device.allmulti,
    operState: device.operState,
    linkMode: device.linkMode,
    protoDown: device.protoDown,
    protoDownReasons: device.protoDownReasons,
    addrGenMode: ADDR_GEN_MODES[device.conf6.addr_gen_mode],
    mtu: device.mtu,
    minMtu,
    maxMtu,
    tsoMaxSize: tsoMaxSize(device),
    offload: device.offload,
    queues: device.queues,
    qdisc: device.activated ? (kind.qdisc ?? 'noqueue') : 'noop',
    txqlen: device.txqlen,
    group: device.group,
    mac: device.mac,
    broadcastMac: device.broadcastMac,
    alias: device.alias,
    altNames: device.altNames,
    master: master === null ? undefined : { ifindex: master.ifindex, name: master.name },
    peer: wire === null || device.kind !== 'veth' ? undefined : endOf(kernel, netns, wire),
    lower: lower === null ? undefined : endOf(kernel, netns, lower),
    bridge: undefined,
    port: port?.info(),
    bond: undefined,
    bondPort: device.bondPort?.info(device),
    vrfTable: device.vrfTable ?? undefined,
    portVrfTable: master?.vrfTable ?? undefined,
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
    ...kind.info?.(device),
  };
}

/** Another device as seen from a namespace: by name where it is in the same one. */
function endOf(kernel: Kernel, netns: Netns, { netns: there, ifindex, name }: Device): NonNullable<LinkInfo['peer']> {
  return there === netns
    ? { ifindex, name, netnsid: undefined }
    : { ifindex, name: undefined, netnsid: kernel.netns.nsid(netns, there) };
}
