import { type Cause, NO_CAUSE } from '../cause.ts';
import type { DropReason } from '../drop-reason.ts';
import { drop, emit } from '../emit.ts';
import type { Skb } from '../skb.ts';
import type { Decision, WithheldPort } from '../trace.ts';
import type { Bridge, BridgePort, FdbEntry } from './bridge.ts';
import type { Learned } from './bridge-learn.ts';
import { allowsOutgoing, type VlanGroup } from './bridge-vlan.ts';
import type { Device } from './device.ts';

/** What a bridge did with a frame. */
export interface BridgeAct {
  readonly action: 'forward' | 'flood' | 'group' | 'local' | 'drop';
  readonly learned?: Learned | undefined;
  readonly ports?: readonly BridgePort[];
  readonly entry?: FdbEntry | undefined;
  /** Who joined the group, for `group`. */
  readonly groupCause?: Cause | undefined;
  /** 0 where the bridge heeds no VLANs. */
  readonly vlan?: number | undefined;
  /** The port it came in by; null for the bridge itself. */
  readonly from?: BridgePort | null;
  /** The VLANs that the frame's was not among. */
  readonly outside?: VlanGroup;
}

const NONE: readonly never[] = [];

/** What a bridge did with a frame, for the trace. */
export function decisionOf(bridge: Bridge, act: BridgeAct): Decision {
  const { action, learned, ports = NONE, entry, vlan, outside, groupCause } = act;
  return {
    kind: 'bridge',
    bridge: bridge.device.name,
    action,
    learned,
    entryCause: entry?.cause ?? groupCause ?? outside?.cause,
    ports: ports.map((port) => port.device.name),
    vlan: vlan === 0 ? undefined : vlan,
    withheld: withheldBy(bridge, act),
  };
}

/** The ports a frame was kept from: all that a flood leaves out, or the one that its station is behind. */
function withheldBy(
  bridge: Bridge,
  { action, ports = NONE, entry, vlan = 0, from = null }: BridgeAct,
): readonly WithheldPort[] {
  if (action === 'flood' && ports.length + (from === null ? 0 : 1) < bridge.ports.length)
    return bridge.ports
      .filter((port) => port !== from && !ports.includes(port))
      .map((port) => withheld(port, from, vlan));
  if (action === 'drop' && entry !== undefined && entry.port !== null) return [withheld(entry.port, from, vlan)];
  return NONE;
}

function withheld(port: BridgePort, from: BridgePort | null, vlan: number): WithheldPort {
  const { bridge, device, vlans, state } = port;
  const at = (why: WithheldPort['why'], cause = port.cause): WithheldPort => ({ port: device.name, why, cause });
  if (port === from) return at('same-port');
  if (state !== 'forwarding') return at(state, bridge.stp ? bridge.stpCause : (device.upCause ?? port.cause));
  const own = bridge.vlanFiltering ? vlans.entries.get(vlan) : undefined;
  if (own !== undefined && own.state !== 'forwarding') return at(own.state, own.cause);
  if (!allowsOutgoing(bridge, vlans, vlan)) return at('vlan', vlans.cause === NO_CAUSE ? port.cause : vlans.cause);
  return at(from?.isolated && port.isolated ? 'isolated' : 'no-flood');
}

/** Why a frame may not come in, or not be handed to the host: its VLAN, or none where it has no tag, is not among these. */
export function outsideVlan(bridge: Bridge, group: VlanGroup, skb: Skb, vlan = skb.vlan?.id ?? group.pvid): Decision {
  return decisionOf(bridge, { action: 'drop', vlan, outside: group });
}

/** Tells that a frame goes on. */
export function tracePass(skb: Skb, bridge: Bridge, act: BridgeAct): void {
  const { netns } = bridge.device;
  if (netns.kernel.tracing)
    emit(netns, skb, 'bridge', 'pass', { device: bridge.device.name, decision: decisionOf(bridge, act) });
}

/** Ends a frame's way in a bridge, seen from the device it came by. */
export function dropFrame(device: Device, skb: Skb, reason: DropReason, decision: Decision): void {
  drop(device.netns, skb, 'bridge', reason, { device: device.name, decision });
}
