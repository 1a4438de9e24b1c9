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

const ip = (ttl: string | readonly [string, string]) => [
  layer('Ethernet', { destination: '02:00:00:00:00:11', source: '02:00:00:00:00:10', type: '0x0800' }),
  layer('IPv4', {
    source: '10.0.1.2',
    destination: '10.0.2.2',
    TTL: ttl,
    protocol: '6',
    length: '60',
    TOS: '0x00',
    id: '7',
    flags: 'DF',
  }),
  layer('TCP', {
    'source port': '40000',
    'destination port': '80',
    flags: 'SYN',
    sequence: '1',
    acknowledgement: '0',
    window: '64240',
    data: '0 bytes',
  }),
];

/** A router between two networks whose FORWARD chain drops what no rule accepts. */
export const routerScene = scene({
  at: { index: 0, line: 24, command: 'ip netns exec client nc -z -w 2 10.0.2.2 80', exitCode: 1, time: 0 },
  topology: {
    namespaces: [
      room('host', { kind: 'host' }),
      room('client', { line: 0 }),
      room('router', { forwards: true, line: 1 }),
      room('server', { line: 2 }),
    ],
    devices: [
      loopback('host'),
      loopback('client', false),
      device('client/c0', { addresses: ['10.0.1.2/24'], line: 4 }),
      loopback('router', false),
      device('router/r1', { addresses: ['10.0.1.1/24'], line: 4 }),
      device('router/r2', { addresses: ['10.0.2.1/24'], line: 5 }),
      device('router/spare', { kind: 'dummy', up: false, carrier: false, line: 6 }),
      loopback('server', false),
      device('server/s0', { addresses: ['10.0.2.2/24', '2001:db8::2/64'], line: 5 }),
    ],
    links: [wire('client/c0', 'router/r1'), wire('router/r2', 'server/s0')],
  },
  journey: {
    index: 0,
    line: 24,
    command: 'ip netns exec client nc -z -w 2 10.0.2.2 80',
    namespace: 'client',
    summary:
      'No rule matches, so the policy of FORWARD (table filter) in router decides: DROP. A firewall rule or policy dropped the packet.',
    ok: false,
    selected: 2,
    omitted: 3,
    frames: [],
    packets: [
      packet(1, {
        protocol: 'ARP',
        title: 'who has 10.0.1.1? tell 10.0.1.2',
        fate: 'delivered',
        sentence: '',
        hops: [
          ...crossing('client/c0', 'router/r1'),
          hop('router', 'arp', 'ARP', {
            verdict: 'deliver',
            device: 'router/r1',
            sentence: 'router is asked for 10.0.1.1 and answers.',
          }),
        ],
      }),
      packet(2, {
        protocol: 'TCP',
        title: '10.0.1.2:40000 → 10.0.2.2:80 SYN',
        fate: 'dropped',
        sentence: 'The policy of FORWARD drops it.',
        hops: [
          hop('client', 'send', 'send', {
            sentence: 'client sends 10.0.1.2:40000 → 10.0.2.2:80 SYN.',
            layers: ip('64').slice(1),
          }),
          hop('client', 'route', 'routing', {
            sentence:
              'client takes the route default via 10.0.1.1 dev c0 (table main, rule 32766): next hop 10.0.1.1 on c0.',
            line: 8,
            rows: ['default via 10.0.1.1 dev c0', '32766: from all lookup main'],
          }),
          hop('client', 'hook', 'OUTPUT filter', {
            sentence: 'It has no rule, so the policy of OUTPUT (table filter) in client decides: ACCEPT.',
          }),
          hop('client', 'neighbour', 'neighbour', { sentence: '10.0.1.1 is at 02:00:00:00:00:11 (REACHABLE).' }),
          ...crossing('client/c0', 'router/r1', { layers: ip('64') }),
          hop('router', 'conntrack', 'conntrack', {
            sentence: 'Connection tracking: a new connection, 10.0.1.2 → 10.0.2.2 ports 40000 → 80.',
          }),
          hop('router', 'hook', 'PREROUTING nat', {
            sentence: 'It has no rule, so the policy of PREROUTING (table nat) in router decides: ACCEPT.',
          }),
          hop('router', 'route', 'routing', {
            sentence: 'router takes the route 10.0.2.0/24 dev r2 (table main, rule 32766): 10.0.2.2 is on-link on r2.',
            line: 5,
          }),
          hop('router', 'forward', 'forward', {
            verdict: 'modify',
            sentence: 'router forwards it and lowers its TTL from 64 to 63.',
            line: 16,
            layers: ip(['64', '63']),
          }),
          hop('router', 'hook', 'FORWARD filter', {
            verdict: 'drop',
            reason: 'NETFILTER_DROP',
            sentence:
              'No rule matches, so the policy of FORWARD (table filter) in router decides: DROP. A firewall rule or policy dropped the packet. The sender is not told.',
            line: 18,
            rows: ['-P FORWARD DROP'],
            considered: [
              { text: 'FORWARD rule 1 (ACCEPT)', why: '-p icmp does not match', line: 19 },
              {
                text: 'FORWARD rule 2 (ACCEPT)',
                why: '-m conntrack --ctstate RELATED,ESTABLISHED does not match',
                line: 20,
              },
            ],
            layers: ip('63'),
          }),
        ],
      }),
    ],
  },
  namespaces: [
    tablesOf('host', [table('routes', 'Routes, table main', []), defaultRules(), table('neighbours', 'ARP cache', [])]),
    tablesOf('client', [
      table('routes', 'Routes, table main', [
        row('default via 10.0.1.1 dev c0', ['default', '10.0.1.1', 'c0', '', '', ''], { line: 8 }),
        row('10.0.1.0/24 dev c0 proto kernel scope link src 10.0.1.2', ['10.0.1.0/24', '', 'c0', '10.0.1.2', '', ''], {
          line: 6,
        }),
      ]),
      defaultRules(),
      table('neighbours', 'ARP cache', [
        row('10.0.1.1', ['10.0.1.1', '02:00:00:00:00:11', 'c0', 'REACHABLE'], { changed: true, line: 24 }),
      ]),
    ]),
    tablesOf('router', [
      table('routes', 'Routes, table main', [
        row('10.0.1.0/24 dev r1', ['10.0.1.0/24', '', 'r1', '10.0.1.1', '', ''], { line: 7 }),
        row('10.0.2.0/24 dev r2', ['10.0.2.0/24', '', 'r2', '10.0.2.1', '', ''], { line: 7 }),
      ]),
      defaultRules(),
      table('neighbours', 'ARP cache', []),
      table('firewall', 'filter FORWARD', [
        row('-A FORWARD -p icmp -j ACCEPT', ['1', '-p icmp -j ACCEPT', '0', '0'], { line: 19 }),
        row(
          '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
          ['2', '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', '0', '0'],
          { line: 20 },
        ),
        row('-P FORWARD DROP', ['policy', 'DROP', '1', '60'], { line: 18 }),
      ]),
      table('sysctl', 'Settings', [row('net.ipv4.ip_forward', ['net.ipv4.ip_forward', '1'], { line: 16 })]),
    ]),
    tablesOf('server', [
      table('routes', 'Routes, table main', [
        row('10.0.2.0/24 dev s0', ['10.0.2.0/24', '', 's0', '10.0.2.2', '', ''], { line: 9 }),
      ]),
      defaultRules(),
      table('neighbours', 'ARP cache', []),
    ]),
  ],
});
