import {
  crossing,
  defaultRules,
  device,
  hop,
  layer,
  loopback,
  packet,
  room,
  row,
  scene,
  table,
  tablesOf,
  wire,
} from './build.ts';

const RED = '02:00:00:00:00:0a';
const BLUE = '02:00:00:00:00:0b';
const BROADCAST = 'ff:ff:ff:ff:ff:ff';

const echo = (source: string, destination: string, type: string) => [
  layer('IPv4', { source, destination, TTL: '64', protocol: '1', length: '84', TOS: '0x00', id: '1', flags: 'DF' }),
  layer('ICMP', { type, code: '0', id: '1', sequence: '1' }),
];
const framed = (from: string, to: string) => layer('Ethernet', { destination: to, source: from, type: '0x0800' });
const question = [
  layer('Ethernet', { destination: BROADCAST, source: RED, type: '0x0806' }),
  layer('ARP', { operation: 'request', sender: `192.168.15.1 ${RED}`, target: '192.168.15.2 00:00:00:00:00:00' }),
];

const route = '192.168.15.0/24 dev veth-red proto kernel scope link src 192.168.15.1';

/** Two containers and a third one on a bridge: the ARP request floods, its answer and the echo go to one port only. */
export const bridgeScene = scene({
  at: { index: 0, line: 21, command: 'ip netns exec red ping -c 1 192.168.15.2', exitCode: 0, time: 0 },
  topology: {
    namespaces: [
      room('host', { kind: 'host' }),
      room('red', { line: 1 }),
      room('blue', { line: 2 }),
      room('green', { line: 3 }),
    ],
    devices: [
      loopback('host'),
      device('host/br0', { kind: 'bridge', addresses: ['192.168.15.5/24'], line: 0 }),
      device('host/veth-red-br', { master: 'host/br0', line: 4 }),
      device('host/veth-blue-br', { master: 'host/br0', line: 5 }),
      device('host/veth-grn-br', { master: 'host/br0', line: 6 }),
      loopback('red', false),
      device('red/veth-red', { addresses: ['192.168.15.1/24'], mac: RED, line: 4 }),
      loopback('blue', false),
      device('blue/veth-blue', { addresses: ['192.168.15.2/24'], mac: BLUE, line: 5 }),
      loopback('green', false),
      device('green/veth-grn', { addresses: ['192.168.15.3/24'], line: 6 }),
    ],
    links: [
      wire('host/veth-red-br', 'red/veth-red'),
      wire('host/veth-blue-br', 'blue/veth-blue'),
      wire('host/veth-grn-br', 'green/veth-grn'),
    ],
  },
  journey: {
    index: 0,
    line: 21,
    command: 'ip netns exec red ping -c 1 192.168.15.2',
    namespace: 'red',
    summary: 'Delivered in 1 hop.',
    ok: true,
    selected: 1,
    omitted: 0,
    frames: [],
    packets: [
      packet(1, {
        protocol: 'ICMP',
        title: 'echo request 192.168.15.1 → 192.168.15.2, seq 1',
        fate: 'delivered',
        sentence: 'blue takes it.',
        hops: [
          hop('red', 'send', 'send', {
            sentence: 'red sends echo request 192.168.15.1 → 192.168.15.2, seq 1.',
            layers: echo('192.168.15.1', '192.168.15.2', '8'),
          }),
          hop('red', 'route', 'routing', {
            sentence:
              'red takes the route 192.168.15.0/24 dev veth-red (table main, rule 32766): 192.168.15.2 is on-link on veth-red.',
            line: 9,
            rows: ['32766: from all lookup main', route],
            considered: [
              { text: 'default via 192.168.15.5 dev veth-red (table main)', why: 'its prefix is shorter', line: 12 },
            ],
            layers: echo('192.168.15.1', '192.168.15.2', '8'),
          }),
          hop('red', 'neighbour', 'neighbour', {
            verdict: 'queue',
            device: 'red/veth-red',
            sentence: 'The MAC of 192.168.15.2 is not known yet: the packet waits for ARP.',
          }),
          hop('red', 'neighbour', 'neighbour', {
            device: 'red/veth-red',
            sentence: `192.168.15.2 is at ${BLUE} (REACHABLE).`,
            rows: ['192.168.15.2'],
          }),
          ...crossing('red/veth-red', 'host/veth-red-br', {
            layers: [framed(RED, BLUE), ...echo('192.168.15.1', '192.168.15.2', '8')],
          }),
          hop('host', 'bridge', 'br0', {
            device: 'host/br0',
            sentence: `br0 knows where ${BLUE} is: out of veth-blue-br only.`,
            rows: ['fdb-blue'],
          }),
          ...crossing('host/veth-blue-br', 'blue/veth-blue'),
          hop('blue', 'route', 'routing', {
            sentence: '192.168.15.2 is an address of blue itself (table local, rule 0).',
          }),
          hop('blue', 'deliver', 'deliver', {
            verdict: 'deliver',
            sentence: 'blue takes it: echo request 192.168.15.1 → 192.168.15.2, seq 1.',
            layers: [framed(RED, BLUE), ...echo('192.168.15.1', '192.168.15.2', '8')],
          }),
        ],
      }),
      packet(2, {
        parent: 1,
        protocol: 'ARP',
        title: 'who has 192.168.15.2? tell 192.168.15.1',
        fate: 'delivered',
        sentence: 'blue is asked for 192.168.15.2.',
        hops: [
          hop('red', 'send', 'send', {
            sentence: 'red asks everybody on veth-red for 192.168.15.2.',
            layers: question,
          }),
          ...crossing('red/veth-red', 'host/veth-red-br', { layers: question }),
          hop('host', 'bridge', 'br0', {
            device: 'host/br0',
            sentence: `br0 sends it out of every other port: veth-blue-br, veth-grn-br. It learns that ${RED} is behind veth-red-br.`,
            layers: question,
          }),
          crossing('host/veth-blue-br', 'blue/veth-blue')[0]!,
          crossing('host/veth-grn-br', 'green/veth-grn')[0]!,
          crossing('host/veth-blue-br', 'blue/veth-blue')[1]!,
          crossing('host/veth-grn-br', 'green/veth-grn')[1]!,
          hop('green', 'arp', 'ARP', {
            verdict: 'consume',
            device: 'green/veth-grn',
            sentence: 'green is asked for 192.168.15.2, which is not its own.',
          }),
          hop('blue', 'arp', 'ARP', {
            verdict: 'deliver',
            device: 'blue/veth-blue',
            sentence: 'blue is asked for 192.168.15.2 and answers.',
            layers: question,
          }),
        ],
      }),
      packet(3, {
        parent: 2,
        protocol: 'ARP',
        title: `192.168.15.2 is at ${BLUE}`,
        fate: 'delivered',
        sentence: 'red learns who answered.',
        hops: [
          hop('blue', 'send', 'send', { sentence: 'blue answers.' }),
          ...crossing('blue/veth-blue', 'host/veth-blue-br'),
          hop('host', 'bridge', 'br0', {
            device: 'host/br0',
            sentence: `br0 knows where ${RED} is: out of veth-red-br only.`,
          }),
          ...crossing('host/veth-red-br', 'red/veth-red'),
          hop('red', 'arp', 'ARP', {
            verdict: 'deliver',
            device: 'red/veth-red',
            sentence: 'red learns who answered.',
            rows: ['192.168.15.2'],
          }),
        ],
      }),
      packet(4, {
        parent: 1,
        protocol: 'ICMP',
        title: 'echo reply 192.168.15.2 → 192.168.15.1, seq 1',
        fate: 'delivered',
        sentence: 'red takes it.',
        hops: [
          hop('blue', 'send', 'send', { sentence: 'blue sends echo reply.' }),
          hop('blue', 'route', 'routing', { sentence: '192.168.15.1 is on-link on veth-blue.' }),
          hop('blue', 'neighbour', 'neighbour', { sentence: `192.168.15.1 is at ${RED}.` }),
          ...crossing('blue/veth-blue', 'host/veth-blue-br'),
          hop('host', 'bridge', 'br0', {
            device: 'host/br0',
            sentence: `br0 knows where ${RED} is: out of veth-red-br only.`,
          }),
          ...crossing('host/veth-red-br', 'red/veth-red'),
          hop('red', 'deliver', 'deliver', { verdict: 'deliver', sentence: 'red takes it: echo reply.' }),
        ],
      }),
    ],
  },
  namespaces: [
    tablesOf('host', [
      table('routes', 'Routes, table main', [
        row(
          '192.168.15.0/24 dev br0 proto kernel scope link src 192.168.15.5',
          ['192.168.15.0/24', '', 'br0', '192.168.15.5', '', ''],
          { line: 7 },
        ),
      ]),
      defaultRules(),
      table('neighbours', 'ARP cache', []),
      table('addresses', 'Addresses', [
        row('lo 127.0.0.1/8', ['lo', '127.0.0.1/8', '', 'host']),
        row('br0 192.168.15.5/24', ['br0', '192.168.15.5/24', '', 'global'], { line: 7 }),
      ]),
      table('fdb', 'Bridge FDB', [
        row('fdb-red', [RED, 'veth-red-br', 'br0', 'learned'], { changed: true, line: 21 }),
        row('fdb-blue', [BLUE, 'veth-blue-br', 'br0', 'learned'], { changed: true, line: 21 }),
      ]),
    ]),
    tablesOf('red', [
      table('routes', 'Routes, table main', [
        row('default via 192.168.15.5 dev veth-red', ['default', '192.168.15.5', 'veth-red', '', '', ''], { line: 12 }),
        row(route, ['192.168.15.0/24', '', 'veth-red', '192.168.15.1', '', ''], { line: 9 }),
      ]),
      table('routes', 'Routes, table local', [
        row('local 192.168.15.1 dev veth-red', ['192.168.15.1', '', 'veth-red', '192.168.15.1', '', 'local'], {
          line: 9,
        }),
        row(
          'broadcast 192.168.15.255 dev veth-red',
          ['192.168.15.255', '', 'veth-red', '192.168.15.1', '', 'broadcast'],
          { line: 9 },
        ),
      ]),
      defaultRules(),
      table('neighbours', 'ARP cache', [
        row('192.168.15.2', ['192.168.15.2', BLUE, 'veth-red', 'REACHABLE'], { changed: true, line: 21 }),
      ]),
      table('addresses', 'Addresses', [
        row('veth-red 192.168.15.1/24', ['veth-red', '192.168.15.1/24', '', 'global'], { line: 9 }),
      ]),
    ]),
    tablesOf('blue', [
      table('routes', 'Routes, table main', [
        row('192.168.15.0/24 dev veth-blue', ['192.168.15.0/24', '', 'veth-blue', '192.168.15.2', '', ''], {
          line: 10,
        }),
      ]),
      defaultRules(),
      table('neighbours', 'ARP cache', [
        row('192.168.15.1', ['192.168.15.1', RED, 'veth-blue', 'STALE'], { changed: true, line: 21 }),
      ]),
      table('addresses', 'Addresses', [
        row('veth-blue 192.168.15.2/24', ['veth-blue', '192.168.15.2/24', '', 'global'], { line: 10 }),
      ]),
    ]),
    tablesOf('green', [
      table('routes', 'Routes, table main', []),
      defaultRules(),
      table('neighbours', 'ARP cache', []),
    ]),
  ],
});
