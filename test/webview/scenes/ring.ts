import { crossing, defaultRules, device, hop, loopback, packet, room, scene, table, tablesOf, wire } from './build.ts';

const routers = ['r1', 'r2', 'r3', 'r4'];
const hosts = ['ha', 'hb', 'hc', 'hd'];
const stations = ['p1', 'p2', 'p3'];
const names = [...routers, ...hosts, 'lan', ...stations];

/** Four routers in a ring, one of its wires down, each with a host; behind the last one a room with two switches. */
export const ringScene = scene({
  at: { index: 0, line: 30, command: 'ip netns exec p1 ping -c 1 10.2.0.2', exitCode: 0, time: 0 },
  topology: {
    namespaces: names.map((name) => room(name, { forwards: routers.includes(name) })),
    devices: [
      ...names.map((name) => loopback(name)),
      ...routers.flatMap((name, index) => {
        const next = routers[(index + 1) % 4]!;
        return [
          device(`${name}/to-${next}`, { addresses: [`10.1.${index}.1/30`], line: 2 }),
          device(`${next}/to-${name}`, { addresses: [`10.1.${index}.2/30`], line: 2 }),
          device(`${name}/lan`, { addresses: [`10.2.${index}.1/24`], line: 3 }),
          device(`${hosts[index]!}/eth0`, { addresses: [`10.2.${index}.2/24`], line: 3 }),
        ];
      }),
      device('r4/down', { addresses: ['10.3.0.1/24'], line: 4 }),
      device('lan/br-lan', { kind: 'bridge', line: 5 }),
      device('lan/br-dmz', { kind: 'bridge', addresses: ['10.9.0.1/24'], line: 5 }),
      device('lan/up', { master: 'lan/br-lan', line: 4 }),
      device('lan/dummy0', { kind: 'dummy', addresses: ['10.8.0.1/32'], line: 6 }),
      ...stations.flatMap((name, index) => [
        device(`lan/port-${name}`, { master: index < 2 ? 'lan/br-lan' : 'lan/br-dmz', line: 7 }),
        device(`${name}/eth0`, { addresses: [`10.3.0.${index + 2}/24`], line: 7 }),
      ]),
    ],
    links: [
      ...routers.map((name, index) => {
        const next = routers[(index + 1) % 4]!;
        return wire(`${name}/to-${next}`, `${next}/to-${name}`, index !== 2);
      }),
      ...routers.map((name, index) => wire(`${hosts[index]!}/eth0`, `${name}/lan`)),
      wire('lan/up', 'r4/down'),
      ...stations.map((name) => wire(`lan/port-${name}`, `${name}/eth0`)),
    ],
  },
  journey: {
    index: 0,
    line: 30,
    command: 'ip netns exec p1 ping -c 1 10.2.0.2',
    namespace: 'p1',
    summary: 'Delivered in 3 hops.',
    ok: true,
    selected: 1,
    omitted: 0,
    frames: [],
    packets: [
      packet(1, {
        protocol: 'ICMP',
        title: 'echo request 10.3.0.2 → 10.2.0.2, seq 1',
        fate: 'delivered',
        sentence: 'ha takes it.',
        hops: [
          hop('p1', 'send', 'send', { sentence: 'p1 sends echo request.' }),
          ...crossing('p1/eth0', 'lan/port-p1'),
          hop('lan', 'bridge', 'br-lan', {
            device: 'lan/br-lan',
            sentence: 'br-lan knows where it is: out of up only.',
          }),
          ...crossing('lan/up', 'r4/down'),
          hop('r4', 'route', 'routing', { sentence: 'r4 takes the route 10.2.0.0/24 via 10.1.3.2.' }),
          ...crossing('r4/to-r1', 'r1/to-r4'),
          hop('r1', 'route', 'routing', { sentence: '10.2.0.2 is on-link on lan.' }),
          ...crossing('r1/lan', 'ha/eth0'),
          hop('ha', 'deliver', 'deliver', { verdict: 'deliver', sentence: 'ha takes it: echo request.' }),
        ],
      }),
    ],
  },
  namespaces: names.map((name) =>
    tablesOf(name, [table('routes', 'Routes, table main', []), defaultRules(), table('neighbours', 'ARP cache', [])]),
  ),
});
