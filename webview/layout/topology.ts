import type { TopologyScene } from '../../src/protocol/scene.ts';
import { type PlacedCable, placeComponent } from './component.ts';
import type { PlacedDevice } from './device.ts';
import { type Folded, foldTopology } from './fold.ts';
import { moved } from './geometry.ts';
import { keptRanks } from './kept.ts';
import { componentsOf, neighboursOf } from './neighbours.ts';
import { type PlacedRoom, type Stub, shortest } from './place-room.ts';
import { ranksOf } from './ranks.ts';
import { rowsOf } from './rows.ts';
import { PART_GAP, type Shelves, shelve } from './shelves.ts';

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
  /** How its unconnected parts stand, and for how many times the frame's width; the next layout of the same lab keeps to both. */
  readonly shelves: Shelves;
  readonly stretch: number;
}

/** Space around the drawing. */
const MARGIN = 6;

/** The part of the page that the drawing is seen in. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

/** How much wider than its frame a drawing may be laid out; it is seen smaller then, but a high one larger than else. */
const STRETCHES = [1, 1.25, 1.5, 2, 2.8, 4];
/** A drawing keeps its stretch as long as it is seen at this share of the size that another would give it. */
const GOOD_ENOUGH = 0.85;

/**
 * Lays a topology out so that it is seen as large as may be in a frame. The same topology, frame and layout before give the
 * same drawing; there is no chance in it, and places follow the order in which things were created. `before` is how the
 * same lab stood a line earlier: its rooms keep their order, though they may have to make way for what is new.
 */
export function layoutTopology(
  scene: TopologyScene,
  frame: Frame,
  keep?: ReadonlySet<string>,
  before?: TopologyLayout,
): TopologyLayout {
  const folded = keep === undefined ? plainly(scene) : foldTopology(scene, keep);
  const stretched = (stretch: number) =>
    arrange(folded, frame.width * stretch, stretch, before?.stretch === stretch ? before.shelves : []);
  const usual = stretched(before?.stretch ?? 1);
  const scale = (layout: Frame) => Math.min(1, frame.width / layout.width, frame.height / layout.height);
  if (scale(usual) >= GOOD_ENOUGH) return usual;
  const best = likely(usual, frame)
    .map(stretched)
    .reduce((best, each) => (scale(each) > scale(best) ? each : best));
  return scale(usual) >= GOOD_ENOUGH * scale(best) ? usual : best;
}

/** The two stretches that fill a frame best, if a drawing's area stays what it is. */
function likely({ width, height }: Frame, frame: Frame): number[] {
  const ideal = Math.sqrt((width * height) / (frame.width * frame.height));
  const off = (stretch: number) => Math.abs(Math.log(stretch / ideal));
  return [...STRETCHES].sort((a, b) => off(a) - off(b)).slice(0, 2);
}

function arrange({ topology, standIns }: Folded, width: number, stretch: number, before: Shelves): TopologyLayout {
  const graph = neighboursOf(topology);
  const internet = topology.namespaces.find(({ kind }) => kind === 'internet')?.id;
  const limit = width - 2 * MARGIN;
  const known = before.flat().map(({ arranged }) => arranged);
  const parts = componentsOf(graph).map((rooms) => {
    const within = new Set(rooms);
    const fresh = ranksOf(rooms, graph, internet !== undefined && within.has(internet) ? internet : undefined);
    const inside = part(topology, within);
    const kept = keptRanks(fresh, graph, known);
    const arranged = rowsOf(kept?.ranks ?? fresh, inside, limit, kept?.rows);
    return { ...placeComponent(arranged, inside), arranged };
  });
  const shelves = shelve(parts, limit, before);
  const laid = stood(shelves);
  const wired = new Set(topology.links.flatMap(({ from, to }) => [from, to]));
  return {
    ...laid,
    stretch,
    standIns,
    shelves,
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

/** Everything at its place in the whole. */
function stood(shelves: Shelves): Omit<TopologyLayout, 'standIns' | 'shelves' | 'stretch'> {
  let [y, width] = [0, 0];
  const rooms: PlacedRoom[] = [];
  const cables: PlacedCable[] = [];
  for (const shelf of shelves) {
    let x = 0;
    for (const part of shelf) {
      const [dx, dy] = [x + MARGIN, y + MARGIN];
      rooms.push(...part.rooms.map((room) => movedRoom(room, dx, dy)));
      cables.push(...part.cables.map((cable) => ({ ...cable, points: cable.points.map((at) => moved(at, dx, dy)) })));
      x += part.width + PART_GAP;
    }
    width = Math.max(width, x - PART_GAP);
    y += Math.max(...shelf.map(({ height }) => height)) + PART_GAP;
  }
  return {
    width: width + 2 * MARGIN,
    height: Math.max(0, y - PART_GAP) + 2 * MARGIN,
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
