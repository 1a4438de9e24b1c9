import { ETH_HLEN } from '../../net/ethernet.ts';
import { BROADCAST_MAC, isMulticastMac, type Mac } from '../../net/mac.ts';
import { drop } from '../emit.ts';
import { fragment } from '../ip/fragment.ts';
import { passesFrameHook } from '../netfilter/frame-hooks.ts';
import { Skb } from '../skb.ts';
import type { Bridge, BridgePort } from './bridge.ts';
import { type GroupWay, groupWay } from './bridge-group-forward.ts';
import type { Learned } from './bridge-learn.ts';
import { passesHook } from './bridge-netfilter.ts';
import { type BridgeAct, decisionOf, dropFrame, outsideVlan, tracePass } from './bridge-trace.ts';
import { allowsOutgoing, tagOfOutgoing, vlanOfIncoming } from './bridge-vlan.ts';
import type { Device } from './device.ts';
import { passOn } from './receive.ts';
import { lengthOf, transmit } from './transmit.ts';

/** The bridge device itself sends a frame (br_dev_xmit). */
export function bridgeTransmit(device: Device, skb: Skb): void {
  const bridge = device.bridge!;
  const vlan = vlanOfIncoming(bridge, bridge.vlans, skb);
  if (vlan === undefined) return dropFrame(device, skb, 'VLAN_FILTER', outsideVlan(bridge, bridge.vlans, skb));
  const entry = isMulticastMac(skb.dstMac) ? undefined : bridge.entryOf(skb.dstMac, vlan);
  if (entry !== undefined) {
    // A local entry too: whoever sends to the address of a port loses it there.
    const target = entry.port;
    if (target === null || target.state !== 'forwarding' || !allowsOutgoing(bridge, target.vlans, vlan))
      return dropFrame(device, skb, 'NO_TX_TARGET', decisionOf(bridge, { action: 'drop', entry, vlan }));
    tracePass(skb, bridge, { action: 'forward', ports: [target], entry, vlan });
    return forward(target, skb, vlan, true);
  }
  const way = sendsToGroup(skb.dstMac) ? groupWay(bridge, null, skb, vlan) : undefined;
  if (way !== undefined) return void sendToGroup(bridge, null, way, skb, vlan);
  const targets = floodTargets(bridge, null, skb, vlan);
  if (targets.length === 0)
    return dropFrame(device, skb, 'NO_TX_TARGET', decisionOf(bridge, { action: 'flood', vlan }));
  tracePass(skb, bridge, { action: 'flood', ports: targets, vlan });
  floodTo(bridge, targets, skb, vlan, true);
}

/** True for frames to groups other than that of everybody. */
export const sendsToGroup = (mac: Mac): boolean => mac !== BROADCAST_MAC && isMulticastMac(mac);

/** A frame leaves by the ports of its group (br_multicast_flood). The host's own copy is the caller's business. */
export function sendToGroup(
  bridge: Bridge,
  from: BridgePort | null,
  way: GroupWay,
  skb: Skb,
  vlan: number,
  learned?: Learned,
): void {
  const { device } = bridge;
  const targets = way.targets.filter(
    ({ port, station }) =>
      mayDeliver(bridge, from, port, vlan) && !(station !== undefined && port === from && station === skb.srcMac),
  );
  const ports = targets.map(({ port }) => port);
  const act: BridgeAct = { action: 'group', learned, ports, groupCause: way.cause, vlan, from };
  if (targets.length === 0 && !(way.up && from !== null))
    return dropFrame(device, skb, 'NO_TX_TARGET', decisionOf(bridge, act));
  tracePass(skb, bridge, act);
  device.netns.kernel.countFlood(device, skb);
  for (const { port, station } of targets) {
    const copy = copyOf(skb);
    if (station !== undefined) copy.dstMac = station;
    forward(port, copy, vlan, from === null);
  }
}

/** should_deliver. */
function mayDeliver(bridge: Bridge, from: BridgePort | null, port: BridgePort, vlan: number): boolean {
  return (
    port.state === 'forwarding' &&
    (port !== from || port.hairpin) &&
    !(from && areIsolated(from, port)) &&
    allowsOutgoing(bridge, port.vlans, vlan)
  );
}

/** The last port gets the frame itself, the others copies (br_flood). */
export function floodTo(
  bridge: Bridge,
  targets: readonly BridgePort[],
  skb: Skb,
  vlan: number,
  isLocal: boolean,
): void {
  bridge.device.netns.kernel.countFlood(bridge.device, skb);
  for (const target of targets.slice(0, -1)) forward(target, copyOf(skb), vlan, isLocal);
  const last = targets.at(-1);
  if (last !== undefined) forward(last, skb, vlan, isLocal);
}

