import type { NamespaceNode, TopologyScene } from '../../src/protocol/scene.ts';
import { type Neighbours, neighboursOf } from './neighbours.ts';
import { planRoom, type RoomPlan } from './room.ts';
import { type Spots, seatsOf } from './walls.ts';

/** Space between rooms of one row, at least. */
export const ROOM_GAP = 18;
/** Space between rooms of one row that are wired to each other. */
export const WIRE_GAP = 52;

/** A row of room plans. A rank that is too wide for one row gives several, which stand as a grid. */
export interface Row {
  readonly plans: readonly RoomPlan[];
  readonly rank: number;
}

/** Rows from above. */
export type Rows = readonly Row[];

/**
 * Breaks ranks into rows that fit a width, evenly filled, and plans the rooms. The walls of devices depend on the rows and
 * the widths of rooms on the walls, so the rooms are planned twice: once to break the ranks, once to draw. The same rooms,
 * wired alike, stay in the rows in which they stood `before` while these still fit.
 */
export function rowsOf(
  ranks: readonly (readonly string[])[],
  topology: TopologyScene,
  limit: number,
  before?: Rows,
): Rows {
  const nodes = new Map(topology.namespaces.map((node) => [node.id, node]));
  const plan = (rows: readonly (readonly string[])[]) => planRows(rows, topology, nodes, limit);
  if (before !== undefined) {
    const kept = plan(before.map(({ plans }) => plans.map(({ node }) => node.id)));
    const fits = kept.every((row) => row.length === 1 || widthOf(row) <= limit);
    if (fits) return kept.map((plans, index) => ({ plans, rank: before[index]!.rank }));
  }
  const graph = neighboursOf(topology);
  const pieces = plan(ranks).map((row) => snaked(broken(row, limit), graph));
  const rankOf = pieces.flatMap((rows, rank) => rows.map(() => rank));
  const rows = plan(pieces.flat().map((row) => row.map(({ node }) => node.id)));
  return rows.map((plans, index) => ({ plans, rank: rankOf[index]! }));
}

function planRows(
  rows: readonly (readonly string[])[],
  topology: TopologyScene,
  nodes: ReadonlyMap<string, NamespaceNode>,
  limit: number,
): RoomPlan[][] {
  const seats = seatsOf(topology, spotsOf(rows));
  return rows.map((row) => row.map((room) => planRoom(nodes.get(room)!, seats.get(room) ?? [], limit)));
}

function spotsOf(rows: readonly (readonly string[])[]): Spots {
  return new Map(
    rows.flatMap((rooms, row) => rooms.map((room, index) => [room, { row, index, count: rooms.length }] as const)),
  );
}

/** The row in as few pieces as the width allows, each as wide as the others where that is possible. */
function broken(row: readonly RoomPlan[], limit: number): RoomPlan[][] {
  const fewest = filled(row, limit).length;
  let capacity = widthOf(row) / fewest;
  while (filled(row, capacity).length > fewest) capacity += ROOM_GAP;
  return filled(row, capacity);
}

/** Puts rooms into pieces of a capacity, one after the other; a room wider than that has a piece of its own. */
function filled(row: readonly RoomPlan[], capacity: number): RoomPlan[][] {
  const pieces: RoomPlan[][] = [];
  for (const plan of row) {
    const last = pieces.at(-1);
    if (last && widthOf([...last, plan]) <= capacity) last.push(plan);
    else pieces.push([plan]);
  }
  return pieces;
}

const widthOf = (row: readonly RoomPlan[]) => row.reduce((sum, { width }) => sum + width + ROOM_GAP, -ROOM_GAP);

/** Lets a chain of rooms that goes on from one piece to the next turn back there, as a snake does, and not jump. */
function snaked(pieces: readonly RoomPlan[][], graph: Neighbours): RoomPlan[][] {
  const wired = (a: RoomPlan, b: RoomPlan) => graph.get(a.node.id)?.includes(b.node.id) ?? false;
  const chained = pieces.some((piece, index) => index > 0 && wired(pieces[index - 1]!.at(-1)!, piece[0]!));
  return pieces.map((piece, index) => (chained && index % 2 === 1 ? [...piece].reverse() : piece));
}
