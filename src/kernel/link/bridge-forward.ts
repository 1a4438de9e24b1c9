import { ETH_HLEN } from '../../net/ethernet.ts';
import type { Mac } from '../../net/mac.ts';
import { isMulticastMac } from '../../net/mac.ts';
import type { Cause } from '../cause.ts';
import { drop, emit } from '../emit.ts';
import { runHook } from '../netfilter/hooks.ts';
import { Skb } from '../skb.ts';
import type { Decision } from '../trace.ts';
import type { Bridge, BridgePort, FdbEntry } from './bridge.ts';
import type { Device } from './device.ts';
import { deliverUp } from './receive.ts';
import { lengthOf, transmit } from './transmit.ts';

/** A frame enters a bridge port (br_handle_frame, br_handle_frame_finish). */
export function bridgeReceive(device: Device, skb: Skb): void {
  const port = device.port!;
  const { bridge } = port;
  const { netns } = device;
  if (port.state !== 'forwarding' && port.state !== 'learning')
    return drop(netns, skb, 'bridge', 'BRIDGE_INGRESS_STP_STATE', {
      device: device.name,
      decision: {
        kind: 'device',
        device: device.name,
        state: bridge.device.up ? 'not-forwarding' : 'down',
        cause: bridge.device.upCause ?? bridge.device.cause,
      },
    });
  const learned = port.learning ? learn(port, skb.srcMac, skb.cause) : undefined;
  skb.physIn = device;
  if (!callHook(bridge, 'PREROUTING', skb, device, null)) return;
  const { now } = netns.kernel;
  if (isMulticastMac(skb.dstMac)) {
    const targets = floodTargets(bridge, port);
    trace(skb, bridge, 'flood', learned, targets, undefined);
    bridge.device.netns.kernel.countFlood(bridge.device, skb);
    for (const target of targets) forward(bridge, target, copyOf(skb));
    passUp(bridge, skb);
    return;
  }
  const entry = bridge.find(skb.dstMac, now);
  if (skb.dstMac === bridge.device.mac || entry?.local) {
    trace(skb, bridge, 'local', learned, [], entry);
    return passUp(bridge, skb);
  }
  const seen = isPromiscuous(bridge.device) ? copyOf(skb) : undefined;
  if (entry !== undefined) {
    if ((entry.port === port && !port.hairpin) || areIsolated(port, entry.port!))
      return drop(netns, skb, 'bridge', 'NO_TX_TARGET', {
        device: device.name,
        decision: decisionOf(bridge, 'drop', learned, [], entry),
      });
    trace(skb, bridge, 'forward', learned, [entry.port!], entry);
    forward(bridge, entry.port!, skb);
    return showUp(bridge, seen);
  }
  const targets = floodTargets(bridge, port);
  if (targets.length === 0 && seen === undefined)
    return drop(netns, skb, 'bridge', 'NO_TX_TARGET', {
      device: device.name,
      decision: decisionOf(bridge, 'flood', learned, [], undefined),
    });
  trace(skb, bridge, 'flood', learned, targets, undefined);
  floodTo(bridge, targets, skb, false);
  showUp(bridge, seen);
}

/** The bridge device itself sends a frame (br_dev_xmit). */
export function bridgeTransmit(device: Device, skb: Skb): void {
  const bridge = device.bridge!;
  const entry = isMulticastMac(skb.dstMac) ? undefined : bridge.find(skb.dstMac, device.netns.kernel.now);
  if (entry?.port && !entry.local) {
    trace(skb, bridge, 'forward', undefined, [entry.port], entry);
    return forward(bridge, entry.port, skb, true);
  }
  const targets = floodTargets(bridge, null);
  if (targets.length === 0)
    return drop(device.netns, skb, 'bridge', 'NO_TX_TARGET', {
      device: device.name,
      decision: decisionOf(bridge, 'flood', undefined, [], undefined),
    });
  trace(skb, bridge, 'flood', undefined, targets, undefined);
  floodTo(bridge, targets, skb, true);
}

/** The last port gets the frame itself, the others copies. */
function floodTo(bridge: Bridge, targets: readonly BridgePort[], skb: Skb, isLocal: boolean): void {
  bridge.device.netns.kernel.countFlood(bridge.device, skb);
  for (const target of targets.slice(0, -1)) forward(bridge, target, copyOf(skb), isLocal);
  const last = targets.at(-1);
  if (last !== undefined) forward(bridge, last, skb, isLocal);
}

