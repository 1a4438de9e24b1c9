import type { TopologyScene } from '../../src/protocol/scene.ts';

/** What a search finds in the topology. */
export interface Found {
  /** Ids of namespaces and devices; a device's namespace counts as found with it. */
  readonly ids: ReadonlySet<string>;
  /** The namespaces, in order. */
  readonly namespaces: readonly string[];
}

/** Looks for namespaces by name, and for devices by name, address, MAC or kind; nothing is found for an empty search. */
export function searchTopology({ namespaces, devices }: TopologyScene, text: string): Found {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return { ids: new Set(), namespaces: [] };
  const has = (...texts: readonly string[]) => texts.some((each) => each.toLowerCase().includes(wanted));
  const found = devices.filter(({ name, kind, mac, addresses, notes = [] }) =>
    has(name, kind, mac, ...addresses, ...notes),
  );
  const within = new Set(found.map(({ namespace }) => namespace));
  const rooms = namespaces.filter(({ id, name }) => has(name) || within.has(id)).map(({ id }) => id);
  return { ids: new Set([...rooms, ...found.map(({ id }) => id)]), namespaces: rooms };
}
