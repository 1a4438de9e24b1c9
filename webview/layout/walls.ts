import type { TopologyScene } from '../../src/protocol/scene.ts';
import type { Wall } from './device.ts';
import type { Seat } from './room.ts';

/** Where a room stands: the row from above, and the place from the left among the `count` rooms of that row. */
export interface Spot {
  readonly row: number;
  readonly index: number;
  readonly count: number;
}

export type Spots = ReadonlyMap<string, Spot>;

/** Room by room, the seats of its devices. A seat is on the wall that faces the room its wire leads to. */
export function seatsOf(topology: TopologyScene, spots: Spots): ReadonlyMap<string, readonly Seat[]> {
  const peers = peersOf(topology);
  const beside = sideWires(topology, spots);
  const roomOf = new Map(topology.devices.map((device) => [device.id, device.namespace]));
  const seats = new Map<string, Seat[]>(topology.namespaces.map(({ id }) => [id, []]));
  for (const device of topology.devices) {
    const peer = peers.get(device.id);
    const here = spots.get(device.namespace);
    const there = peer === undefined ? undefined : spots.get(roomOf.get(peer)!);
    const wall = here && there ? (beside.get(device.id) ?? (there.row < here.row ? 'top' : 'bottom')) : 'inside';
    seats.get(device.namespace)?.push({ device, wall });
  }
  // Stable, and in the order of what the wires lead to, so that wires cross little.
  const aim = ({ device }: Seat) => {
    const peer = peers.get(device.id);
    const spot = peer === undefined ? undefined : spots.get(roomOf.get(peer)!);
    return spot === undefined ? 0 : aimOf(spot);
  };
  for (const list of seats.values()) list.sort((a, b) => aim(a) - aim(b));
  return seats;
}

/** Wires to a column pass it on the outer side (see passesOf): those that go further down are the outer ones. */
function aimOf({ row, index, count }: Spot): number {
  return ((index + 0.5) / count) * 10_000 + (index < count / 2 ? -row : row);
}

/** The other end of every wired device. */
export function peersOf({ links }: TopologyScene): ReadonlyMap<string, string> {
  // A device that others are built upon is on the wall that its cable leads to.
  const cablesLast = [...links].sort((a, b) => Number(a.kind === undefined) - Number(b.kind === undefined));
  return new Map(cablesLast.flatMap(({ from, to }) => [[from, to] as const, [to, from] as const]));
}

/**
 * Devices that face each other through the side walls of two rooms that stand side by side. One wire a pair of rooms, and
 * no ports: those are wired to their switch, which stands in the middle.
 */
function sideWires({ devices, links }: TopologyScene, spots: Spots): ReadonlyMap<string, Wall> {
  const byId = new Map(devices.map((device) => [device.id, device]));
  const walls = new Map<string, Wall>();
  const taken = new Set<string>();
  for (const { from, to } of links) {
    const [a, b] = [byId.get(from), byId.get(to)];
    const [here, there] = [a && spots.get(a.namespace), b && spots.get(b.namespace)];
    if (!a || !b || !here || !there || here.row !== there.row || Math.abs(here.index - there.index) !== 1) continue;
    if (a.master !== undefined || b.master !== undefined) continue;
    const left = here.index < there.index;
    const pair = left ? `${a.namespace} ${b.namespace}` : `${b.namespace} ${a.namespace}`;
    if (taken.has(pair)) continue;
    taken.add(pair);
    walls.set(a.id, left ? 'right' : 'left');
    walls.set(b.id, left ? 'left' : 'right');
  }
  return walls;
}
