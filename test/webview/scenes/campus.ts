import { crossing, defaultRules, device, hop, loopback, packet, room, scene, table, tablesOf, wire } from './build.ts';

const names = Array.from({ length: 20 }, (_, index) => `pc${index + 1}`);
const port = (name: string) => `host/veth-${name}-br`;

/** Twenty namespaces on one switch of the host, and a packet from the first to the last. */
export const campusScene = scene({
  at: { index: 0, line: 3, command: 'ip netns exec pc1 ping -c 1 10.0.0.20', exitCode: 0, time: 0 },
  topology: {
    namespaces: [room('host', { kind: 'host' }), ...names.map((name) => room(name, { line: 1 }))],
    devices: [
      loopback('host'),
      device('host/br0', { kind: 'bridge', addresses: ['10.0.0.254/24'], line: 0 }),
      ...names.map((name) => device(port(name), { master: 'host/br0', line: 1 })),
      ...names.flatMap((name, index) => [
        loopback(name, false),
        device(`${name}/eth0`, {
          addresses: [`10.0.0.${index + 1}/24`],
          up: index !== 7,
          carrier: index !== 7,
          line: 1,
        }),
      ]),
    ],
    links: names.map((name, index) => wire(port(name), `${name}/eth0`, index !== 7)),
  },
  journey: {
    index: 0,
    line: 3,
    command: 'ip netns exec pc1 ping -c 1 10.0.0.20',
    namespace: 'pc1',
    summary: 'Delivered in 1 hop.',
    ok: true,
    selected: 1,
    omitted: 0,
    frames: [],
    packets: [
      packet(1, {
        protocol: 'ICMP',
        title: 'echo request 10.0.0.1 → 10.0.0.20, seq 1',
        fate: 'delivered',
        sentence: 'pc20 takes it.',
        hops: [
          hop('pc1', 'send', 'send', { sentence: 'pc1 sends echo request.' }),
          hop('pc1', 'route', 'routing', { sentence: '10.0.0.20 is on-link on eth0.' }),
          ...crossing('pc1/eth0', port('pc1')),
          hop('host', 'bridge', 'br0', {
            device: 'host/br0',
            sentence: 'br0 knows where it is: out of veth-pc20-br only.',
          }),
          ...crossing(port('pc20'), 'pc20/eth0'),
          hop('pc20', 'deliver', 'deliver', { verdict: 'deliver', sentence: 'pc20 takes it: echo request.' }),
        ],
      }),
    ],
  },
  namespaces: ['host', ...names].map((name) =>
    tablesOf(name, [table('routes', 'Routes, table main', []), defaultRules(), table('neighbours', 'ARP cache', [])]),
  ),
});
