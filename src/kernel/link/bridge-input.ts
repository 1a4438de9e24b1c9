import { isLinkLocalMac, isMulticastMac, type Mac } from '../../net/mac.ts';
import { passesFrameHook } from '../netfilter/frame-hooks.ts';
import type { Skb } from '../skb.ts';
import type { Decision } from '../trace.ts';
import type { Bridge, BridgePort } from './bridge.ts';
import {
  areIsolated,
  copyOf,
  floodTargets,
  floodTo,
  forward,
  isPromiscuous,
  passUp,
  sendsToGroup,
  sendToGroup,
  showUp,
} from './bridge-forward.ts';
import { groupWay } from './bridge-group-forward.ts';
import { type Learned, learn } from './bridge-learn.ts';
import { passesHook } from './bridge-netfilter.ts';
import { decisionOf, dropFrame, outsideVlan, tracePass } from './bridge-trace.ts';
import { allowsOutgoing, type BridgeVlan, blockedBy, vlanOfIncoming } from './bridge-vlan.ts';
import type { Device } from './device.ts';
import { deliverUp } from './receive.ts';

/** A frame enters a bridge port (br_handle_frame). */
export function bridgeReceive(device: Device, skb: Skb): void {
  const port = device.port!;
  const { bridge } = port;
  if (isLinkLocalMac(skb.dstMac) && !forwardsLinkLocal(port, skb.dstMac)) return receiveLinkLocal(port, skb);
  if (!port.mayLearn) return dropFrame(device, skb, 'BRIDGE_INGRESS_STP_STATE', stateOf(port));
  skb.physIn = device;
  if (passesFrameHook(device.netns, 'bridge', 'PREROUTING', skb, device, null) && passesHook(bridge, 'PREROUTING', skb))
    enter(port, skb);
}

/** Why a port passes nothing on: the state that the spanning tree gave it, or what is down. */
function stateOf({ bridge, device, state, isReady }: BridgePort): Decision {
  if (!bridge.device.up)
    return {
      kind: 'device',
      device: bridge.device.name,
      state: 'down',
      cause: bridge.device.upCause ?? bridge.device.cause,
    };
  const cause = bridge.stp && isReady ? bridge.stpCause : (device.upCause ?? device.cause);
  return { kind: 'device', device: device.name, state, cause };
}

/** The state that a VLAN of a port was given. */
function stateOfVlan({ device }: BridgePort, { state, cause }: BridgeVlan): Decision {
  return { kind: 'device', device: device.name, state, cause };
}

/** Without a spanning tree the messages of others' trees pass, so that these see the loops; masks let other groups pass. */
function forwardsLinkLocal({ bridge, groupFwdMask }: BridgePort, mac: Mac): boolean {
  const last = mac % 16;
  // Flow control is never passed on, and the mask of the bridge does not speak of its own tree's address.
  if (last === 1) return false;
  if (last === 0) return !bridge.stp || (groupFwdMask & 1) !== 0;
  return ((groupFwdMask | bridge.groupFwdMask) & (1 << last)) !== 0;
}

/** For the host itself, by way of the port's own device (br_handle_local_finish). */
function receiveLinkLocal(port: BridgePort, skb: Skb): void {
  const { bridge, device } = port;
  if (port.learning && port.mayLearn && !bridge.noLinkLocalLearn) {
    const vlan = vlanOfIncoming(bridge, port.vlans, skb);
    if (vlan !== undefined) learn(port, skb.srcMac, skb.cause, vlan);
  }
  deliverUp(device, skb);
}

