import type { LinkEdge } from '../../src/protocol/scene.ts';
import { type RowWidths, widthsOf } from './columns.ts';
import type { PlacedDevice } from './device.ts';
import type { Gap, Passes } from './gutters.ts';
import { type PlacedRoom, placeRoom } from './place-room.ts';
import type { Row, Rows } from './rows.ts';

/** Height between two rows, which the wires cross. */
export const CHANNEL = 46;

/** A row at its place: its rooms, the gaps around them, and its upper and lower edge. */
export interface StandingRow {
  readonly rooms: readonly PlacedRoom[];
  readonly gaps: readonly Gap[];
  readonly top: number;
  readonly bottom: number;
}

/** A connected part with all its rooms at their places. */
export interface Standing {
  readonly rows: readonly StandingRow[];
  readonly width: number;
  readonly height: number;
}

/**
 * Places rows of rooms below each other. The widest row stays where it is; each other one moves, within the width, so that
 * its wires to the row nearer to the widest run as straight down as they can.
 */
export function standRows(
  rows: Rows,
  wired: ReadonlySet<string>,
  passes: Passes,
  links: readonly LinkEdge[],
): Standing {
  const widths = widthsOf(rows, wired, passes);
  const width = Math.max(...widths.map(({ total }) => total));
  const heights = rows.map(({ plans }) => Math.max(...plans.map(({ height }) => height)));
  const tops = heights.map((_, index) => heights.slice(0, index).reduce((sum, each) => sum + each + CHANNEL, 0));
  const stand = (index: number, x: number) => standRow(rows[index]!, widths[index]!, x, tops[index]!, heights[index]!);
  const centred = (index: number) => stand(index, (width - widths[index]!.total) / 2);

  const anchor = widths.findIndex(({ total }) => total === width);
  const placed = new Map([[anchor, centred(anchor)]]);
  const place = (index: number, nearer: number) => {
    const row = centred(index);
    const { total, grid } = widths[index]!;
    const shift = grid ? 0 : straightening(row, placed.get(nearer)!, links);
    const x = Math.max(0, Math.min(width - total, (width - total) / 2 + shift));
    placed.set(index, stand(index, x));
  };
  for (let index = anchor - 1; index >= 0; index -= 1) place(index, index + 1);
  for (let index = anchor + 1; index < rows.length; index += 1) place(index, index - 1);
  const height = tops.at(-1)! + heights.at(-1)!;
  return { rows: rows.map((_, index) => placed.get(index)!), width, height };
}

function standRow({ plans }: Row, { rooms, gaps }: RowWidths, start: number, top: number, height: number): StandingRow {
  let x = start + gaps[0]!;
  const around: Gap[] = [{ from: start, to: x }];
  // Rooms of a row are of one height, but for groups, which may be much higher.
  const plain = Math.max(0, ...plans.filter(({ block }) => block.tiles.length === 0).map((plan) => plan.height));
  const placed = plans.map((plan, index) => {
    const width = rooms[index]!;
    const room = placeRoom(plan, { x, y: top, width, height: plan.block.tiles.length > 0 ? height : plain });
    const gap = gaps[index + 1]!;
    around.push({ from: x + width, to: x + width + gap });
    x += width + gap;
    return room;
  });
  return { rooms: placed, gaps: around, top, bottom: top + height };
}

/** How far a row has to move for its wires to another row to lean neither way on the whole. */
function straightening(row: StandingRow, other: StandingRow, links: readonly LinkEdge[]): number {
  const [here, there] = [plugsOf(row), plugsOf(other)];
  const leans = links.flatMap(({ from, to }) => {
    const [a, b] = here.has(from) ? [here.get(from), there.get(to)] : [here.get(to), there.get(from)];
    return a && b ? [b.plug.x - a.plug.x] : [];
  });
  return leans.length === 0 ? 0 : leans.reduce((sum, lean) => sum + lean, 0) / leans.length;
}

function plugsOf({ rooms }: StandingRow): ReadonlyMap<string, PlacedDevice> {
  return new Map(rooms.flatMap(({ devices }) => devices.map((placed) => [placed.device.id, placed] as const)));
}
