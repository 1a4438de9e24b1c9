import type { Neighbours } from './neighbours.ts';

/** A core wider than this is drawn as a tree from its best connected room instead of a row. */
const WIDEST_CORE = 4;

/**
 * Cuts a connected part into ranks, the top one first: the Internet at the edge above its host, else the core of the
 * network (what is left when leaves are peeled off) above what hangs on it. Wires join rooms of one rank or of two
 * neighbouring ranks, never further.
 */
export function ranksOf(rooms: readonly string[], graph: Neighbours, internet: string | undefined): string[][] {
  const top = internet === undefined ? coreOf(rooms, graph) : [internet];
  return breadthFirst(top, graph);
}

/** What is left when leaves are peeled off, round by round, until nothing but leaves or a ring remains. */
function coreOf(rooms: readonly string[], graph: Neighbours): string[] {
  let core = [...rooms];
  for (;;) {
    const within = new Set(core);
    const degree = (room: string) => (graph.get(room) ?? []).filter((next) => within.has(next)).length;
    const inner = core.filter((room) => degree(room) > 1);
    if (inner.length === 0 || inner.length === core.length) break;
    core = inner;
  }
  if (core.length <= WIDEST_CORE) return core;
  const degree = (room: string) => graph.get(room)?.length ?? 0;
  return [core.reduce((best, room) => (degree(room) > degree(best) ? room : best))];
}

function breadthFirst(top: readonly string[], graph: Neighbours): string[][] {
  const seen = new Set(top);
  const ranks = [walk(top, graph)];
  for (;;) {
    const next: string[] = [];
    for (const room of ranks.at(-1)!) {
      for (const neighbour of graph.get(room) ?? []) {
        if (seen.has(neighbour)) continue;
        seen.add(neighbour);
        next.push(neighbour);
      }
    }
    if (next.length === 0) return ranks;
    ranks.push(walk(next, graph));
  }
}

/** Orders a rank so that rooms wired to each other stand side by side: along the wires, beginning at a loose end. */
function walk(rank: readonly string[], graph: Neighbours): string[] {
  const within = new Set(rank);
  const beside = (room: string) => (graph.get(room) ?? []).filter((next) => within.has(next));
  const ends = rank.filter((room) => beside(room).length === 1);
  const ordered = new Set<string>();
  const follow = (room: string) => {
    if (ordered.has(room)) return;
    ordered.add(room);
    for (const next of beside(room)) follow(next);
  };
  for (const room of rank) {
    const chained = beside(room).length > 0;
    const start = chained ? ends.find((end) => !ordered.has(end)) : undefined;
    if (!ordered.has(room)) follow(start ?? room);
    follow(room);
  }
  return [...ordered];
}
