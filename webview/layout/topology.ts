import type { TopologyScene } from '../../src/protocol/scene.ts';
import { type Component, type PlacedCable, placeComponent } from './component.ts';
import type { PlacedDevice } from './device.ts';
import { type Folded, foldTopology } from './fold.ts';
import { moved } from './geometry.ts';
import { componentsOf, neighboursOf } from './neighbours.ts';
import { type PlacedRoom, type Stub, shortest } from './place-room.ts';
import { ranksOf } from './ranks.ts';
import { rowsOf } from './rows.ts';

/** Everything of the topology at its place. */
export interface TopologyLayout {
  readonly width: number;
  readonly height: number;
  readonly rooms: readonly PlacedRoom[];
  readonly devices: readonly PlacedDevice[];
  readonly stubs: readonly Stub[];
  readonly cables: readonly PlacedCable[];
  /** By the id of what is folded into a group: the room or the device that stands for it. */
  readonly standIns: ReadonlyMap<string, string>;
}

/** Space around the drawing and between its unconnected parts. */
const MARGIN = 6;
const PART_GAP = 26;

/**
 * Lays a topology out for a width, which it exceeds only where one room alone does. The same topology and width give the
 * same drawing; there is no chance in it, and places follow the order in which things were created.
 */
export function layoutTopology(scene: TopologyScene, width: number, keep?: ReadonlySet<string>): TopologyLayout {
  const { topology, standIns } = keep === undefined ? plainly(scene) : foldTopology(scene, keep);
  const graph = neighboursOf(topology);
  const internet = topology.namespaces.find(({ kind }) => kind === 'internet')?.id;
  const limit = width - 2 * MARGIN;
  const parts = componentsOf(graph).map((rooms) => {
    const within = new Set(rooms);
    const ranks = ranksOf(rooms, graph, internet !== undefined && within.has(internet) ? internet : undefined);
    return placeComponent(rowsOf(ranks, part(topology, within), limit), part(topology, within));
  });
  const laid = shelved(parts, limit);
  const wired = new Set(topology.links.flatMap(({ from, to }) => [from, to]));
  return {
    ...laid,
    standIns,
    // A port without a wire stands at a wall, too, but nothing is plugged in there.
    devices: laid.devices.map((each) => (wired.has(each.device.id) ? each : { ...each, wall: 'inside' })),
    cables: [...laid.cables, ...tunnelsOf(topology, laid.devices)],
  };
}

const plainly = (topology: TopologyScene): Folded => ({ topology, standIns: new Map() });

/** Tunnels run straight from one device to the other, above all else: they are no wires. */
function tunnelsOf({ tunnels = [] }: TopologyScene, devices: readonly PlacedDevice[]): PlacedCable[] {
  const byId = new Map(devices.map((device) => [device.device.id, device]));
  return tunnels.flatMap((edge): PlacedCable[] => {
    const [a, b] = [byId.get(edge.from), byId.get(edge.to)];
    if (!a || !b) return [];
    const { from, to } = shortest(a, b);
    return [{ edge, course: 'straight', points: [from, to] }];
  });
}

/** The part of a topology that stands in some rooms. */
function part({ namespaces, devices, links }: TopologyScene, rooms: ReadonlySet<string>): TopologyScene {
  const inside = devices.filter((device) => rooms.has(device.namespace));
  const ids = new Set(inside.map(({ id }) => id));
  return {
    namespaces: namespaces.filter(({ id }) => rooms.has(id)),
    devices: inside,
    links: links.filter(({ from, to }) => ids.has(from) && ids.has(to)),
  };
}

/** Puts the parts side by side on shelves, in order. */
function shelved(parts: readonly Component[], limit: number): Omit<TopologyLayout, 'standIns'> {
  let [x, y, shelf, width] = [0, 0, 0, 0];
  const rooms: PlacedRoom[] = [];
  const cables: PlacedCable[] = [];
  for (const part of parts) {
    if (x > 0 && x + part.width > limit) [x, y, shelf] = [0, y + shelf + PART_GAP, 0];
    const [dx, dy] = [x + MARGIN, y + MARGIN];
    rooms.push(...part.rooms.map((room) => movedRoom(room, dx, dy)));
    cables.push(...part.cables.map((cable) => ({ ...cable, points: cable.points.map((at) => moved(at, dx, dy)) })));
    x += part.width + PART_GAP;
    shelf = Math.max(shelf, part.height);
    width = Math.max(width, x - PART_GAP);
  }
  return {
    width: width + 2 * MARGIN,
    height: y + shelf + 2 * MARGIN,
    rooms,
    devices: rooms.flatMap((room) => room.devices),
    stubs: rooms.flatMap((room) => room.stubs),
    cables,
  };
}

function movedRoom(room: PlacedRoom, dx: number, dy: number): PlacedRoom {
  return {
    ...moved(room, dx, dy),
    titleAt: moved(room.titleAt, dx, dy),
    badgeAt: room.badgeAt && moved(room.badgeAt, dx, dy),
    tiles: room.tiles.map((tile) => moved(tile, dx, dy)),
    devices: room.devices.map((device) => ({ ...moved(device, dx, dy), plug: moved(device.plug, dx, dy) })),
    stubs: room.stubs.map((stub) => ({ ...stub, from: moved(stub.from, dx, dy), to: moved(stub.to, dx, dy) })),
  };
}
