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

const snat = '10.211.55.6';
const masqueraded = [
  layer('IPv4', {
    source: ['172.17.0.2', snat],
    destination: '8.8.8.8',
    TTL: '63',
    protocol: '1',
    length: '84',
    TOS: '0x00',
    id: '1',
    flags: 'DF',
  }),
  layer('ICMP', { type: '8', code: '0', id: '1', sequence: '1' }),
];
const masqueradeRule = '-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE';

/** Docker's topology: a container pings 8.8.8.8; the host masquerades. One container's device is down. */
export const dockerScene = scene({
  at: { index: 0, line: 30, command: 'ip netns exec web ping -c 1 8.8.8.8', exitCode: 0, time: 0 },
  topology: {
    namespaces: [
      room('host', { kind: 'host', forwards: true }),
      room('Internet', { kind: 'internet', forwards: true }),
      room('web', { line: 1 }),
      room('db', { line: 2 }),
    ],
    devices: [
      loopback('host'),
      device('host/eth0', { kind: 'ethernet', addresses: [`${snat}/24`] }),
      device('host/docker0', { kind: 'bridge', addresses: ['172.17.0.1/16'], line: 3 }),
      device('host/veth-web', { master: 'host/docker0', line: 5 }),
      device('host/veth-db', { master: 'host/docker0', line: 6, carrier: false }),
      device('Internet/gw', { kind: 'ethernet', addresses: ['10.211.55.1/24'] }),
      loopback('web', false),
      device('web/eth0', { addresses: ['172.17.0.2/16'], line: 5 }),
      loopback('db', false),
      device('db/eth0', { addresses: ['172.17.0.3/16'], up: false, carrier: false, line: 6 }),
    ],
    links: [
      wire('Internet/gw', 'host/eth0'),
      wire('host/veth-web', 'web/eth0'),
      wire('db/eth0', 'host/veth-db', false),
    ],
  },
  journey: {
    index: 0,
    line: 30,
    command: 'ip netns exec web ping -c 1 8.8.8.8',
    namespace: 'web',
    summary: 'Delivered in 2 hops.',
    ok: true,
    selected: 1,
    omitted: 0,
    frames: [],
    packets: [
      packet(1, {
        protocol: 'ICMP',
        title: 'echo request 172.17.0.2 → 8.8.8.8, seq 1',
        fate: 'delivered',
        sentence: 'Internet takes it.',
        hops: [
          hop('web', 'send', 'send', { sentence: 'web sends echo request 172.17.0.2 → 8.8.8.8, seq 1.' }),
          hop('web', 'route', 'routing', {
            sentence:
              'web takes the route default via 172.17.0.1 dev eth0 (table main, rule 32766): next hop 172.17.0.1 on eth0.',
            line: 12,
          }),
          hop('web', 'neighbour', 'neighbour', {
            device: 'web/eth0',
            sentence: '172.17.0.1 is at 02:42:00:00:00:01 (REACHABLE).',
          }),
          ...crossing('web/eth0', 'host/veth-web'),
          hop('host', 'bridge', 'docker0', { device: 'host/docker0', sentence: 'docker0 itself is the destination.' }),
          hop('host', 'receive', 'docker0 in', { device: 'host/docker0', sentence: 'Into host through docker0.' }),
          hop('host', 'hook', 'PREROUTING raw', { sentence: 'PREROUTING of table raw in host lets it pass.' }),
          hop('host', 'conntrack', 'conntrack', {
            sentence: 'Connection tracking: a new connection, 172.17.0.2 → 8.8.8.8.',
          }),
          hop('host', 'hook', 'PREROUTING nat', { sentence: 'PREROUTING of table nat in host lets it pass.' }),
          hop('host', 'route', 'routing', {
            sentence:
              'host takes the route default via 10.211.55.1 dev eth0 (table main, rule 32766): next hop 10.211.55.1 on eth0.',
            rows: ['default via 10.211.55.1 dev eth0'],
          }),
          hop('host', 'forward', 'forward', {
            verdict: 'modify',
            sentence: 'host forwards it and lowers its TTL from 64 to 63.',
          }),
          hop('host', 'hook', 'FORWARD filter', {
            sentence: 'Rule 1 of FORWARD (table filter) in host matches: ACCEPT.',
            line: 17,
          }),
          hop('host', 'hook', 'POSTROUTING nat', {
            verdict: 'modify',
            sentence: `Rule 1 of POSTROUTING (table nat) in host matches: MASQUERADE. The source 172.17.0.2 becomes ${snat}.`,
            line: 19,
            rows: [masqueradeRule],
            layers: masqueraded,
          }),
          hop('host', 'neighbour', 'neighbour', {
            device: 'host/eth0',
            sentence: '10.211.55.1 is at 02:00:00:00:00:01 (REACHABLE).',
          }),
          ...crossing('host/eth0', 'Internet/gw'),
          hop('Internet', 'deliver', 'deliver', {
            verdict: 'deliver',
            sentence: 'Internet takes it: echo request, and answers for 8.8.8.8.',
          }),
        ],
      }),
    ],
  },
  namespaces: [
    tablesOf('host', [
      table('routes', 'Routes, table main', [
        row('default via 10.211.55.1 dev eth0', ['default', '10.211.55.1', 'eth0', snat, '100', '']),
        row('10.211.55.0/24 dev eth0', ['10.211.55.0/24', '', 'eth0', snat, '100', '']),
        row('172.17.0.0/16 dev docker0', ['172.17.0.0/16', '', 'docker0', '172.17.0.1', '', ''], { line: 8 }),
      ]),
      defaultRules(),
      table('neighbours', 'ARP cache', [row('10.211.55.1', ['10.211.55.1', '02:00:00:00:00:01', 'eth0', 'REACHABLE'])]),
      table('firewall', 'nat POSTROUTING', [
        row(masqueradeRule, ['1', '-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE', '1', '84'], { line: 19 }),
        row('-P POSTROUTING ACCEPT', ['policy', 'ACCEPT', '0', '0']),
      ]),
      table('firewall', 'filter FORWARD', [row('-A FORWARD -j ACCEPT', ['1', '-j ACCEPT', '2', '168'], { line: 17 })]),
      table('conntrack', 'Connections', [
        row('ct', [`172.17.0.2 → 8.8.8.8, answers 8.8.8.8 → ${snat}`, 'ESTABLISHED'], { changed: true, line: 30 }),
      ]),
    ]),
    tablesOf('Internet', [
      table('routes', 'Routes, table main', []),
      defaultRules(),
      table('neighbours', 'ARP cache', []),
    ]),
    tablesOf('web', [
      table('routes', 'Routes, table main', [
        row('default via 172.17.0.1 dev eth0', ['default', '172.17.0.1', 'eth0', '', '', ''], { line: 12 }),
      ]),
      defaultRules(),
      table('neighbours', 'ARP cache', []),
    ]),
    tablesOf('db', [table('routes', 'Routes, table main', []), defaultRules(), table('neighbours', 'ARP cache', [])]),
  ],
});
