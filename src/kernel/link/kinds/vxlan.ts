import { encodeFrame } from '../../../net/encode.ts';
import { ANY_IPV4, isMulticastIpv4 } from '../../../net/ipv4.ts';
import { IPPROTO_UDP, IPV4_HLEN } from '../../../net/ipv4-packet.ts';
import { UDP_HLEN, VXLAN_HLEN } from '../../../net/udp.ts';
import { drop, emit } from '../../emit.ts';
import { joinInetGroup, leaveInetGroup } from '../../ip/igmp.ts';
import { learnPathMtu } from '../../ip/learned.ts';
import { newPacket, sendLocal } from '../../ip/output.ts';
import { routeOutput } from '../../ip/route-output.ts';
import type { Kernel } from '../../kernel.ts';
import type { Netns } from '../../netns/netns.ts';
import { DONE, granted, type Result, refused } from '../../result.ts';
import type { Skb } from '../../skb.ts';
import type { Device } from '../device.ts';
import type { DeviceKind } from '../kind.ts';
import type { Links } from '../links.ts';
import type { LinkChange, LinkInfo, NewLink } from '../requests.ts';
import { TSO_LEGACY_MAX_SIZE, tsoMaxSize } from '../tso.ts';
import { type Remote, Vxlan } from '../vxlan.ts';
import { isTwin } from '../vxlan-receive.ts';

/** What the headers around a frame take: Ethernet, IPv4, UDP, VXLAN (VXLAN_HEADROOM). */
const HEADROOM = 50;
const LEAST_MTU = 68;

/** A segment of Ethernet over UDP (RFC 7348, drivers/net/vxlan). */
export const vxlan: DeviceKind = {
  mtu: 1500,
  mtuLimits: [LEAST_MTU, 65535],
  portCost: 100,
  keepsGroups: true,
  validate: ({ vxlan: asked }) =>
    asked === undefined ? refused('EINVAL', 'Required attributes not provided to perform the operation') : DONE,
  newLink,
  changeLink: change,
  open: (_, device) => {
    listen(device, true);
    return DONE;
  },
  stop: (_, device) => {
    listen(device, false);
    const { fdb } = device.vxlan!;
    // What was learned is forgotten; the entry for all others stays (vxlan_flush).
    for (const [mac, entry] of fdb) if (entry.kind === 'learned') fdb.delete(mac);
  },
  changeMtu: (_, device, mtu) => {
    const { link } = device.vxlan!;
    return link !== null && mtu > link.mtu - HEADROOM ? refused('EINVAL', undefined, link.cause) : DONE;
  },
  uninit: (_, device) => {
    const { link, home } = device.vxlan!;
    home?.vxlans.delete(device);
    if (link !== null) link.uppers.splice(link.uppers.indexOf(device), 1);
  },
  carrier: () => true,
  changesProtoDown: true,
  operState: () => 'UNKNOWN',
  transmit: send,
  lowerChanged: (links, device, _, event) => {
    if (event === 'delete') links.destroy(device);
  },
  tsoMaxSize: ({ vxlan: own }) => (own!.link === null ? TSO_LEGACY_MAX_SIZE : tsoMaxSize(own!.link)),
  moved: (kernel, { netns, vxlan: own }) => kernel.netns.refer(netns, own!.home!),
  info: (device) => ({ vxlan: device.vxlan!.info(), ...elsewhere(device) }),
};

/** vxlan_newlink, __vxlan_dev_create, vxlan_dev_configure. */
function newLink(links: Links, netns: Netns, request: NewLink): Result<Device> {
  const asked = request.vxlan!;
  const { kernel } = links;
  const link = asked.link === undefined ? null : (netns.devices.get(asked.link) ?? null);
  const own = new Vxlan({ ...asked, id: asked.id ?? 0 });
  const twin = [...netns.vxlans].find((each) => isTwin(each.vxlan!, own));
  if (twin !== undefined) return refused('EEXIST', 'A VXLAN device with the specified VNI already exists', twin.cause);
  // With a device below, the size follows from it whatever was asked (vxlan_config_apply).
  const mtu = link === null ? (request.mtu ?? vxlan.mtu) : Math.max(link.mtu - HEADROOM, LEAST_MTU);
  const device = links.make(request.netns ?? netns, { ...request, mtu });
  device.vxlan = own;
  own.home = netns;
  netns.vxlans.add(device);
  own.link = link;
  link?.uppers.push(device);
  const { remote } = own.config;
  if (remote) addDefault(kernel, own, remote);
  return granted(device);
}

