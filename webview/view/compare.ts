import type { HopScene, PacketScene, Scene } from '../../src/protocol/scene.ts';
import { lanesOf } from './lanes.ts';
import { deviceName, nameOf } from './view.ts';

/** A namespace on a packet's way: before the ways part, where they do, or after that. */
export interface Station {
  readonly name: string;
  readonly part: 'shared' | 'parting' | 'apart';
}

/** What became of a packet in one run: its fate, and what happened where the two ways part. */
export interface Outcome {
  readonly fate: PacketScene['fate'];
  readonly reason: string | undefined;
  /** The namespaces it came through, in order. */
  readonly way: readonly Station[];
  /** The first hop that the other run does not have, in words; undefined where the way ends before. */
  readonly parting: { readonly where: string; readonly sentence: string } | undefined;
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

/**
 * The packets of a command whose ways differ between two runs, paired by what they are and in which order. Namespaces and
 * devices are the same where they are called the same: an edit may have given them other ids.
 */
export function compareRuns(before: Scene, after: Scene): Change[] {
  const then = keyed(before.journey?.packets ?? []);
  const now = keyed(after.journey?.packets ?? []);
  const keys = [...new Set([...now.keys(), ...then.keys()])];
  return keys.flatMap((key): Change[] => {
    const [was, is] = [then.get(key), now.get(key)];
    const { title, protocol } = (is ?? was)!;
    const hop = partingOf(was && stepsOf(before, was), is && stepsOf(after, is));
    if (was !== undefined && is !== undefined && hop === undefined && was.fate === is.fate) return [];
    const both = was !== undefined && is !== undefined;
    const packet = is && after.journey!.packets.indexOf(is);
    return [
      {
        ...{ title, protocol, packet },
        was: was && outcomeOf(before, was, both ? hop : undefined),
        is: is && outcomeOf(after, is, both ? hop : undefined),
        hop: is?.hops[hop ?? 0] && (hop ?? 0),
      },
    ];
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

/** Each hop of a way, as what it is compared by. */
const stepsOf = (scene: Scene, { hops }: PacketScene): string[] =>
  hops.map(({ namespace, stage, title, verdict, reason, to }) =>
    [nameOf(scene, namespace), stage, title, verdict, reason, ...to.map((id) => deviceName(scene, id))].join(' '),
  );

/** The first step at which two ways differ; undefined where they are the same, or there is only one. */
function partingOf(was: readonly string[] | undefined, is: readonly string[] | undefined): number | undefined {
  if (was === undefined || is === undefined) return undefined;
  const longer = was.length > is.length ? was : is;
  const step = longer.findIndex((_, index) => was[index] !== is[index]);
  return step < 0 ? undefined : step;
}

function outcomeOf(scene: Scene, packet: PacketScene, parting: number | undefined): Outcome {
  const hop = parting === undefined ? undefined : packet.hops[parting];
  return {
    fate: packet.fate,
    reason: packet.fate === 'dropped' ? packet.hops.findLast(({ verdict }) => verdict === 'drop')?.reason : undefined,
    way: lanesOf(packet).map(({ namespace, hops }) => ({
      name: nameOf(scene, namespace),
      part: partOf(hops, parting),
    })),
    parting: hop && { where: `${nameOf(scene, hop.namespace)}, ${hop.title}`, sentence: hop.sentence },
  };
}

function partOf(
  hops: readonly { readonly hop: HopScene; readonly index: number }[],
  parting: number | undefined,
): Station['part'] {
  if (parting === undefined || hops.at(-1)!.index < parting) return 'shared';
  return hops.some(({ index }) => index === parting) ? 'parting' : 'apart';
}
