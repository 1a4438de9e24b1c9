import type { JourneyScene } from '../../src/protocol/scene.ts';

/** Namespaces of a large lab that are drawn in full although they could be folded. */
const MOST = 12;

/** The namespaces that a journey's packets come from and go to, unlike those that a flood only passes by. */
export function involvedIn(journey: JourneyScene | undefined): ReadonlySet<string> {
  const hops = journey?.packets.flatMap((packet) => packet.hops) ?? [];
  const takesPart = hops.filter(({ stage, verdict }) => stage === 'send' || verdict === 'deliver');
  return new Set([...new Set(takesPart.map(({ namespace }) => namespace))].slice(0, MOST));
}
