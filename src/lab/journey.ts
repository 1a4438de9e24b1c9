import type { TraceEvent } from '../kernel/trace.ts';

/** What became of a packet in the end. `lost`: its last event is none of a final kind (it was still on its way). */
export type Fate = 'delivered' | 'dropped' | 'lost';

/** The way of one packet, copies of a flood included. */
export interface PacketJourney {
  readonly packet: number;
  readonly parent: number | undefined;
  readonly events: readonly TraceEvent[];
  readonly fate: Fate;
  /** The event that decided the fate: the delivery, or the drop that matters. */
  readonly end: TraceEvent;
}