/** br_handle_frame_finish. */
function enter(port: BridgePort, skb: Skb): void {
  const { bridge, device } = port;
  const vlan = vlanOfIncoming(bridge, port.vlans, skb);
  const blocked = port.state === 'forwarding' ? blockedBy(bridge, port.vlans, skb) : undefined;
  if (vlan === undefined && blocked === undefined)
    return dropFrame(device, skb, 'VLAN_FILTER', outsideVlan(bridge, port.vlans, skb));
  if (vlan === undefined) return dropFrame(device, skb, 'BRIDGE_INGRESS_STP_STATE', stateOfVlan(port, blocked!));
  if (port.locked && !isAuthorized(port, skb, vlan))
    return dropFrame(device, skb, 'NOT_SPECIFIED', decisionOf(bridge, { action: 'drop' }));
  const learned = port.learning ? learn(port, skb.srcMac, skb.cause, vlan) : undefined;
  if (blocked !== undefined) return dropFrame(device, skb, 'BRIDGE_INGRESS_STP_STATE', stateOfVlan(port, blocked));
  if (port.state === 'learning') return dropFrame(device, skb, 'BRIDGE_INGRESS_STP_STATE', stateOf(port));
  if (isMulticastMac(skb.dstMac)) enterGroup(port, skb, vlan, learned);
  else enterUnicast(port, skb, vlan, learned);
}

/** On a locked port a station has to be known already (BR_PORT_LOCKED). */
function isAuthorized(port: BridgePort, skb: Skb, vlan: number): boolean {
  const entry = port.bridge.entryOf(skb.srcMac, vlan);
  return entry !== undefined && entry.port === port && !entry.local;
}

function enterGroup(port: BridgePort, skb: Skb, vlan: number, learned: Learned | undefined): void {
  const { bridge } = port;
  const way = sendsToGroup(skb.dstMac) ? groupWay(bridge, port, skb, vlan) : undefined;
  if (way !== undefined) {
    const own = copyOf(skb);
    sendToGroup(bridge, port, way, skb, vlan, learned);
    if (way.up) passUp(bridge, own, vlan);
    else if (isPromiscuous(bridge.device)) showUp(bridge, own, vlan);
    return;
  }
  const targets = floodTargets(bridge, port, skb, vlan);
  tracePass(skb, bridge, { action: 'flood', learned, ports: targets, vlan, from: port });
  bridge.device.netns.kernel.countFlood(bridge.device, skb);
  for (const target of targets) forward(target, copyOf(skb), vlan);
  passUp(bridge, skb, vlan);
}

function enterUnicast(port: BridgePort, skb: Skb, vlan: number, learned: Learned | undefined): void {
  const { bridge, device } = port;
  const entry = bridge.entryOf(skb.dstMac, vlan);
  if (isForBridge(bridge, skb.dstMac) || entry?.local) {
    tracePass(skb, bridge, { action: 'local', learned, entry, vlan });
    return passUp(bridge, skb, vlan);
  }
  const seen = isPromiscuous(bridge.device) ? copyOf(skb) : undefined;
  if (entry !== undefined) {
    entry.used = device.netns.kernel.now;
    const target = entry.port!;
    const mayLeave =
      target.state === 'forwarding' &&
      (target !== port || port.hairpin) &&
      !areIsolated(port, target) &&
      allowsOutgoing(bridge, target.vlans, vlan);
    if (!mayLeave)
      return dropFrame(
        device,
        skb,
        'NO_TX_TARGET',
        decisionOf(bridge, { action: 'drop', learned, entry, vlan, from: port }),
      );
    tracePass(skb, bridge, { action: 'forward', learned, ports: [target], entry, vlan });
    forward(target, skb, vlan);
    return showUp(bridge, seen, vlan);
  }
  const targets = floodTargets(bridge, port, skb, vlan);
  if (targets.length === 0 && seen === undefined)
    return dropFrame(device, skb, 'NO_TX_TARGET', decisionOf(bridge, { action: 'flood', learned, vlan, from: port }));
  tracePass(skb, bridge, { action: 'flood', learned, ports: targets, vlan, from: port });
  floodTo(bridge, targets, skb, vlan, false);
  showUp(bridge, seen, vlan);
}

/** Where VLANs are heeded the bridge has its address only in its own ones, which the database knows. */
function isForBridge(bridge: Bridge, mac: Mac): boolean {
  return !bridge.vlanFiltering && mac === bridge.device.mac;
}
