import type { DropReason } from '../kernel/drop-reason.ts';
import type { TraceEvent } from '../kernel/trace.ts';

/**
 * What became of a packet in the end. `ignored`: it came to stations, but was for none of them. `lost`: its last event is
 * none of a final kind (it was still on its way).
 */
export type Fate = 'delivered' | 'dropped' | 'ignored' | 'lost';

/** The way of one packet, copies of a flood included. */
export interface PacketJourney {
  readonly packet: number;
  readonly parent: number | undefined;
  readonly events: readonly TraceEvent[];
  /** The place of each event among those of all packets of the command, from 0. */
  readonly order: readonly number[];
  readonly fate: Fate;
  /** The event that decided the fate: the delivery, or the drop that matters. */
  readonly end: TraceEvent;
}

/**
 * Drops that are the ordinary end of a flood's copies: a station ignores what is not for it. They decide a packet's fate
 * only where nothing else does.
 */
const ORDINARY_DROPS: ReadonlySet<DropReason> = new Set(['OTHERHOST', 'NO_TX_TARGET', 'IPV6DISABLED']);

/** What a blocked port or a slave that waits throws away came by another way as well; so it does with a flood's copy for the bridge. */
export function isOrdinary(event: TraceEvent): boolean {
  const { reason, decision } = event;
  if (reason === undefined) return false;
  if (ORDINARY_DROPS.has(reason)) return true;
  if (decision?.kind === 'device') return decision.state === 'blocking' || decision.state === 'waits';
  return isForBridge(event);
}

/** The copy of a flood that the bridge's own host would get, were the bridge itself in the VLAN. */
function isForBridge({ reason, decision, device }: TraceEvent): boolean {
  return reason === 'VLAN_FILTER' && decision?.kind === 'bridge' && device === decision.bridge;
}

/** Groups events by packet, in order of the packets' first events. */
export function journeysOf(events: readonly TraceEvent[]): PacketJourney[] {
  const byPacket = new Map<number, { event: TraceEvent; order: number }[]>();
  for (const [order, event] of events.entries()) {
    const list = byPacket.get(event.packet);
    if (list === undefined) byPacket.set(event.packet, [{ event, order }]);
    else list.push({ event, order });
  }
  return [...byPacket].map(([packet, list]) => ({
    ...journeyOf(
      packet,
      list.map(({ event }) => event),
    ),
    order: list.map(({ order }) => order),
  }));
}

function journeyOf(packet: number, events: readonly TraceEvent[]): Omit<PacketJourney, 'order'> {
  const delivery = events.findLast((event) => event.verdict === 'deliver');
  const drops = events.filter((event) => event.verdict === 'drop');
  const ignored = events.findLast((event) => event.verdict === 'consume');
  const drop =
    drops.findLast((event) => !isOrdinary(event)) ??
    drops.findLast((event) => !isForBridge(event)) ??
    (ignored === undefined ? drops.at(-1) : undefined);
  const [fate, end]: [Fate, TraceEvent] =
    delivery !== undefined
      ? ['delivered', delivery]
      : drop !== undefined
        ? ['dropped', drop]
        : ignored !== undefined
          ? ['ignored', ignored]
          : ['lost', events.at(-1)!];
  return { packet, parent: events[0]!.parent, events, fate, end };
}

/** True for packets that only prepare the way of others: ARP. */
export function isArp(journey: PacketJourney): boolean {
  return journey.events[0]!.before.kind === 'arp';
}

/** Number of IP hops that a packet took: one, and one more for each router that forwarded it; those of a tunnel are none. */
export function hopCount(journey: PacketJourney): number {
  return (
    1 +
    journey.events.filter((event) => event.stage === 'forward' && event.verdict !== 'drop' && !isTunnelled(event))
      .length
  );
}

/** True while the packet travels inside a datagram of VXLAN. */
function isTunnelled({ before }: TraceEvent): boolean {
  return before.kind === 'ipv4' && before.payload.kind === 'udp' && before.payload.vxlan !== undefined;
}
