import type { PacketScene, TopologyScene } from '../../src/protocol/scene.ts';

/** Which parts of the topology a packet has touched, and which the chosen hop touches. */
export interface Way {
  /** Devices and, by `from to`, wires that the packet passed up to the chosen hop. */
  readonly passed: ReadonlySet<string>;
  /** The same of the whole journey. */
  readonly all: ReadonlySet<string>;
  /** The same of the chosen hop alone. */
  readonly current: ReadonlySet<string>;
}

/** The key of a wire, whichever end is named first. */
export const wireKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Reads a packet's way off its hops; `standIns` names what is drawn in the place of a device. */
export function wayOf(
  topology: TopologyScene,
  packet: PacketScene | undefined,
  chosen: number | undefined,
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
  const upTo = chosen === undefined ? hops.length : chosen + 1;
  return {
    passed: new Set(hops.slice(0, upTo).flatMap(touched)),
    all: new Set(hops.flatMap(touched)),
    current: new Set(chosen === undefined || hops[chosen] === undefined ? [] : touched(hops[chosen])),
  };
}
