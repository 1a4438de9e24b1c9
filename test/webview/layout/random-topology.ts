import fc from 'fast-check';
import type { DeviceNode, LinkEdge, TopologyScene } from '../../../src/protocol/scene.ts';
import { device, loopback, room, wire } from '../scenes/build.ts';

/** A lab as it may look while it is typed: any wires between any rooms, bridges, devices without a wire, long names. */
export const randomTopology: fc.Arbitrary<TopologyScene> = fc
  .record({
    names: fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,24}$/), { minLength: 1, maxLength: 20 }),
    internet: fc.boolean(),
    bridges: fc.array(fc.nat(19), { maxLength: 3 }),
    wires: fc.array(
      fc.record({ a: fc.nat(19), b: fc.nat(19), up: fc.boolean(), port: fc.boolean(), addresses: fc.nat(4) }),
      { maxLength: 28 },
    ),
    dummies: fc.array(fc.nat(19), { maxLength: 6 }),
  })
  .map(({ names, internet, bridges, wires, dummies }) => {
    const at = (index: number) => names[index % names.length]!;
    const namespaces = names.map((name, index) =>
      room(name, { kind: internet && index === 0 ? 'internet' : 'netns', forwards: index % 3 === 0 }),
    );
    const bridgeOf = new Map(bridges.map((index) => [at(index), `${at(index)}/br0`]));
    const devices: DeviceNode[] = [
      ...names.map((name) => loopback(name)),
      ...[...bridgeOf.values()].map((id) => device(id, { kind: 'bridge', addresses: ['192.168.100.254/24'] })),
      ...dummies.map((index, number) => device(`${at(index)}/dummy${number}`, { kind: 'dummy', up: false })),
    ];
    const links: LinkEdge[] = [];
    for (const [number, { a, b, up, port, addresses }] of wires.entries()) {
      const ends = [`${at(a)}/veth${number}a`, `${at(b)}/veth${number}b`] as const;
      const own = Array.from({ length: addresses }, (_, index) => `10.${number}.${index}.1/24`);
      const master = port ? bridgeOf.get(at(a)) : undefined;
      devices.push(device(ends[0], { up, master, addresses: master ? [] : own }), device(ends[1], { up }));
      links.push(wire(...ends, up));
    }
    return { namespaces, devices, links };
  });