/** In another namespace than its own it is told to be built upon what has its index there (nla_put_iflink, vxlan_get_link_net). */
function elsewhere({ netns, ifindex, vxlan: own }: Device): Pick<LinkInfo, 'lower' | 'vxlan'> | undefined {
  const { home, link } = own!;
  if (home === null || home === netns) return undefined;
  const lower = { ifindex, name: undefined, netnsid: netns.nsids.get(home) };
  if (link === null) return { lower };
  // So is the device its packets leave by, by that one's index.
  return {
    lower,
    vxlan: { ...own!.info(), link: { ifindex: link.ifindex, name: netns.devices.get(link.ifindex)?.name } },
  };
}

/** The entry for frames to nobody that is known (vxlan_fdb_update of all_zeros_mac). */
function addDefault(kernel: Kernel, own: Vxlan, address: number): void {
  const { now, cause } = kernel;
  const remote: Remote = own.link === null ? { address } : { address, via: own.link.ifindex };
  own.fdb.set(0, { mac: 0, kind: 'permanent', remotes: [remote], used: now, updated: now, cause });
}

/** vxlan_changelink. */
function change(kernel: Kernel, device: Device, { vxlan: asked }: LinkChange): Result {
  const own = device.vxlan!;
  if (asked === undefined) return DONE;
  const { id, dstPort, srcPorts } = own.config;
  if (asked.id !== undefined && asked.id !== id) return refused('EOPNOTSUPP', 'Cannot change VNI');
  if (asked.dstPort !== undefined && asked.dstPort !== dstPort) return refused('EOPNOTSUPP', 'Cannot change port');
  if (asked.srcPorts !== undefined && asked.srcPorts.join() !== srcPorts.join())
    return refused('EOPNOTSUPP', 'Cannot change port range');
  if (asked.ttlInherit && !own.config.ttlInherit) return refused('EOPNOTSUPP', 'vxlan: cannot change TTL_INHERIT flag');
  own.configure(asked);
  if (asked.remote) addDefault(kernel, own, asked.remote);
  else if (asked.remote === ANY_IPV4) own.fdb.delete(0);
  return DONE;
}

/** Joins the group that its frames for all go to, or leaves it (vxlan_multicast_join, vxlan_multicast_leave). */
function listen(device: Device, up: boolean): void {
  const { link, config } = device.vxlan!;
  if (link === null || config.remote === undefined || !isMulticastIpv4(config.remote)) return;
  if (up) joinInetGroup(link, config.remote, device.cause);
  else leaveInetGroup(link, config.remote);
}

/** vxlan_xmit: to the router of the station, or to all that are known. */
function send(device: Device, skb: Skb): void {
  const { netns } = device;
  const own = device.vxlan!;
  const remotes = own.remotesFor(skb.dstMac, netns.kernel.now);
  if (remotes.length === 0) {
    device.txDropped++;
    return drop(netns, skb, 'vxlan', 'NO_TX_TARGET', { device: device.name, decision: decisionOf(device, []) });
  }
  for (const remote of remotes.slice(1)) encapsulate(device, skb.clone(netns.kernel), remote);
  encapsulate(device, skb, remotes[0]!);
}

function decisionOf(device: Device, remotes: readonly Remote[]) {
  const { id } = device.vxlan!.config;
  return {
    kind: 'vxlan',
    action: 'encapsulate',
    vni: id,
    device: device.name,
    remotes: remotes.map(({ address }) => address),
    cause: device.cause,
  } as const;
}