/** A frame leaves by a port, or by the one that takes over for it (br_forward). */
export function forward(port: BridgePort, skb: Skb, vlan: number, isLocal = false): void {
  const { bridge } = port;
  const out = port.backup !== null && !port.isReady ? port.backup : port;
  skb.physOut = out.device;
  skb.vlan = tagOfOutgoing(bridge, out.vlans, skb, vlan);
  if (!passesForward(bridge, skb, out.device, isLocal)) return;
  const { packet } = skb;
  // A packet that connection tracking put together is cut again (br_nf_dev_queue_xmit).
  if (packet.kind !== 'ipv4' || packet.length <= out.device.mtu || isLocal) return transmit(out.device, skb);
  for (const piece of fragment(skb, out.device.mtu)) transmit(out.device, piece);
}

/** The hooks of what leaves by a port: those of frames, and those of iptables for what crosses the bridge (__br_forward). */
function passesForward(bridge: Bridge, skb: Skb, out: Device, isLocal: boolean): boolean {
  const { netns } = bridge.device;
  const frames = (hook: 'OUTPUT' | 'FORWARD' | 'POSTROUTING', from: Device | null) =>
    passesFrameHook(netns, 'bridge', hook, skb, from, out);
  if (isLocal) return frames('OUTPUT', null) && frames('POSTROUTING', null);
  if (!frames('FORWARD', skb.physIn) || !passesHook(bridge, 'FORWARD', skb)) return false;
  return frames('POSTROUTING', null) && passesHook(bridge, 'POSTROUTING', skb);
}

/** To the host itself, by way of the bridge's own device (br_pass_frame_up). */
export function passUp(bridge: Bridge, skb: Skb, vlan: number): void {
  const { device } = bridge;
  if (!device.up) return drop(device.netns, skb, 'bridge', 'BRIDGE_INVALID_LOCAL', { device: device.name });
  if (!device.promisc && !allowsOutgoing(bridge, bridge.vlans, vlan))
    return dropFrame(device, skb, 'VLAN_FILTER', outsideVlan(bridge, bridge.vlans, skb, vlan));
  skb.vlan = tagOfOutgoing(bridge, bridge.vlans, skb, vlan);
  device.rxPackets++;
  // The port has taken the link header off (br_pass_frame_up).
  device.rxBytes += lengthOf(skb.packet);
  if (!passesFrameHook(device.netns, 'bridge', 'INPUT', skb, skb.physIn, null)) return;
  device.netns.kernel.tapFrame(device, skb, 'in');
  skb.inDevice = device;
  passOn(device, skb);
}

/** It wants to see what is for others (br_promisc); for the stations upon it too (__dev_set_rx_mode). */
export function isPromiscuous(device: Device): boolean {
  return device.up && (device.promisc || device.captures > 0 || device.hearsOthers);
}

/**
 * A promiscuous bridge gets frames between its ports as well (br_pass_frame_up); being for others, they end there but for
 * what a station upon the bridge listens to.
 */
export function showUp(bridge: Bridge, skb: Skb | undefined, vlan: number): void {
  if (skb === undefined) return;
  const { device } = bridge;
  device.rxPackets++;
  device.rxBytes += lengthOf(skb.packet) + ETH_HLEN;
  device.netns.kernel.tapFrame(device, skb, 'in');
  if (!device.listed.has(skb.dstMac)) return;
  skb.vlan = tagOfOutgoing(bridge, bridge.vlans, skb, vlan);
  skb.inDevice = device;
  passOn(device, skb);
}

/** The ports by which a frame to everybody, to a group or to an unknown station leaves (br_flood, should_deliver). */
export function floodTargets(bridge: Bridge, from: BridgePort | null, skb: Skb, vlan: number): BridgePort[] {
  return bridge.ports.filter((port) => floods(port, skb, from === null) && mayDeliver(bridge, from, port, vlan));
}

/** What the bridge itself sends to groups leaves by all ports; those that ARP is answered for get nothing unknown. */
function floods(port: BridgePort, { dstMac }: Skb, isLocal: boolean): boolean {
  if (port.proxyArp) return false;
  if (!isMulticastMac(dstMac)) return port.flood;
  return isLocal || (dstMac === BROADCAST_MAC ? port.bcastFlood : port.mcastFlood);
}

/** Isolated ports pass frames on to ordinary ones only (br_skb_isolated). */
export function areIsolated(from: BridgePort, to: BridgePort): boolean {
  return from.isolated && to.isolated;
}

/** Another frame with the same packet. */
export function copyOf(skb: Skb): Skb {
  const { kernel } = skb.inDevice?.netns ?? { kernel: null };
  const copy = new Skb(skb.id, kernel === null ? skb.copy : kernel.nextCopy(), skb.parent, skb.cause, skb.packet);
  copy.srcMac = skb.srcMac;
  copy.dstMac = skb.dstMac;
  copy.hasMac = true;
  copy.linkHeader = skb.linkHeader;
  copy.vlan = skb.vlan;
  copy.mark = skb.mark;
  copy.connection = skb.connection;
  copy.ctInfo = skb.ctInfo;
  copy.inDevice = skb.inDevice;
  copy.physIn = skb.physIn;
  copy.prerouted = skb.prerouted;
  return copy;
}
