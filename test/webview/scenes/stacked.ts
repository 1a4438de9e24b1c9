import type { Scene } from '../../../src/protocol/scene.ts';
import { defaultRules, device, loopback, room, table, wire } from './build.ts';

const rooms = [room('host'), room('a'), room('pe', { forwards: true }), room('c')];
const devices = [
  loopback('host'),
  device('host/sw', { kind: 'bridge', notes: ['STP root', 'VLANs'] }),
  device('host/p1', { master: 'host/sw', notes: ['VLAN 10'], up: false }),
  device('host/p2', { master: 'host/sw', notes: ['blocking', 'VLAN 10'], idle: true }),
  device('host/trunk', { master: 'host/sw', notes: ['VLAN 1', 'tagged 10 20'] }),
  loopback('a'),
  device('a/bond0', { kind: 'bond', addresses: ['10.0.10.1/24'], notes: ['active-backup'] }),
  device('a/eth0', { master: 'a/bond0', notes: ['no link'], carrier: false, idle: true }),
  device('a/eth1', { master: 'a/bond0', notes: ['active'] }),
  loopback('pe'),
  device('pe/red', { kind: 'vrf', notes: ['table 10'] }),
  device('pe/eth0'),
  device('pe/eth0.10', {
    kind: 'vlan',
    master: 'pe/red',
    lower: 'pe/eth0',
    addresses: ['10.0.10.254/24'],
    notes: ['VLAN 10'],
  }),
  device('pe/eth0.20', { kind: 'vlan', lower: 'pe/eth0', addresses: ['10.0.20.254/24'], notes: ['VLAN 20'] }),
  device('pe/vx0', { kind: 'vxlan', addresses: ['10.9.0.1/24'], notes: ['VXLAN 42'] }),
  loopback('c'),
  device('c/mv', { kind: 'macvlan', lower: 'host/trunk', addresses: ['10.0.1.7/24'], notes: ['macvlan bridge'] }),
  device('c/vx0', { kind: 'vxlan', addresses: ['10.9.0.2/24'], notes: ['VXLAN 42'] }),
];

/** Devices upon others: VLANs, a bond, a VRF, a macvlan in another namespace, a tunnel. */
export const stackedScene: Scene = {
  uri: 'file:///labs/stacked.netlab',
  version: 1,
  at: { index: 0, line: 20, command: 'bridge vlan show', exitCode: 0, time: 0 },
  fixes: [],
  commands: [],
  topology: {
    namespaces: rooms,
    devices,
    links: [
      wire('host/p1', 'a/eth0', false),
      wire('host/p2', 'a/eth1'),
      wire('host/trunk', 'pe/eth0'),
      { from: 'c/mv', to: 'host/trunk', up: true, kind: 'stacked' },
    ],
    tunnels: [{ from: 'pe/vx0', to: 'c/vx0', up: true, kind: 'tunnel' }],
  },
  journey: undefined,
  namespaces: rooms.map(({ id, name }) => ({
    id,
    name,
    tables: [table('routes', 'Routes, table main', []), defaultRules(), table('neighbours', 'ARP cache', [])],
  })),
};
