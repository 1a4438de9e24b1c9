import type { DeviceNode, TopologyScene } from '../../src/protocol/scene.ts';
import { wireKey } from './way.ts';

/** So many subnets get a tint of their own; further ones begin again with the first. */
export const TINTS = 6;

/** Which subnet an address is in, and which one a wire belongs to, each as a number from 0. */
export interface Subnets {
  /** In order of their first address. */
  readonly prefixes: readonly string[];
  /** Undefined for an address that has no network of its own: a host route, or one of the loopback. */
  readonly ofAddress: (address: string) => number | undefined;
  /** By `wireKey`. A wire without an address on its segment is missing. */
  readonly ofWire: ReadonlyMap<string, number>;
}

/**
 * Sorts addresses and wires by subnet. A wire belongs to the first subnet that a device of its segment has an address of.
 * `standIns` names what is drawn in the place of a device.
 */
export function subnetsOf(topology: TopologyScene, standIns: ReadonlyMap<string, string> = new Map()): Subnets {
  const numbers = new Map<string, number>();
  for (const { kind, addresses } of topology.devices) {
    if (kind === 'loopback') continue;
    for (const address of addresses) {
      const prefix = networkOf(address);
      if (prefix !== undefined && !numbers.has(prefix)) numbers.set(prefix, numbers.size);
    }
  }
  const ofAddress = (address: string) => numbers.get(networkOf(address) ?? '');
  return {
    prefixes: [...numbers.keys()],
    ofAddress,
    ofWire: wiresOf(topology, ofAddress, (id) => standIns.get(id) ?? id),
  };
}

/** `10.0.0.0/24` of `10.0.0.7/24`. */
function networkOf(address: string): string | undefined {
  const [host, length] = address.split('/');
  const bits = Number(length);
  const bytes = (host ?? '').split('.').map(Number);
  if (bytes.length !== 4 || !(bits >= 1 && bits < 32)) return undefined;
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const size = 2 ** (32 - bits);
  const network = Math.floor(value / size) * size;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256).join('.')}/${bits}`;
}

function wiresOf(
  topology: TopologyScene,
  ofAddress: Subnets['ofAddress'],
  drawn: (id: string) => string,
): Map<string, number> {
  const segments = segmentsOf(topology);
  const numbers = new Map<string, number>();
  for (const { id, addresses } of topology.devices) {
    const segment = segments(id);
    const number = addresses.map(ofAddress).find((each) => each !== undefined);
    if (number !== undefined && !numbers.has(segment)) numbers.set(segment, number);
  }
  const stubs = topology.devices.flatMap(({ id, master }) => (master === undefined ? [] : [[id, master] as const]));
  const wires = [...topology.links.map(({ from, to }) => [from, to] as const), ...stubs];
  return new Map(
    wires.flatMap(([from, to]) => {
      const number = numbers.get(segments(from));
      return number === undefined ? [] : [[wireKey(drawn(from), drawn(to)), number] as const];
    }),
  );
}

/** Names the segment of a device: wires and switches join devices to one. */
function segmentsOf({ devices, links }: TopologyScene): (device: string) => string {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    const parent = parents.get(id);
    return parent === undefined ? id : rootOf(parent);
  };
  const join = (a: string, b: string) => {
    const [from, to] = [rootOf(a), rootOf(b)];
    if (from !== to) parents.set(from, to);
  };
  const kinds = new Map(devices.map(({ id, kind }: DeviceNode) => [id, kind]));
  for (const { id, master } of devices) if (master !== undefined && kinds.get(master) !== 'vrf') join(id, master);
  for (const { from, to, kind } of links) if (kind !== 'tunnel') join(from, to);
  return rootOf;
}
