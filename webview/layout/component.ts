import type { LinkEdge, TopologyScene } from '../../src/protocol/scene.ts';
import type { PlacedDevice } from './device.ts';
import type { Point } from './geometry.ts';
import { type Crossing, type Passes, passAt, passesOf } from './gutters.ts';
import type { PlacedRoom } from './place-room.ts';
import type { Rows } from './rows.ts';
import { CHANNEL, type Standing, standRows } from './stand.ts';

/**
 * The course of a wire: `bump` leaves and arrives vertically, by way of gaps between rooms; `loop` hangs below two rooms of
 * one row; `straight` joins two side walls.
 */
export interface PlacedCable {
  readonly edge: LinkEdge;
  readonly course: 'bump' | 'loop' | 'straight';
  readonly points: readonly Point[];
}

/** A connected part of the drawing, from its own origin. */
export interface Component {
  readonly width: number;
  readonly height: number;
  readonly rooms: readonly PlacedRoom[];
  readonly cables: readonly PlacedCable[];
}

/** Places the rooms of a connected part, row by row, and lays its wires. */
export function placeComponent(rows: Rows, topology: TopologyScene): Component {
  const { links } = topology;
  const wired = wiredRooms(topology);
  const first = standRows(rows, wired, new Map(), links);
  const passes = passesOf(
    crossingsOf(first, links),
    first.rows.map(({ gaps }) => gaps),
  );
  // Wires that pass between rooms need wider gaps, so all is placed once more.
  const standing = passes.size > 0 ? standRows(rows, wired, passes, links) : first;
  const cables = layCables(standing, links, passes);
  const hangs = cables.some(
    ({ course, points }) => course === 'loop' && Math.max(...points.map(({ y }) => y)) + CHANNEL > standing.height,
  );
  return {
    width: standing.width,
    height: standing.height + (hangs ? CHANNEL : 0),
    rooms: standing.rows.flatMap(({ rooms }) => rooms),
    cables,
  };
}

/** Pairs of rooms that share a wire, as `a b` and `b a`. */
function wiredRooms({ devices, links }: TopologyScene): ReadonlySet<string> {
  const roomOf = new Map(devices.map((device) => [device.id, device.namespace]));
  return new Set(
    links.flatMap(({ from, to }) => {
      const [a, b] = [roomOf.get(from), roomOf.get(to)];
      return [`${a} ${b}`, `${b} ${a}`];
    }),
  );
}

interface End {
  readonly row: number;
  readonly device: PlacedDevice;
}

function endsOf({ rows }: Standing): ReadonlyMap<string, End> {
  const ends = rows.flatMap(({ rooms }, row) =>
    rooms.flatMap(({ devices }) => devices.map((device) => [device.device.id, { row, device }] as const)),
  );
  return new Map(ends);
}

/** The wires that skip at least one row. */
function crossingsOf(standing: Standing, links: readonly LinkEdge[]): Crossing[] {
  const ends = endsOf(standing);
  return links.flatMap((link) => {
    const [a, b] = [ends.get(link.from), ends.get(link.to)];
    if (!a || !b || Math.abs(a.row - b.row) < 2) return [];
    const [upper, lower] = a.row < b.row ? [a, b] : [b, a];
    const at = ({ row, device }: End) => ({ row, x: device.plug.x });
    return [{ link, upper: at(upper), lower: at(lower) }];
  });
}

function layCables(standing: Standing, links: readonly LinkEdge[], passes: Passes): PlacedCable[] {
  const ends = endsOf(standing);
  return links.flatMap((edge): PlacedCable[] => {
    const [from, to] = [ends.get(edge.from), ends.get(edge.to)];
    if (!from || !to) return [];
    const [a, b] = [from.device.plug, to.device.plug];
    if (from.row === to.row) {
      const aside = from.device.wall === 'left' || from.device.wall === 'right';
      return [{ edge, course: aside ? 'straight' : 'loop', points: [a, b] }];
    }
    const down = from.row < to.row;
    const way: Point[] = [];
    for (let row = Math.min(from.row, to.row) + 1; row < Math.max(from.row, to.row); row += 1) {
      const { top, bottom, gaps } = standing.rows[row]!;
      const x = passAt(gaps, passes.get(row)!, edge);
      way.push({ x, y: top }, { x, y: bottom });
    }
    return [{ edge, course: 'bump', points: [a, ...(down ? way : way.reverse()), b] }];
  });
}
