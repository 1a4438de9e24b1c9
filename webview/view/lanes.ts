import type { HopScene, PacketScene } from '../../src/protocol/scene.ts';

/** A visit of a packet to a namespace: the stages it passed there, in order. */
export interface Lane {
  readonly namespace: string;
  readonly hops: readonly { readonly hop: HopScene; readonly index: number }[];
  /** The hop that sent the frame here, and the lane it stands in; undefined where the packet begins. */
  readonly wire:
    | { readonly lane: number; readonly index: number; readonly from: string; readonly to: string }
    | undefined;
}

interface OpenLane {
  readonly namespace: string;
  readonly hops: { hop: HopScene; index: number }[];
  readonly wire: Lane['wire'];
}

/**
 * Sorts a packet's hops into lanes. A frame that arrives by a wire opens a lane; what happens next in that namespace goes
 * into its latest lane, so the interleaved copies of a flood stand apart. A packet that comes back to a namespace gets a
 * second lane there.
 */
export function lanesOf({ hops }: PacketScene): Lane[] {
  const lanes: OpenLane[] = [];
  /** Frames on their way, by the device they will arrive at. */
  const wires = new Map<string, NonNullable<Lane['wire']>[]>();
  for (const [index, hop] of hops.entries()) {
    const arrived = hop.stage === 'receive' && hop.device !== undefined ? wires.get(hop.device)?.shift() : undefined;
    let lane = arrived === undefined ? lanes.findLastIndex(({ namespace }) => namespace === hop.namespace) : -1;
    if (lane < 0) lane = lanes.push({ namespace: hop.namespace, hops: [], wire: arrived }) - 1;
    lanes[lane]!.hops.push({ hop, index });
    for (const to of hop.to) {
      const wire = { lane, index, from: hop.device ?? hop.namespace, to };
      wires.set(to, [...(wires.get(to) ?? []), wire]);
    }
  }
  return lanes;
}
