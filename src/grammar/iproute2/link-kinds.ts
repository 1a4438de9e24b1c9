import type { Option } from '../command.ts';

/** Kinds of device that Netlab simulates, and the kind words of ports, each with what it is. */
export const KIND_MEANINGS: Readonly<Record<string, string>> = {
  veth: 'Two devices with a cable between them: what goes into one comes out of the other, in whichever namespace',
  bridge: 'A switch: it passes frames between its ports and learns which station is behind which',
  dummy: 'A device with nothing behind it: it can hold addresses, and throws away what is sent through it',
  vlan: 'A device for one VLAN of another device: its frames leave there with a tag of 802.1Q',
  macvlan: 'Another station with a MAC address of its own on a device: reaches the wire, but not the host itself',
  vxlan: 'A tunnel for Ethernet: its frames travel in UDP datagrams to the other routers of the same VNI',
  ifb: 'A device that traffic control redirects frames to; without that it throws them away',
  vrf: 'A routing table of its own for the devices that become its ports',
  bond: 'Several devices that act as one, to go on when one of them loses its link or to share the traffic',
  bridge_slave: 'Settings of a port of a bridge follow',
  vrf_slave: 'Settings of a port of a VRF follow',
  bond_slave: 'Settings of a slave of a bond follow',
};

/** The words themselves. */
export const LINK_KINDS: readonly string[] = Object.keys(KIND_MEANINGS);

/** Kinds that Linux has and Netlab does not simulate yet. */
export const OTHER_KINDS: ReadonlySet<string> = new Set([
  'amt',
  'bareudp',
  'batadv',
  'can',
  'dsa',
  'erspan',
  'geneve',
  'gre',
  'gretap',
  'gtp',
  'hsr',
  'ip6erspan',
  'ip6gre',
  'ip6gretap',
  'ip6tnl',
  'ipip',
  'ipoib',
  'ipvlan',
  'ipvtap',
  'lowpan',
  'macsec',
  'macvtap',
  'netdevsim',
  'nlmon',
  'rmnet',
  'sit',
  'team',
  'team_slave',
  'tun',
  'vcan',
  'virt_wifi',
  'vti',
  'vti6',
  'vxcan',
  'wireguard',
  'xfrm',
]);

const number = (name: string, doc: string, rest: Partial<Option> = {}): Option => ({
  name,
  match: 'prefix',
  values: ['number'],
  doc,
  ...rest,
});
const setting = (name: string): Option => number(name, `The bridge's ${name.replaceAll('_', ' ')}`);
const onOff = (name: string, doc: string, rest: Partial<Option> = {}): Option => ({
  name,
  match: 'prefix',
  values: ['on-off'],
  words: ['on', 'off'],
  doc,
  ...rest,
});

/** What stands behind `type vrf`. */
export const VRF_OPTIONS: readonly Option[] = [
  { name: 'table', values: ['route-table'], doc: 'The routing table it stands for' },
  { name: 'help', match: 'prefix', doc: 'Print the usage' },
];

/** What stands behind `type bridge`, in iproute2's order. */
export const BRIDGE_OPTIONS: readonly Option[] = [
  number('forward_delay', 'Time in listening and in learning, in hundredths of a second'),
  number('hello_time', 'Time between hello messages, in hundredths of a second'),
  number('max_age', 'Time after which a silent root is given up, in hundredths of a second'),
  number('ageing_time', 'Time after which a learned address is forgotten, in hundredths of a second'),
  number('stp_state', '1 turns the spanning tree on, 0 off'),
  number('priority', 'The bridge with the lowest number becomes the root'),
  number('vlan_filtering', '1 makes the bridge heed VLAN tags'),
  { name: 'vlan_protocol', match: 'prefix', values: ['text'], doc: 'The tag protocol' },
  setting('group_fwd_mask'),
  { name: 'group_address', match: 'prefix', values: ['mac'], doc: 'The spanning tree group address' },
  { ...setting('no_linklocal_learn'), match: 'exact' },
  { name: 'fdb_flush', match: 'prefix', doc: 'Forget the learned addresses' },
  ...['vlan_default_pvid', 'vlan_stats_enabled', 'vlan_stats_per_port', 'mcast_router', 'mcast_snooping'].map(setting),
  { ...setting('mcast_vlan_snooping'), match: 'exact' as const },
  ...[
    'mcast_query_use_ifaddr',
    'mcast_querier',
    'mcast_hash_elasticity',
    'mcast_hash_max',
    'mcast_last_member_count',
    'mcast_startup_query_count',
    'mcast_last_member_interval',
    'mcast_membership_interval',
    'mcast_querier_interval',
    'mcast_query_interval',
    'mcast_query_response_interval',
    'mcast_startup_query_interval',
    'mcast_stats_enabled',
    'mcast_igmp_version',
    'mcast_mld_version',
    'nf_call_iptables',
    'nf_call_ip6tables',
    'nf_call_arptables',
  ].map(setting),
  { name: 'help', match: 'prefix', doc: 'Print the usage' },
];

/** What stands behind `type bridge_slave`, in iproute2's order. */
export const BRIDGE_SLAVE_OPTIONS: readonly Option[] = [
  { name: 'fdb_flush', match: 'prefix', doc: 'Forget the addresses learned on this port' },
  number('state', 'The state of the port: 0 disabled, 1 listening, 2 learning, 3 forwarding, 4 blocking'),
  number('priority', 'The priority of the port, 0 to 63'),
  number('cost', 'The cost of the port for the spanning tree'),
  onOff('hairpin', 'Whether frames may leave by the port they came in'),
  onOff('guard', 'Whether bridge messages are refused here'),
  onOff('root_block', 'Whether this port may not become the root port'),
  onOff('fastleave', 'Whether multicast groups end at once'),
  onOff('learning', 'Whether the bridge learns addresses here'),
  onOff('flood', 'Whether frames to unknown addresses leave here'),
  ...['mcast_flood', 'bcast_flood', 'mcast_to_unicast', 'proxy_arp', 'proxy_arp_wifi'].map((name) =>
    onOff(name, `The port's ${name.replaceAll('_', ' ')}`),
  ),
  { ...setting('mcast_router'), doc: 'Whether a multicast router is here' },
  onOff('mcast_fast_leave', 'Whether multicast groups end at once'),
  onOff('neigh_suppress', 'Whether neighbour discovery is answered for others'),
  setting('group_fwd_mask'),
  onOff('isolated', 'Whether it passes nothing on to other isolated ports'),
  ...['vlan_tunnel', 'locked'].map((name) => onOff(name, `Whether the port is a ${name.replaceAll('_', ' ')} one`)),
  {
    name: 'backup_port',
    match: 'prefix',
    values: ['device'],
    doc: 'Where traffic goes when it is down',
  },
  { name: 'nobackup_port', match: 'prefix', doc: 'No backup port' },
];
