import type { HopScene } from '../../src/protocol/scene.ts';
import type { Point } from './geometry.ts';
import type { TopologyLayout } from './topology.ts';

/** The dot of a packet comes to rest this far inside a room's right wall or a switch's right end. */
const INSET = 13;

/** Where the dot of a packet rests at a device: at the jack of a wired one, at the right end of a switch. */
export function deviceAnchor(layout: TopologyLayout, id: string): Point | undefined {
  const drawn = layout.standIns.get(id) ?? id;
  const device = layout.devices.find((each) => each.device.id === drawn);
  if (device === undefined) return undefined;
  if (device.form === 'switch') return { x: device.x + device.width - INSET, y: device.y + device.height / 2 };
  if (device.wall === 'inside') return { x: device.x + device.width, y: device.y + device.height / 2 };
  return device.plug;
}

/** Where the dot rests in a room, for stages that concern no device. */
export function roomAnchor(layout: TopologyLayout, namespace: string): Point | undefined {
  const drawn = layout.standIns.get(namespace) ?? namespace;
  const room = layout.rooms.find(({ node }) => node.id === drawn);
  return room && { x: room.x + room.width - INSET, y: room.titleAt.y - 4 };
}

/** Where a hop begins and where it ends; for a frame on a wire, the device it left and the one it reaches. */
export interface Move {
  readonly from: Point;
  readonly to: Point;
  /** The wire's ends in the direction of travel; undefined within a room. */
  readonly wire: readonly [string, string] | undefined;
}

/** The move of the dot at a hop, coming from the hop before. */
export function moveOf(layout: TopologyLayout, hops: readonly HopScene[], index: number): Move | undefined {
  const hop = hops[index];
  if (hop === undefined) return undefined;
  const here = restOf(layout, hop);
  const [reached] = hop.to;
  const there = reached === undefined ? undefined : deviceAnchor(layout, reached);
  const drawn = (id: string) => layout.standIns.get(id) ?? id;
  if (here && there && hop.device !== undefined)
    return { from: here, to: there, wire: [drawn(hop.device), drawn(reached!)] };
  const before = hops.slice(0, index).findLast(({ namespace }) => namespace === hop.namespace);
  const from = before?.to.length === 0 ? restOf(layout, before) : here;
  return here && { from: from ?? here, to: here, wire: undefined };
}

function restOf(layout: TopologyLayout, hop: HopScene): Point | undefined {
  const atDevice = WHERE_A_DEVICE_ACTS.has(hop.stage) && hop.device !== undefined;
  return (atDevice ? deviceAnchor(layout, hop.device!) : undefined) ?? roomAnchor(layout, hop.namespace);
}

/** Stages that take place at a device; the others are the host's, though they name a device. */
const WHERE_A_DEVICE_ACTS: ReadonlySet<string> = new Set([
  'transmit',
  'receive',
  'bridge',
  'vlan',
  'macvlan',
  'vxlan',
  'bond',
]);
