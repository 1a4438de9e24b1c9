import type { Cause } from '../cause.ts';
import type { DropReason } from '../drop-reason.ts';
import { drop, emit } from '../emit.ts';
import type { Skb } from '../skb.ts';
import type { Decision } from '../trace.ts';
import type { Bridge, BridgePort } from './bridge.ts';
import type { Learned } from './bridge-learn.ts';
import type { Device } from './device.ts';

/** What a bridge did with a frame, for the trace. */
export function decisionOf(
  bridge: Bridge,
  action: 'forward' | 'flood' | 'group' | 'local' | 'drop',
  learned: Learned | undefined,
  ports: readonly BridgePort[],
  entry: { readonly cause: Cause } | undefined,
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

/** Tells that a frame goes on. */
export function tracePass(
  skb: Skb,
  bridge: Bridge,
  action: 'forward' | 'flood' | 'group' | 'local',
  learned: Learned | undefined,
  ports: readonly BridgePort[],
  entry: { readonly cause: Cause } | undefined,
): void {
  const { netns } = bridge.device;
  if (netns.kernel.tracing)
    emit(netns, skb, 'bridge', 'pass', {
      device: bridge.device.name,
      decision: decisionOf(bridge, action, learned, ports, entry),
    });
}

/** Ends a frame's way in a bridge, seen from the device it came by. */
export function dropFrame(device: Device, skb: Skb, reason: DropReason, decision: Decision): void {
  drop(device.netns, skb, 'bridge', reason, { device: device.name, decision });
}
