import type { LinkEdge, TopologyScene } from '../../src/protocol/scene.ts';
import type { PlacedDevice } from './device.ts';
import type { Point } from './geometry.ts';
import { type Crossing, PASS_WIDTH, type Passes, passesOf } from './gutters.ts';
import { type PlacedRoom, placeRoom } from './place-room.ts';
import { ROOM_GAP, type Rows, WIRE_GAP } from './rows.ts';

/** Height between two rows, which the wires cross. */
export const CHANNEL = 46;

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
  const wired = wiredRooms(topology);
  const first = placeRows(rows, wired, new Map());
  const passes = passesOf(crossingsOf(first, topology.links), first.gaps);
  const { width, height, rooms, gaps } = passes.size > 0 ? placeRows(rows, wired, passes) : first;
  const cables = layCables({ rooms, gaps }, topology.links, passes);
  const hangs = cables.some(({ course, points }) => course === 'loop' && points[0]!.y + CHANNEL > height);
  return { width, height: height + (hangs ? CHANNEL : 0), rooms: rooms.flat(), cables };
}

/** Pairs of rooms that share a wire, as `a b`. */
function wiredRooms({ devices, links }: TopologyScene): ReadonlySet<string> {
  const roomOf = new Map(devices.map((device) => [device.id, device.namespace]));
  return new Set(links.flatMap(({ from, to }) => pairs(roomOf.get(from), roomOf.get(to))));
}

const pairs = (a: string | undefined, b: string | undefined) => [`${a} ${b}`, `${b} ${a}`];

interface RowGaps {
  readonly middles: readonly number[];
  readonly top: number;
  readonly bottom: number;
}

function placeRows(rows: Rows, wired: ReadonlySet<string>, passes: Passes) {
  const widths = rows.map((row, index) => gapWidths(row, wired, passes.get(index)));
  const total = (index: number) =>
    rows[index]!.reduce((sum, { width }) => sum + width, 0) + widths[index]!.reduce((sum, width) => sum + width, 0);
  const width = Math.max(...rows.map((_, index) => total(index)));
  let y = 0;
  const placed: PlacedRoom[][] = [];
  const gaps: RowGaps[] = [];
  for (const [index, row] of rows.entries()) {
    const height = Math.max(...row.map((plan) => plan.height));
    const margins = widths[index]!;
    let x = (width - total(index)) / 2;
    const middles = [x + margins[0]! / 2];
    x += margins[0]!;
    placed.push(
      row.map((plan, place) => {
        const room = placeRoom(plan, { x, y, width: plan.width, height });
        const gap = margins[place + 1]!;
        middles.push(x + plan.width + gap / 2);
        x += plan.width + gap;
        return room;
      }),
    );
    gaps.push({ middles, top: y, bottom: y + height });
    y += height + CHANNEL;
  }
  return { width, height: y - CHANNEL, rooms: placed, gaps };
}

/** Widths of the gaps before, between and behind the rooms of a row. The outer ones exist only for wires that pass there. */
function gapWidths(row: Rows[number], wired: ReadonlySet<string>, passes: readonly (readonly LinkEdge[])[] = []) {
  const space = (gap: number) => {
    const outer = gap === 0 || gap === row.length;
    const joined = !outer && wired.has(`${row[gap - 1]!.node.id} ${row[gap]!.node.id}`);
    const wires = passes[gap]?.length ?? 0;
    return (
      (outer ? 0 : joined ? WIRE_GAP : ROOM_GAP) + (wires > 0 ? wires * PASS_WIDTH + (outer ? ROOM_GAP / 2 : 0) : 0)
    );
  };
  return Array.from({ length: row.length + 1 }, (_, gap) => space(gap));
}

interface Standing {
  readonly rooms: readonly (readonly PlacedRoom[])[];
  readonly gaps: readonly RowGaps[];
}

function endsOf({ rooms }: Pick<Standing, 'rooms'>) {
  const ends = new Map<string, { readonly row: number; readonly device: PlacedDevice }>();
  for (const [row, list] of rooms.entries())
    for (const room of list) for (const device of room.devices) ends.set(device.device.id, { row, device });
  return ends;
}

function crossingsOf(standing: Pick<Standing, 'rooms'>, links: readonly LinkEdge[]): Crossing[] {
  const ends = endsOf(standing);
  return links.flatMap((link) => {
    const [a, b] = [ends.get(link.from), ends.get(link.to)];
    if (!a || !b || Math.abs(a.row - b.row) < 2) return [];
    const [upper, lower] = a.row < b.row ? [a, b] : [b, a];
    const at = (end: typeof a) => ({ row: end.row, x: end.device.plug.x });
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
    const [upper, lower] = down ? [from, to] : [to, from];
    const way: Point[] = [];
    for (let row = upper.row + 1; row < lower.row; row += 1) {
      const x = passAt(standing.gaps[row]!, passes.get(row)!, edge);
      way.push({ x, y: standing.gaps[row]!.top }, { x, y: standing.gaps[row]!.bottom });
    }
    return [{ edge, course: 'bump', points: [a, ...(down ? way : way.reverse()), b] }];
  });
}

function passAt(gaps: RowGaps, lists: readonly (readonly LinkEdge[])[], edge: LinkEdge): number {
  const gap = lists.findIndex((list) => list.includes(edge));
  const list = lists[gap]!;
  return gaps.middles[gap]! + (list.indexOf(edge) - (list.length - 1) / 2) * PASS_WIDTH;
}
