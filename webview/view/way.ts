import type { PacketScene, TopologyScene } from '../../src/protocol/scene.ts';
import type { Progress } from './view.ts';

/** Which parts of the topology a packet has touched, and which the chosen hop touches. */
export interface Way {
  /** Devices and, by `from to`, wires that the packet passed up to the moment shown. */
  readonly passed: ReadonlySet<string>;
  /** The same of the whole journey. */
  readonly all: ReadonlySet<string>;
  /** The same of this moment alone. */
  readonly current: ReadonlySet<string>;
}

/** The key of a wire, whichever end is named first. */
export const wireKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Reads a packet's way off its hops, of which some are reached and some happen now; `standIns` names what is drawn in the place of a device. */
export function wayOf(
  topology: TopologyScene,
  packet: PacketScene | undefined,
  { reached, now }: Progress,
  standIns: ReadonlyMap<string, string>,
): Way {
  const drawn = (id: string) => standIns.get(id) ?? id;
  const devices = new Map(topology.devices.map((each) => [each.id, each]));
  const touched = (hop: PacketScene['hops'][number]): string[] => {
    const { device, to } = hop;
    if (device === undefined) return [];
    const { master, lower } = devices.get(device) ?? {};
    const here = drawn(device);
    const within = master === undefined ? [] : [master, wireKey(here, master)];
    const below = lower === undefined ? [] : [wireKey(here, lower)];
    return [here, ...within, ...below, ...to.map(drawn).flatMap((end) => [end, wireKey(here, end)])];
  };
  const hops = packet?.hops ?? [];
  const of = (counts: (hop: number) => boolean) => new Set(hops.filter((_, index) => counts(index)).flatMap(touched));
  return { passed: of(reached), all: of(() => true), current: of(now) };
}
