import type { HopScene, JourneyScene, PacketScene } from '../../src/protocol/scene.ts';

/** What became of a packet in one run: its fate, and what happened where the two ways part. */
export interface Outcome {
  readonly fate: PacketScene['fate'];
  readonly reason: string | undefined;
  /** The first hop that the other run does not have; undefined where the way ends before. */
  readonly parting: HopScene | undefined;
}

/** A packet that fares otherwise than before an edit; undefined where it was not sent in one of the runs. */
export interface Change {
  readonly title: string;
  readonly protocol: string;
  readonly was: Outcome | undefined;
  readonly is: Outcome | undefined;
  /** Where it stands among the packets now, and the hop at which the ways part. */
  readonly packet: number | undefined;
  readonly hop: number | undefined;
}

/** The packets of a command whose ways differ between two runs, paired by what they are and in which order. */
export function compareJourneys(before: JourneyScene, after: JourneyScene): Change[] {
  const then = keyed(before.packets);
  const now = keyed(after.packets);
  const keys = [...new Set([...now.keys(), ...then.keys()])];
  return keys.flatMap((key): Change[] => {
    const [was, is] = [then.get(key), now.get(key)];
    const { title, protocol } = (is ?? was)!;
    const hop = partingOf(was, is);
    if (was !== undefined && is !== undefined && hop === undefined) return [];
    const outcome = (packet: PacketScene | undefined): Outcome | undefined =>
      packet && { fate: packet.fate, reason: reasonOf(packet), parting: packet.hops[hop ?? 0] };
    const packet = is === undefined ? undefined : after.packets.indexOf(is);
    return [{ title, protocol, was: outcome(was), is: outcome(is), packet, hop: is?.hops[hop ?? 0] && (hop ?? 0) }];
  });
}

/** Packets by their title, and by which of that title they are. */
function keyed(packets: readonly PacketScene[]): Map<string, PacketScene> {
  const counts = new Map<string, number>();
  return new Map(
    packets.map((packet) => {
      const count = counts.get(packet.title) ?? 0;
      counts.set(packet.title, count + 1);
      return [`${packet.title} #${count}`, packet] as const;
    }),
  );
}

/** The first hop at which two ways differ; undefined where they are the same. */
function partingOf(was: PacketScene | undefined, is: PacketScene | undefined): number | undefined {
  if (was === undefined || is === undefined) return undefined;
  const length = Math.max(was.hops.length, is.hops.length);
  for (let hop = 0; hop < length; hop += 1) if (stepOf(was.hops[hop]) !== stepOf(is.hops[hop])) return hop;
  return was.fate === is.fate ? undefined : length - 1;
}

const stepOf = (hop: HopScene | undefined) =>
  hop && [hop.namespace, hop.stage, hop.title, hop.verdict, hop.reason, hop.to.join()].join(' ');

const reasonOf = ({ fate, hops }: PacketScene) =>
  fate === 'dropped' ? hops.findLast(({ verdict }) => verdict === 'drop')?.reason : undefined;
