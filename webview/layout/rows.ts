import type { NamespaceNode, TopologyScene } from '../../src/protocol/scene.ts';
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
 * the widths of rooms on the walls, so the rooms are planned twice: once to break the ranks, once to draw.
 */
export function rowsOf(ranks: readonly (readonly string[])[], topology: TopologyScene, limit: number): Rows {
  const nodes = new Map(topology.namespaces.map((node) => [node.id, node]));
  const plan = (rows: readonly (readonly string[])[]) => planRows(rows, topology, nodes, limit);
  const pieces = plan(ranks).map((row) => broken(row, limit));
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

/** The row in as many pieces as the width asks for, none much longer than another. */
function broken(row: readonly RoomPlan[], limit: number): RoomPlan[][] {
  const widest = Math.max(...row.map(({ width }) => width));
  const total = row.reduce((sum, { width }) => sum + width + ROOM_GAP, -ROOM_GAP);
  if (total <= limit) return [[...row]];
  const perRow = Math.max(1, Math.floor((limit + ROOM_GAP) / (widest + ROOM_GAP)));
  const pieces = Math.max(2, Math.ceil(row.length / perRow));
  const length = Math.ceil(row.length / Math.min(pieces, row.length));
  return Array.from({ length: Math.ceil(row.length / length) }, (_, piece) =>
    row.slice(piece * length, (piece + 1) * length),
  );
}
