import type { HopScene, PacketScene } from '../../src/protocol/scene.ts';
import { type Move, moveOf } from '../layout/anchors.ts';
import type { TopologyLayout } from '../layout/topology.ts';
import { type HopAt, waitingAt } from './frames.ts';
import { momentOf, type View } from './view.ts';

/** A packet, or one of its copies, as a dot. */
export interface Dot {
  readonly key: string;
  readonly move: Move;
  /** `waiting`: a packet that rests while another one goes, as an IP packet does for ARP. */
  readonly state: 'going' | 'dropped' | 'ignored' | 'waiting';
  readonly protocol: string;
  /** Written beside it while it is on a wire. */
  readonly label: string;
}

/** The dots of the moment shown: where its packet's copies go, and the packets that wait meanwhile. */
export function dotsOf(view: View, layout: TopologyLayout): Dot[] {
  const moment = momentOf(view);
  const journey = view.scene?.journey;
  if (moment === undefined || journey === undefined) return [];
  const { hops, main } = moment.story.frames[moment.frame]!;
  // The hop that the reader chose is the one to show where several happen at once at one place.
  const shown = [...hops.filter((at) => at.hop !== view.hop), { packet: main.packet, hop: view.hop! }];
  const dotAt = ({ packet, hop }: HopAt, key: string, waits: boolean): Dot[] => {
    const scene = journey.packets[packet]!;
    const move = moveOf(layout, scene.hops, hop);
    if (move === undefined) return [];
    const there: Move = waits ? { from: move.to, to: move.to, wire: undefined } : move;
    const state = waits ? 'waiting' : stateOf(scene.hops[hop]!, scene);
    return [{ key, move: there, state, protocol: scene.protocol, label: labelOf(scene) }];
  };
  return [
    ...waitingAt(journey, moment.frame).flatMap((at) => dotAt(at, `waits ${at.packet}`, true)),
    ...shown.flatMap((at, index) => dotAt(at, `goes ${shown.length - index}`, false)),
  ];
}

/** What ends a flood's copy is no drop of a packet that arrived elsewhere. */
function stateOf({ verdict }: HopScene, { fate }: PacketScene): Dot['state'] {
  if (verdict === 'drop') return fate === 'dropped' ? 'dropped' : 'ignored';
  return verdict === 'consume' ? 'ignored' : 'going';
}

/** `ARP who has`, `ARP answer`, or the protocol. */
function labelOf({ protocol, title }: PacketScene): string {
  if (protocol !== 'ARP') return protocol;
  return title.startsWith('who has') ? 'ARP who has?' : 'ARP answer';
}
