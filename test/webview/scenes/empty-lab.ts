import { defaultRules, device, loopback, room, row, scene, table, tablesOf, wire } from './build.ts';

/** A lab with no command yet: the machine as it starts. */
export const emptyLabScene = scene({
  topology: {
    namespaces: [room('host', { kind: 'host' }), room('Internet', { kind: 'internet', forwards: true })],
    devices: [
      loopback('host'),
      device('host/eth0', { kind: 'ethernet', addresses: ['10.211.55.6/24'] }),
      device('Internet/gw', { kind: 'ethernet', addresses: ['10.211.55.1/24'] }),
    ],
    links: [wire('Internet/gw', 'host/eth0')],
  },
  namespaces: [
    tablesOf('host', [
      table('routes', 'Routes, table main', [
        row('default via 10.211.55.1 dev eth0 proto dhcp src 10.211.55.6 metric 100', [
          'default',
          '10.211.55.1',
          'eth0',
          '10.211.55.6',
          '100',
          '',
        ]),
      ]),
      defaultRules(),
      table('neighbours', 'ARP cache', []),
      table('addresses', 'Addresses', [
        row('lo', ['lo', '127.0.0.1/8', '', 'host']),
        row('eth0', ['eth0', '10.211.55.6/24', '', 'global']),
      ]),
    ]),
    tablesOf('Internet', [table('routes', 'Routes, table main', []), table('neighbours', 'ARP cache', [])]),
  ],
});
