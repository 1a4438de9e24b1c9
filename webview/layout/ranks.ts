import type { Neighbours } from './neighbours.ts';

/** Chains and rings of more rooms than this are laid like a snake, shorter ones from the middle down. */
const LONGEST_HANGING = 12;

/**
 * Cuts a connected part into ranks, the top one first: the Internet at the edge above its host, else the core of the
 * network above what hangs on it. Wires join rooms of one rank or of two neighbouring ranks, never further. A long chain is
 * one rank.
 */
export function ranksOf(rooms: readonly string[], graph: Neighbours, internet: string | undefined): string[][] {
  const chain = rooms.length > LONGEST_HANGING && rooms.every((room) => graph.get(room)!.length <= 2);
  if (chain && internet === undefined) return [walk(rooms, graph)];
  return breadthFirst(internet === undefined ? topOf(coreOf(rooms, graph), graph) : [internet], graph);
}

/** What is left when leaves are peeled off, round by round, until nothing but leaves or rings remain. */
function coreOf(rooms: readonly string[], graph: Neighbours): string[] {
  let core = [...rooms];
  for (;;) {
    const within = new Set(core);
    const inner = core.filter((room) => graph.get(room)!.filter((next) => within.has(next)).length > 1);
    if (inner.length === 0 || inner.length === core.length) return core;
    core = inner;
  }
}

/**
 * Of a core of rings, the room that is best connected within it, and those that are wired exactly as it is: the spines
 * above the leaves. Of a simple ring one room alone, so that it is drawn as a ring.
 */
function topOf(core: readonly string[], graph: Neighbours): readonly string[] {
  if (core.length <= 2) return core;
  const within = new Set(core);
  const around = new Map(core.map((room) => [room, graph.get(room)!.filter((next) => within.has(next))]));
  const better = (a: string, b: string) =>
    around.get(a)!.length - around.get(b)!.length || graph.get(a)!.length - graph.get(b)!.length;
  const hub = core.reduce((best, room) => (better(room, best) > 0 ? room : best));
  const spokes = new Set(around.get(hub)!);
  if (spokes.size <= 2) return [hub];
  return core.filter(
    (room) => around.get(room)!.length === spokes.size && around.get(room)!.every((it) => spokes.has(it)),
  );
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
