import { crossing, defaultRules, device, hop, loopback, packet, room, scene, table, tablesOf, wire } from './build.ts';

const names = ['h1', 'r1', 'r2', 'r3', 'h2'];
const address = (net: number, host: number) => `10.0.${net}.${host}/24`;

/** Three routers in a row between two hosts; both ends of one more cable still lie in the first namespace. */
export const chainScene = scene({
  at: { index: 0, line: 9, command: 'ip netns exec h1 traceroute -n 10.0.4.2', exitCode: 1, time: 0 },
  topology: {
    namespaces: [
      room('lab', { kind: 'host' }),
      ...names.map((name) => room(name, { forwards: name.startsWith('r'), line: 0 })),
    ],
    devices: [
      loopback('lab', false),
      device('lab/veth0', { up: false, carrier: false, line: 3 }),
      device('lab/veth1', { up: false, carrier: false, line: 3 }),
      ...names.flatMap((name, index) => [
        loopback(name),
        ...(index > 0 ? [device(`${name}/left`, { addresses: [address(index, 2)], line: 1 })] : []),
        ...(index < 4 ? [device(`${name}/right`, { addresses: [address(index + 1, 1)], line: 1 })] : []),
      ]),
    ],
    links: [
      wire('lab/veth0', 'lab/veth1', false),
      ...names.slice(1).map((name, index) => wire(`${names[index]!}/right`, `${name}/left`)),
    ],
  },
  journey: {
    index: 0,
    line: 9,
    command: 'ip netns exec h1 traceroute -n 10.0.4.2',
    namespace: 'h1',
    summary:
      'r2 has no route to 10.0.4.2. Dropped. This router has no route to the destination. The sender is told by an ICMP message.',
    ok: false,
    selected: 1,
    omitted: 0,
    frames: [],
    packets: [
      packet(1, {
        protocol: 'UDP',
        title: '10.0.1.1:40000 → 10.0.4.2:33434',
        fate: 'dropped',
        sentence: 'r2 has no route.',
        hops: [
          hop('h1', 'send', 'send', { sentence: 'h1 sends it.' }),
          ...crossing('h1/right', 'r1/left'),
          hop('r1', 'route', 'routing', { sentence: 'r1 takes the route default via 10.0.2.2 dev right.', line: 4 }),
          hop('r1', 'forward', 'forward', { verdict: 'modify', sentence: 'r1 forwards it.' }),
          ...crossing('r1/right', 'r2/left'),
          hop('r2', 'route', 'routing', {
            verdict: 'drop',
            reason: 'IP_INNOROUTES',
            sentence:
              'r2 has no route to 10.0.4.2. Dropped. This router has no route to the destination. The sender is told by an ICMP message.',
          }),
        ],
      }),
    ],
  },
  namespaces: ['lab', ...names].map((name) =>
    tablesOf(name, [table('routes', 'Routes, table main', []), defaultRules(), table('neighbours', 'ARP cache', [])]),
  ),
});
