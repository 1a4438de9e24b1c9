import type { HopScene, JourneyScene } from '../../src/protocol/scene.ts';

/** A hop by its packet and its place in that packet's way. */
export interface HopAt {
  readonly packet: number;
  readonly hop: number;
}

/**
 * A moment of a journey as it is shown: the hops that happen at once, such as the copies of a flood. They are of one packet;
 * `main` is the one to tell about.
 */
export interface Frame {
  readonly hops: readonly HopAt[];
  readonly main: HopAt;
}

/** A journey told in the order in which it happened, over all of its packets. */
export interface Story {
  readonly frames: readonly Frame[];
  /** The frame that a hop is in. */
  readonly frameOf: (at: HopAt) => number;
}

const stories = new WeakMap<JourneyScene, Story>();

/** The story of a journey; made once. */
export function storyOf(journey: JourneyScene): Story {
  let story = stories.get(journey);
  if (story === undefined) {
    story = tell(journey);
    stories.set(journey, story);
  }
  return story;
}

interface Event extends HopAt {
  readonly scene: HopScene;
  readonly time: number;
  readonly order: number;
}

/** The kernel says that it took an ARP packet when it has answered it and sent what waited; it is told before those. */
function orderOf(hops: readonly HopScene[], index: number): number {
  const { stage, namespace, time, order } = hops[index]!;
  if (stage !== 'arp') return order;
  const cause = hops.slice(0, index).findLast((hop) => hop.namespace === namespace && hop.time === time);
  return cause === undefined ? order : cause.order + 0.5;
}

function tell({ packets }: JourneyScene): Story {
  const events = packets.flatMap(({ hops, start }, packet) =>
    hops.map((scene, hop): Event => ({ packet, hop, scene, time: start + scene.time, order: orderOf(hops, hop) })),
  );
  events.sort((a, b) => a.order - b.order);
  const frames = ticksOf(events).flatMap(framesOfTick);
  const places = new Map(frames.flatMap(({ hops }, index) => hops.map((at) => [keyOf(at), index] as const)));
  return { frames, frameOf: (at) => places.get(keyOf(at)) ?? 0 };
}

const keyOf = ({ packet, hop }: HopAt) => `${packet} ${hop}`;

/** Events of one packet that happen at one time, one after the other. */
function ticksOf(events: readonly Event[]): Event[][] {
  const ticks: Event[][] = [];
  for (const event of events) {
    const last = ticks.at(-1)?.at(-1);
    if (last?.packet === event.packet && last.time === event.time) ticks.at(-1)!.push(event);
    else ticks.push([event]);
  }
  return ticks;
}

/**
 * What happens in several namespaces at one time is shown side by side: the first thing in each, then the second. Frames
 * that leave one namespace through several devices leave together.
 */
function framesOfTick(tick: readonly Event[]): Frame[] {
  const rooms = new Map<string, Event[][]>();
  for (const event of tick) {
    const steps = rooms.get(event.scene.namespace) ?? [];
    rooms.set(event.scene.namespace, steps);
    const latest = steps.at(-1);
    if (event.scene.stage === 'transmit' && latest?.[0]?.scene.stage === 'transmit') latest.push(event);
    else steps.push([event]);
  }
  const length = Math.max(...[...rooms.values()].map((steps) => steps.length));
  return Array.from({ length }, (_, step) => {
    const events = [...rooms.values()].flatMap((steps) => steps[step] ?? []);
    return { hops: events, main: mainOf(events) };
  });
}

/** A delivery tells more than a copy that nobody wanted. */
const TELLING: readonly HopScene['verdict'][] = ['deliver', 'modify', 'pass', 'queue', 'drop', 'consume'];

function mainOf(events: readonly Event[]): HopAt {
  const rank = ({ scene }: Event) => TELLING.indexOf(scene.verdict);
  return events.reduce((best, event) => (rank(event) < rank(best) ? event : best));
}

/** Packets that wait at a moment: begun, and their last hop so far is one of waiting. */
export function waitingAt(journey: JourneyScene, frame: number): HopAt[] {
  const { frames } = storyOf(journey);
  const last = new Map<number, number>();
  for (const { hops } of frames.slice(0, frame + 1)) for (const { packet, hop } of hops) last.set(packet, hop);
  const now = frames[frame]?.main.packet;
  return [...last].flatMap(([packet, hop]) => {
    const { hops } = journey.packets[packet]!;
    return packet !== now && hops[hop]!.verdict === 'queue' ? [{ packet, hop }] : [];
  });
}
