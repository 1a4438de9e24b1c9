import type { TopologyScene } from '../../src/protocol/scene.ts';

/** Which rooms are wired to which; every namespace has an entry. Rooms wired to themselves only have none. */
export type Neighbours = ReadonlyMap<string, readonly string[]>;

/** Reads the room graph off the wires. The order is that of namespaces and links, so that drawings keep their places. */
export function neighboursOf({ namespaces, devices, links }: TopologyScene): Neighbours {
  const roomOf = new Map(devices.map((device) => [device.id, device.namespace]));
  const graph = new Map<string, string[]>(namespaces.map(({ id }) => [id, []]));
  const join = (from: string, to: string) => {
    const list = graph.get(from);
    if (list && !list.includes(to)) list.push(to);
  };
  for (const { from, to } of links) {
    const [a, b] = [roomOf.get(from), roomOf.get(to)];
    if (a === undefined || b === undefined || a === b || !graph.has(a) || !graph.has(b)) continue;
    join(a, b);
    join(b, a);
  }
  return graph;
}

/** The connected parts of the graph, each in order of creation. */
export function componentsOf(graph: Neighbours): string[][] {
  const seen = new Set<string>();
  const order = [...graph.keys()];
  const components: string[][] = [];
  for (const start of order) {
    if (seen.has(start)) continue;
    const found = new Set([start]);
    for (const room of found) for (const next of graph.get(room) ?? []) found.add(next);
    for (const room of found) seen.add(room);
    components.push(order.filter((room) => found.has(room)));
  }
  return components;
}
