import { describe, expect, test } from 'vitest';
import type { TopologyScene } from '../../../src/protocol/scene.ts';
import { foldTopology } from '../../../webview/layout/fold.ts';
import { contains, overlap } from '../../../webview/layout/geometry.ts';
import { layoutTopology } from '../../../webview/layout/topology.ts';
import { device, loopback, room, wire } from '../scenes/build.ts';

/** A switch in `host` with so many namespaces on it, and one more behind a wire of its own. */
function star(count: number): TopologyScene {
  const names = Array.from({ length: count }, (_, index) => `h${index + 1}`);
  return {
    namespaces: [room('host'), ...names.map((name) => room(name)), room('outside')],
    devices: [
      device('host/br0', { kind: 'bridge', addresses: ['10.0.0.1/16'] }),
      ...names.flatMap((name) => [
        device(`host/v-${name}`, { master: 'host/br0' }),
        loopback(name),
        device(`${name}/eth0`, { addresses: ['10.0.0.9/16'] }),
      ]),
      device('host/uplink'),
      device('outside/eth0'),
    ],
    links: [...names.map((name) => wire(`host/v-${name}`, `${name}/eth0`)), wire('host/uplink', 'outside/eth0')],
  };
}

const none: ReadonlySet<string> = new Set();

describe('folding', () => {
  test('leaves a small lab as it is', () => {
    const topology = star(10);
    expect(foldTopology(topology, none)).toEqual({ topology, standIns: new Map() });
  });

  test('puts the stations of a switch into one room with one wire', () => {
    const { topology, standIns } = foldTopology(star(20), none);
    expect(topology.namespaces.map(({ name }) => name)).toEqual(['host', '20 namespaces', 'outside']);
    expect(topology.links.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'group:host host/br0/20 ports group:host host/br0/20 × eth0',
      'host/uplink outside/eth0',
    ]);
    expect(standIns.get('h7/eth0')).toBe('group:host host/br0/20 × eth0');
    expect(standIns.get('host/v-h7')).toBe('group:host host/br0/20 ports');
    expect(standIns.get('h7')).toBe('group:host host/br0');
  });

  test('keeps what a packet goes to', () => {
    const { topology, standIns } = foldTopology(star(20), new Set(['h3', 'h4']));
    expect(topology.namespaces.map(({ name }) => name)).toEqual(['host', '18 namespaces', 'h3', 'h4', 'outside']);
    expect(standIns.has('h3')).toBe(false);
  });

  test.each([20, 50, 200])('%i namespaces fit a window without overlaps', (count) => {
    const { rooms, width, height } = layoutTopology(star(count), { width: 640, height: 600 }, new Set(['h1', 'h2']));
    expect(width).toBeLessThanOrEqual(640);
    expect(height).toBeLessThanOrEqual(800);
    for (const [index, a] of rooms.entries()) {
      for (const b of rooms.slice(index + 1)) expect(overlap(a, b), `${a.title} over ${b.title}`).toBe(false);
      for (const tile of a.tiles) {
        expect(contains(a, tile), tile.title).toBe(true);
        for (const each of a.devices) expect(overlap(each, tile), `${each.device.id} over ${tile.title}`).toBe(false);
      }
    }
    const drawn = rooms.flatMap(({ tiles }) => tiles);
    expect(drawn.length).toBe(count - 2);
  });
});