/** Puts a frame into a datagram and sends that as any other (vxlan_xmit_one, udp_tunnel_xmit_skb). */
function encapsulate(device: Device, skb: Skb, remote: Remote): void {
  const own = device.vxlan!;
  // Its packets leave where it was made, wherever it is now.
  const netns = own.home!;
  const { kernel } = netns;
  const { config } = own;
  const inner = skb.packet;
  const oif = remote.via ?? own.link?.ifindex ?? 0;
  const query = { destination: remote.address, ...(config.local === undefined ? {} : { source: config.local }) };
  const routed = routeOutput(netns, oif === 0 ? query : { ...query, oif });
  if (!routed.ok || routed.dst.source === undefined) {
    device.txDropped++;
    return drop(netns, skb, 'vxlan', 'IP_OUTNOROUTES', { device: device.name, decision: decisionOf(device, [remote]) });
  }
  learnFromPacket(netns, skb, (routed.dst.pathMtu ?? routed.dst.device.mtu) - HEADROOM);
  const isGroup = isMulticastIpv4(remote.address);
  const innerTtl = inner.kind === 'ipv4' ? inner.ttl : 64;
  const innerTos = inner.kind === 'ipv4' ? inner.tos : 0;
  const ttl = config.ttlInherit ? innerTtl : config.ttl !== 0 ? config.ttl : isGroup ? 1 : netns.defaultTtl;
  const isWhole = config.df === 'set' || (config.df === 'inherit' && inner.kind === 'ipv4' && inner.df);
  const frame = { dst: skb.dstMac, src: skb.srcMac, payload: inner, vlan: skb.vlan };
  const vni = remote.vni ?? config.id;
  const bytes = encodeFrame(frame);
  const packet = newPacket(netns, {
    src: config.local ?? routed.dst.source,
    dst: remote.address,
    protocol: IPPROTO_UDP,
    ttl,
    tos: config.tos === 1 ? innerTos : config.tos,
    df: isWhole,
    length: IPV4_HLEN + UDP_HLEN + VXLAN_HLEN + bytes.length,
    payload: {
      kind: 'udp',
      srcPort: sourcePort(own, skb),
      dstPort: remote.port ?? config.dstPort,
      data: headerOf(vni, bytes),
      vxlan: { vni, frame },
    },
  });
  skb.packet = packet;
  skb.vlan = null;
  skb.hasMac = false;
  skb.connection = null;
  skb.inDevice = null;
  if (kernel.tracing)
    emit(netns, skb, 'vxlan', 'modify', {
      device: device.name,
      before: inner,
      after: packet,
      decision: decisionOf(device, [remote]),
    });
  sendLocal(netns, skb, routed.dst, oif);
}

/** A packet that is too large once it is wrapped tells the route it came by (skb_tunnel_check_pmtu). */
function learnFromPacket(netns: Netns, { packet, physIn }: Skb, mtu: number): void {
  if (packet.kind !== 'ipv4' || packet.length <= mtu || physIn !== null) return;
  learnPathMtu(netns, packet.dst, mtu);
}

/** The flags and the network, then the frame (RFC 7348 §5). */
function headerOf(vni: number, frame: Uint8Array): Uint8Array {
  const data = new Uint8Array(VXLAN_HLEN + frame.length);
  data.set([8, 0, 0, 0, (vni >>> 16) & 255, (vni >>> 8) & 255, vni & 255, 0]);
  data.set(frame, VXLAN_HLEN);
  return data;
}

/** A port for each pair of stations, so that routers can tell their flows apart (udp_flow_src_port). */
function sourcePort({ config }: Vxlan, { srcMac, dstMac }: Skb): number {
  const [least, most] = config.srcPorts[0] === 0 ? [32768, 60999] : config.srcPorts;
  const hash = (Math.imul(srcMac % 0xffffffff, 0x9e3779b1) ^ Math.imul(dstMac % 0xffffffff, 0x85ebca6b)) >>> 0;
  return least + (hash % Math.max(1, most - least));
}
