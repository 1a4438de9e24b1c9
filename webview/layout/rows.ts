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
 * the widths of rooms on the walls, so the rooms are planned twice: once to break the ranks, once to draw. Rooms that stood
 * in rows `before` stay in them; only what no longer fits there moves on to the next row, as words of a text do.
 */
export function rowsOf(
  ranks: readonly (readonly string[])[],
  topology: TopologyScene,
  limit: number,
  before?: Rows,
): Rows {
  const nodes = new Map(topology.namespaces.map((node) => [node.id, node]));
  const graph = neighboursOf(topology);
  const stood = ranks.map((rank) => (before === undefined ? [rank] : keptRows(rank, before)));
  const planned = regrouped(planRows(stood.flat(), topology, nodes, limit), stood);
  const pieces = planned.map((rows) => (before === undefined ? broken(rows[0]!, limit, graph) : flowed(rows, limit)));
  const rankOf = pieces.flatMap((rows, rank) => rows.map(() => rank));
  const names = pieces.flat().map((row) => row.map(({ node }) => node.id));
  return planRows(names, topology, nodes, limit).map((plans, index) => ({ plans, rank: rankOf[index]! }));
}

/** The rooms of a rank row by row, as they stood; a new one stands where the one before it in the rank does. */
function keptRows(rank: readonly string[], before: Rows): string[][] {
  const rowOf = new Map(before.flatMap(({ plans }, row) => plans.map(({ node }) => [node.id, row] as const)));
  const rows: string[][] = [[]];
  let last: number | undefined;
  for (const room of rank) {
    const row = rowOf.get(room) ?? last;
    if (last !== undefined && row !== last) rows.push([]);
    rows.at(-1)!.push(room);
    last = row;
  }
  return rows;
}

/** A list cut as another one is. */
function regrouped<T>(list: readonly T[], like: readonly (readonly unknown[])[]): T[][] {
  const rest = [...list];
  return like.map(({ length }) => rest.splice(0, length));
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

/**
 * The row in as few pieces as the width allows, each as wide as the others where that is possible. A chain of rooms, each
 * wired to the next, fills one piece after the other, so that none moves when it grows.
 */
function broken(row: readonly RoomPlan[], limit: number, graph: Neighbours): RoomPlan[][] {
  const wired = (a: RoomPlan, b: RoomPlan) => graph.get(a.node.id)!.includes(b.node.id);
  if (row.slice(1).every((plan, index) => wired(row[index]!, plan))) return snaked(filled(row, limit));
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

/** Rows of which each hands on to the next what does not fit. */
function flowed(rows: readonly RoomPlan[][], limit: number): RoomPlan[][] {
  const kept: RoomPlan[][] = [];
  let over: readonly RoomPlan[] = [];
  for (const row of rows) {
    const [first, ...rest] = filled([...over, ...row], limit);
    kept.push(first!);
    over = rest.flat();
  }
  return [...kept, ...filled(over, limit)];
}

const widthOf = (row: readonly RoomPlan[]) => row.reduce((sum, { width }) => sum + width + ROOM_GAP, -ROOM_GAP);

/** Lets a chain of rooms turn back where it goes on from one piece to the next, as a snake does, and not jump. */
const snaked = (pieces: readonly RoomPlan[][]) =>
  pieces.map((piece, index) => (index % 2 === 1 ? [...piece].reverse() : piece));
