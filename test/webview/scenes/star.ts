import type { Scene } from '../../../src/protocol/scene.ts';
import { device, loopback, room, tablesOf, wire } from './build.ts';

/** A lab of many namespaces on one switch, without packets. */
export function starScene(count: number): Scene {
  const names = Array.from({ length: count }, (_, index) => `h${index + 1}`);
  return {
    uri: 'file:///star.netlab',
    version: 1,
    at: { index: 0, line: 9, command: 'ip -n h1 link set eth0 up', exitCode: 0, time: 0 },
    fixes: [],
    commands: [],
    topology: {
      namespaces: [room('host'), ...names.map((name) => room(name))],
      devices: [
        loopback('host'),
        device('host/br0', { kind: 'bridge', addresses: ['10.0.0.1/16'] }),
        ...names.flatMap((name, index) => [
          device(`host/v-${name}`, { master: 'host/br0' }),
          loopback(name),
          device(`${name}/eth0`, { addresses: [`10.0.${Math.floor(index / 250)}.${(index % 250) + 2}/16`] }),
        ]),
      ],
      links: names.map((name) => wire(`host/v-${name}`, `${name}/eth0`)),
    },
    journey: undefined,
    namespaces: ['host', ...names].map((name) => tablesOf(name, [])),
  };
}
