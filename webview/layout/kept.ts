import type { Neighbours } from './neighbours.ts';
import type { Rows } from './rows.ts';

/** So many more ranks than it needs may a part have before it is ranked anew: a taller drawing in its old order. */
const SPARE_RANKS = 1;

/** The ranks of a part that keeps the order it had, and the rows in which its rooms stood. */
export interface Kept {
  readonly ranks: readonly (readonly string[])[];
  readonly rows: Rows;
}

/**
 * The ranks of a connected part of the lab whose rooms, or most of them, stood in rows `before`. These stay in their ranks,
 * in their order; what is new comes last in the rank below what it is wired to. Undefined where the part has to be ranked
 * anew, which is `fresh`: where a wire would skip a rank, or where more wires than in `fresh` would run along one.
 */
export function keptRanks(
  fresh: readonly (readonly string[])[],
  graph: Neighbours,
  before: readonly Rows[],
): Kept | undefined {
  const rooms = new Set(fresh.flat());
  const known = before.map((rows) => ({ rows, rankOf: rankOf(rows, rooms) }));
  if (known.length === 0) return undefined;
  const { rows, rankOf: stood } = known.reduce((best, each) => (each.rankOf.size > best.rankOf.size ? each : best));
  // A room alone has no order yet; what is one rank, a pair or a chain, keeps its order by itself.
  if (stood.size < 2 || fresh.length === 1) return undefined;
  const ranks = extended(stood, graph);
  const good =
    ranks.flat().length === rooms.size &&
    ranks.length <= fresh.length + SPARE_RANKS &&
    !skips(ranks, graph) &&
    wiresAlong(ranks, graph) <= wiresAlong(fresh, graph);
  return good ? { ranks, rows } : undefined;
}

/** By room, those from above and from the left first: the rank it stood in. */
function rankOf(rows: Rows, rooms: ReadonlySet<string>): Map<string, number> {
  return new Map(
    rows.flatMap(({ plans, rank }) =>
      plans.flatMap(({ node }) => (rooms.has(node.id) ? [[node.id, rank] as const] : [])),
    ),
  );
}

/** Ranks with what is wired to their rooms, directly or not. */
function extended(stood: ReadonlyMap<string, number>, graph: Neighbours): string[][] {
  const all = new Map(stood);
  for (const [room, rank] of all) {
    for (const next of graph.get(room)!) if (!all.has(next)) all.set(next, rank + 1);
  }
  const numbers = [...new Set(all.values())].sort((a, b) => a - b);
  return numbers.map((number) => [...all].flatMap(([room, rank]) => (rank === number ? [room] : [])));
}

function skips(ranks: readonly (readonly string[])[], graph: Neighbours): boolean {
  const number = new Map(ranks.flatMap((rank, index) => rank.map((room) => [room, index] as const)));
  return [...number].some(([room, rank]) => graph.get(room)!.some((next) => Math.abs(number.get(next)! - rank) > 1));
}

function wiresAlong(ranks: readonly (readonly string[])[], graph: Neighbours): number {
  return ranks.reduce((sum, rank) => {
    const within = new Set(rank);
    return sum + rank.flatMap((room) => graph.get(room)!.filter((next) => within.has(next))).length;
  }, 0);
}
