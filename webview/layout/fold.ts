import type { DeviceNode, LinkEdge, NamespaceNode, TopologyScene } from '../../src/protocol/scene.ts';

/** Labs of up to this many namespaces are drawn as they are. */
const ROOMS_DRAWN = 16;
/** Fewer stations than this are not worth a group. */
const LEAST_GROUP = 4;

/** A room that stands for several namespaces which hang on one switch by one wire each. */
export interface GroupNode extends NamespaceNode {
  readonly members: readonly NamespaceNode[];
}

/** A topology of which some namespaces are folded into groups. */
export interface Folded {
  readonly topology: TopologyScene;
  /** By the id of a namespace or a device that is not drawn: the room or the device that stands for it. */
  readonly standIns: ReadonlyMap<string, string>;
}

/** The namespaces that a room of the drawing stands for; none for a room that is a namespace itself. */
export function membersOf(node: NamespaceNode): readonly NamespaceNode[] {
  return 'members' in node ? (node as GroupNode).members : [];
}

/** A station: a namespace with one wire, to the hub's device `port`. */
interface Station {
  readonly node: NamespaceNode;
  readonly device: DeviceNode;
  readonly port: DeviceNode;
  readonly link: LinkEdge;
}

/**
 * Folds the stations of a large lab into groups, one for each switch they hang on. Namespaces in `keep` (those a packet
 * goes to) stay as they are.
 */
export function foldTopology(topology: TopologyScene, keep: ReadonlySet<string>): Folded {
  const plain: Folded = { topology, standIns: new Map() };
  if (topology.namespaces.length <= ROOMS_DRAWN) return plain;
  const groups = [...groupsOf(topology, keep)].filter(([, stations]) => stations.length >= LEAST_GROUP);
  return groups.reduce(
    (folded, [key, stations]) => merge(folded, foldGroup(folded.topology, `group:${key}`, stations)),
    plain,
  );
}

function merge(before: Folded, after: Folded): Folded {
  return { topology: after.topology, standIns: new Map([...before.standIns, ...after.standIns]) };
}

/** Stations by what they hang on: the hub's namespace, and the switch in it. */
function groupsOf(topology: TopologyScene, keep: ReadonlySet<string>): Map<string, Station[]> {
  const byId = new Map(topology.devices.map((device) => [device.id, device]));
  const wires = new Map<string, LinkEdge[]>();
  for (const link of topology.links) {
    for (const end of [link.from, link.to]) {
      const room = byId.get(end)!.namespace;
      wires.set(room, [...(wires.get(room) ?? []), link]);
    }
  }
  const groups = new Map<string, Station[]>();
  for (const node of topology.namespaces) {
    const [link, ...more] = wires.get(node.id) ?? [];
    if (link === undefined || more.length > 0 || node.kind !== 'netns' || keep.has(node.id)) continue;
    const [from, to] = [byId.get(link.from)!, byId.get(link.to)!];
    const [device, port] = from.namespace === node.id ? [from, to] : [to, from];
    const hub = topology.namespaces.find(({ id }) => id === port.namespace)!;
    // Two namespaces that have only each other are a pair, not a hub and its station.
    if (hub === node || (wires.get(hub.id) ?? []).length < LEAST_GROUP) continue;
    const key = `${hub.id} ${port.master ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), { node, device, port, link }]);
  }
  return groups;
}

/** Puts one room, one wire and one port in the place of the first of the stations, and takes all of them away. */
function foldGroup(topology: TopologyScene, id: string, stations: readonly Station[]): Folded {
  const first = stations[0]!;
  const gone = new Set(stations.flatMap(({ node, port }) => [node.id, port.id]));
  const count = stations.length;
  const names = new Set(stations.map(({ device }) => device.name));
  const some = (holds: (station: Station) => boolean) => stations.some(holds);
  const room: GroupNode = {
    id,
    name: `${count} namespaces`,
    kind: 'netns',
    forwards: false,
    line: undefined,
    members: stations.map(({ node }) => node),
  };
  const stand = (device: DeviceNode, place: string, name: string, up: boolean, carrier: boolean): DeviceNode => ({
    id: `${id}/${name}`,
    namespace: place,
    name,
    kind: device.kind,
    up,
    carrier,
    mac: '',
    addresses: [],
    master: undefined,
    line: undefined,
  });
  const each = `${count} × ${names.size === 1 ? first.device.name : 'device'}`;
  const device = stand(
    first.device,
    id,
    each,
    some((s) => s.device.up),
    some((s) => s.device.carrier),
  );
  const port: DeviceNode = {
    ...stand(
      first.port,
      first.port.namespace,
      `${count} ports`,
      some((s) => s.port.up),
      some((s) => s.port.carrier),
    ),
    master: first.port.master,
  };
  const wire: LinkEdge = { from: port.id, to: device.id, up: some(({ link }) => link.up) };
  return {
    topology: {
      ...topology,
      namespaces: topology.namespaces.flatMap((node) =>
        node.id === first.node.id ? [room] : gone.has(node.id) ? [] : [node],
      ),
      devices: topology.devices.flatMap((each) => {
        if (each.id === first.port.id) return [port];
        if (each.id === first.device.id) return [device];
        return gone.has(each.id) || gone.has(each.namespace) ? [] : [each];
      }),
      links: topology.links.flatMap((link) => {
        if (link === first.link) return [wire];
        return stations.some((station) => station.link === link) ? [] : [link];
      }),
    },
    standIns: new Map(
      stations.flatMap((station) => [
        [station.node.id, id] as const,
        [station.device.id, device.id] as const,
        [station.port.id, port.id] as const,
      ]),
    ),
  };
}