function forward(bridge: Bridge, port: BridgePort, skb: Skb, isLocal = false): void {
  skb.physOut = port.device;
  if (!isLocal && !callHook(bridge, 'FORWARD', skb, skb.physIn, port.device)) return;
  if (!isLocal && !callHook(bridge, 'POSTROUTING', skb, null, port.device)) return;
  transmit(port.device, skb);
}

function passUp(bridge: Bridge, skb: Skb): void {
  const { device } = bridge;
  if (!device.up) return drop(device.netns, skb, 'bridge', 'BRIDGE_INVALID_LOCAL', { device: device.name });
  device.rxPackets++;
  device.netns.kernel.tapFrame(device, skb, 'in');
  deliverUp(device, skb);
}

function isPromiscuous(device: Device): boolean {
  return device.up && (device.promisc || device.captures > 0);
}

/** A promiscuous bridge gets frames between its ports as well (br_pass_frame_up); being for others, they end there. */
function showUp(bridge: Bridge, skb: Skb | undefined): void {
  if (skb === undefined) return;
  const { device } = bridge;
  device.rxPackets++;
  device.rxBytes += lengthOf(skb.packet) + ETH_HLEN;
  device.netns.kernel.tapFrame(device, skb, 'in');
}

function floodTargets(bridge: Bridge, from: BridgePort | null): BridgePort[] {
  return bridge.ports.filter(
    (port) =>
      port.state === 'forwarding' &&
      port.flood &&
      (port !== from || port.hairpin) &&
      !(from && areIsolated(from, port)),
  );
}

/** Isolated ports pass frames on to ordinary ones only (br_skb_isolated). */
function areIsolated(from: BridgePort, to: BridgePort): boolean {
  return from.isolated && to.isolated;
}

function copyOf(skb: Skb): Skb {
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
  return copy;
}

/** A station is behind a port, since a frame came from it there (br_fdb_update). */
export function learn(
  port: BridgePort,
  mac: Mac,
  cause: Cause,
): { mac: number; port: string; isNew: boolean } | undefined {
  if (isMulticastMac(mac)) return undefined;
  const { bridge } = port;
  const { now } = port.device.netns.kernel;
  const entry = bridge.find(mac, now);
  if (entry === undefined) {
    bridge.fdb.set(mac, { mac, port, local: false, kind: 'learned', used: now, updated: now, cause });
    return { mac, port: port.device.name, isNew: true };
  }
  if (entry.kind !== 'learned') return undefined;
  const moved = entry.port !== port;
  if (moved) {
    entry.port = port;
    entry.updated = now;
    entry.cause = cause;
  }
  entry.used = now;
  return { mac, port: port.device.name, isNew: moved };
}

/** br_netfilter: a bridged IPv4 packet passes the hooks of iptables. Answers false when it went no further. */
function callHook(
  bridge: Bridge,
  hook: 'PREROUTING' | 'FORWARD' | 'POSTROUTING',
  skb: Skb,
  inDevice: Device | null,
  outDevice: Device | null,
): boolean {
  const { netns } = bridge.device;
  if (
    skb.packet.kind !== 'ipv4' ||
    !netns.kernel.brNetfilter ||
    netns.netfilter.idle ||
    netns.settings.get('net/bridge/bridge-nf-call-iptables') === '0'
  )
    return true;
  void inDevice;
  void outDevice;
  return (
    runHook(
      netns,
      hook,
      skb as never,
      hook === 'POSTROUTING' ? null : bridge.device,
      hook === 'PREROUTING' ? null : bridge.device,
    ) === 'accept'
  );
}

function decisionOf(
  bridge: Bridge,
  action: 'forward' | 'flood' | 'local' | 'drop',
  learned: { mac: number; port: string; isNew: boolean } | undefined,
  ports: readonly BridgePort[],
  entry: FdbEntry | undefined,
): Decision {
  return {
    kind: 'bridge',
    bridge: bridge.device.name,
    action,
    learned,
    entryCause: entry?.cause,
    ports: ports.map((port) => port.device.name),
  };
}

function trace(
  skb: Skb,
  bridge: Bridge,
  action: 'forward' | 'flood' | 'local',
  learned: { mac: number; port: string; isNew: boolean } | undefined,
  ports: readonly BridgePort[],
  entry: FdbEntry | undefined,
): void {
  const { netns } = bridge.device;
  if (netns.kernel.tracing)
    emit(netns, skb, 'bridge', 'pass', {
      device: bridge.device.name,
      decision: decisionOf(bridge, action, learned, ports, entry),
    });
}
