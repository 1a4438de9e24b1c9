import type { Command, Option } from '../command.ts';
import { BRIDGE_MDB } from './bridge-mdb.ts';
import { BRIDGE_MONITOR } from './bridge-monitor.ts';
import { HELP, HELP_COMMAND } from './words.ts';

const flag = (name: string, doc: string, rest: Partial<Option> = {}): Option => ({
  name,
  match: 'prefix',
  doc,
  ...rest,
});
const onOff = (name: string, doc: string, rest: Partial<Option> = {}): Option => ({
  name,
  values: ['on-off'],
  words: ['on', 'off'],
  doc,
  ...rest,
});

/** bridge's own options, in iproute2's order. */
export const BRIDGE_PROGRAM_OPTIONS: readonly Option[] = [
  flag('-help', 'Print the usage'),
  flag('-Version', 'Print the version'),
  flag('-stats', 'Show counters', { prefixAliases: ['-statistics'], repeatable: true }),
  flag('-details', 'Show details', { repeatable: true }),
  flag('-oneline', 'One line an entry'),
  flag('-timestamp', 'Show the time of events'),
  flag('-family', 'Only this address family', { values: ['text'], words: ['inet', 'inet6'] }),
  { name: '-4', doc: 'Only IPv4' },
  { name: '-6', doc: 'Only IPv6' },
  flag('-netns', 'Run in this network namespace', { values: ['netns'] }),
  ...['-color', '-colo', '-col', '-co', '-c'].flatMap((name) =>
    ['', '=always', '=auto', '=never'].map((when) => ({ name: `${name}${when}`, doc: 'Colours' })),
  ),
  flag('-compressvlans', 'Show ranges of VLANs'),
  flag('-force', 'Go on after a mistake in a batch'),
  flag('-json', 'Print JSON'),
  flag('-pretty', 'Indent the JSON'),
  flag('-batch', 'Read commands from a file', { values: ['file'] }),
];

/** The words of `bridge link set`, in iproute2's order. */
export const BRIDGE_LINK_OPTIONS: readonly Option[] = [
  { name: 'dev', values: ['device'], doc: 'The port', required: true },
  onOff('guard', 'Whether bridge messages are refused here'),
  onOff('hairpin', 'Whether frames may leave by the port they came in'),
  onOff('fastleave', 'Whether multicast groups end at once'),
  onOff('root_block', 'Whether this port may not become the root port'),
  onOff('learning', 'Whether the bridge learns addresses here'),
  onOff('learning_sync', 'Whether hardware reports addresses'),
  onOff('flood', 'Whether frames to unknown addresses leave here'),
  { name: 'mcast_router', values: ['number'], doc: 'Whether a multicast router is here' },
  onOff('mcast_flood', 'Whether unknown multicast leaves here'),
  onOff('bcast_flood', 'Whether broadcast leaves here'),
  onOff('mcast_to_unicast', 'Whether multicast is sent to each member'),
  { name: 'cost', values: ['number'], doc: 'The cost of the port for the spanning tree' },
  { name: 'priority', values: ['number'], doc: 'The priority of the port' },
  {
    name: 'state',
    values: ['text'],
    words: ['disabled', 'listening', 'learning', 'forwarding', 'blocking'],
    meanings: {
      disabled: 'The port is down',
      listening: 'It hears the other bridges and passes nothing yet',
      learning: 'It learns stations and passes nothing yet',
      forwarding: 'It passes frames',
      blocking: 'It passes nothing: another way leads there',
    },
    doc: 'The state of the port',
  },
  { name: 'hwmode', values: ['text'], words: ['vepa', 'veb'], doc: 'Mode of the hardware' },
  { name: 'self', doc: 'About the device itself' },
  { name: 'master', doc: 'About the port of the bridge' },
  onOff('neigh_suppress', 'Whether neighbour discovery is answered for others'),
  onOff('vlan_tunnel', 'Whether VLANs become tunnels'),
  onOff('isolated', 'Whether it passes nothing on to other isolated ports'),
  onOff('locked', 'Whether only known stations may talk'),
  { name: 'backup_port', values: ['device'], doc: 'Where traffic goes when it is down' },
  { name: 'nobackup_port', doc: 'No backup port' },
];

/** The words of `bridge fdb add`, `append`, `replace` and `delete`, in iproute2's order. */
export const FDB_OPTIONS: readonly Option[] = [
  { name: 'dev', values: ['device'], doc: 'The port, or the bridge', required: true },
  { name: 'dst', values: ['address'], doc: 'Where a VXLAN sends it' },
  { name: 'nhid', values: ['number'], doc: 'A next hop object', simulated: false },
  { name: 'port', values: ['port'], doc: 'UDP port of a VXLAN' },
  { name: 'vni', values: ['number'], doc: 'VXLAN network' },
  { name: 'src_vni', values: ['number'], doc: 'VXLAN network it comes from' },
  { name: 'via', values: ['device'], doc: 'Device of a VXLAN' },
  { name: 'self', doc: 'In the device’s own list' },
  { name: 'master', match: 'prefix', doc: 'In the bridge’s database' },
  { name: 'router', match: 'prefix', doc: 'The station is a router', simulated: false },
  { name: 'permanent', prefixAliases: ['local'], match: 'prefix', doc: 'An address of this host' },
  { name: 'static', prefixAliases: ['temp'], match: 'prefix', doc: 'Never forgotten' },
  { name: 'dynamic', match: 'prefix', doc: 'Forgotten like a learned one' },
  { name: 'vlan', match: 'prefix', values: ['number'], doc: 'Only in this VLAN' },
  { name: 'use', match: 'prefix', doc: 'Counts as used' },
  { name: 'extern_learn', match: 'prefix', doc: 'Learned by someone else' },
  { name: 'sticky', match: 'prefix', doc: 'Does not move to another port' },
  HELP,
];

/** The words of `bridge fdb show`. */
export const FDB_FILTERS: readonly Option[] = [
  { name: 'dev', aliases: ['brport'], values: ['device'], doc: 'Only entries of this port' },
  { name: 'br', values: ['bridge'], doc: 'Only entries of this bridge' },
  { name: 'vlan', values: ['number'], doc: 'Only entries of this VLAN' },
  {
    name: 'state',
    values: ['text'],
    words: ['permanent', 'static', 'stale', 'reachable', 'all'],
    doc: 'Only this state',
  },
  { name: 'dynamic', doc: 'Only entries that are not permanent' },
  HELP,
];

/** The words of `bridge fdb get`. */
export const FDB_GET_OPTIONS: readonly Option[] = [
  { name: 'dev', aliases: ['brport'], values: ['device'], doc: 'The port' },
  { name: 'br', values: ['bridge'], doc: 'The bridge' },
  { name: 'vni', values: ['number'], doc: 'VXLAN network' },
  { name: 'self', doc: 'In the device’s own list' },
  { name: 'master', match: 'prefix', doc: 'In the bridge’s database' },
  { name: 'vlan', match: 'prefix', values: ['number'], doc: 'In this VLAN' },
  { name: 'dynamic', match: 'prefix', doc: 'Only if not permanent' },
  HELP,
];

const picks = (name: string, doc: string): Option[] => [
  { name, doc: `Only ${doc}` },
  { name: `no${name}`, doc: `None that are ${doc}` },
];

/** The words of `bridge fdb flush`, in iproute2's order. */
export const FDB_FLUSH_OPTIONS: readonly Option[] = [
  { name: 'self', doc: 'In the bridge that is named' },
  { name: 'master', doc: 'In the bridge of the port that is named' },
  ...picks('permanent', 'addresses of this host'),
  ...picks('static', 'static'),
  ...picks('dynamic', 'learned'),
  ...picks('added_by_user', 'made by a command'),
  ...picks('extern_learn', 'learned by someone else'),
  ...picks('sticky', 'sticky'),
  ...picks('offloaded', 'in hardware'),
  { name: 'vlan', values: ['number'], doc: 'Only in this VLAN' },
  { name: 'dev', values: ['device'], doc: 'The bridge, or a port', required: true },
  { name: 'brport', values: ['device'], doc: 'Only behind this port' },
  HELP,
];

const MAC = { name: 'MAC', value: 'mac', keyword: 'to', doc: 'The address of the station' } as const;
const fdb = (name: string, doc: string): Command => ({
  name,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: FDB_OPTIONS,
  positionals: [MAC],
});

const FDB: Command = {
  name: 'fdb',
  match: 'prefix',
  doc: 'Forwarding database: behind which port a station is',
  style: 'keyword',
  options: [],
  defaultCommand: 'show',
  commands: [
    fdb('add', 'Add an entry'),
    fdb('append', 'Add an entry beside others'),
    fdb('replace', 'Change an entry or add it'),
    fdb('delete', 'Remove an entry'),
    {
      name: 'get',
      match: 'prefix',
      doc: 'Show one entry',
      style: 'keyword',
      options: FDB_GET_OPTIONS,
      positionals: [MAC],
    },
    {
      name: 'show',
      prefixAliases: ['lst', 'list'],
      match: 'prefix',
      doc: 'Show the entries',
      style: 'keyword',
      options: FDB_FILTERS,
    },
    {
      name: 'flush',
      doc: 'Remove the entries that the words pick',
      style: 'keyword',
      options: FDB_FLUSH_OPTIONS,
    },
    HELP_COMMAND,
  ],
};

const LINK: Command = {
  name: 'link',
  match: 'prefix',
  doc: 'Ports of bridges',
  style: 'keyword',
  options: [],
  defaultCommand: 'show',
  commands: [
    {
      name: 'set',
      prefixAliases: ['change'],
      match: 'prefix',
      doc: 'Change a port',
      style: 'keyword',
      options: BRIDGE_LINK_OPTIONS,
    },
    {
      name: 'show',
      prefixAliases: ['lst', 'list'],
      match: 'prefix',
      doc: 'Show the ports',
      style: 'keyword',
      options: [{ name: 'dev', values: ['device'], doc: 'Only this port' }],
    },
    HELP_COMMAND,
  ],
};

/** The words of `bridge vlan add` and `delete`, in iproute2's order. */
export const BRIDGE_VLAN_OPTIONS: readonly Option[] = [
  { name: 'dev', values: ['device'], doc: 'The port, or the bridge', required: true },
  { name: 'vid', values: ['vlan'], doc: 'The VLAN, or a range of VLANs (10-20)', required: true },
  { name: 'self', doc: 'The bridge itself' },
  { name: 'master', doc: 'The port of a bridge' },
  { name: 'pvid', doc: 'Frames that come in without a tag belong to it' },
  { name: 'untagged', doc: 'Frames leave without a tag' },
  { name: 'tunnel_info', values: ['text'], doc: 'The tunnel it becomes', simulated: false },
  HELP,
];

/** The words of `bridge vlan set`, in iproute2's order. */
export const BRIDGE_VLAN_SET_OPTIONS: readonly Option[] = [
  { name: 'dev', values: ['device'], doc: 'The port, or the bridge', required: true },
  { name: 'vid', values: ['vlan'], doc: 'The VLAN, or a range of VLANs (10-20)', required: true },
  {
    name: 'state',
    values: ['text'],
    words: ['disabled', 'listening', 'learning', 'forwarding', 'blocking'],
    doc: 'Its state on the port',
  },
  { name: 'mcast_router', values: ['number'], doc: 'Whether a router is there: 0 never, 1 if heard, 2 always' },
];

const VLAN_FILTERS: readonly Option[] = [
  { name: 'dev', values: ['device'], doc: 'Only this port' },
  { name: 'vid', values: ['vlan'], doc: 'Only this VLAN' },
];

const number = (name: string, doc: string): Option => ({ name, values: ['number'], doc });

/** The words of `bridge vlan global set`. */
export const BRIDGE_VLAN_GLOBAL_OPTIONS: readonly Option[] = [
  { name: 'dev', values: ['bridge'], doc: 'The bridge', required: true },
  { name: 'vid', values: ['vlan'], doc: 'The VLAN, or a range of them', required: true },
  number('mcast_snooping', 'Whether groups are heeded in it'),
  number('mcast_querier', 'Whether the bridge asks for members'),
  number('mcast_igmp_version', 'The version of IGMP, 2 or 3'),
  number('mcast_mld_version', 'The version of MLD, 1 or 2'),
  number('mcast_last_member_count', 'Questions after a member has left'),
  number('mcast_last_member_interval', 'Hundredths of a second between them'),
  number('mcast_startup_query_count', 'Questions at the beginning'),
  number('mcast_startup_query_interval', 'Hundredths of a second between them'),
  number('mcast_membership_interval', 'Hundredths of a second that a report counts'),
  number('mcast_querier_interval', 'Hundredths of a second after which another querier is taken for gone'),
  number('mcast_query_interval', 'Hundredths of a second between questions'),
  number('mcast_query_response_interval', 'Hundredths of a second to answer in'),
];

const VLAN: Command = {
  name: 'vlan',
  match: 'prefix',
  doc: 'VLANs of ports',
  style: 'keyword',
  options: [],
  defaultCommand: 'show',
  commands: [
    { name: 'add', match: 'prefix', doc: 'Add a VLAN', style: 'keyword', options: BRIDGE_VLAN_OPTIONS },
    { name: 'delete', match: 'prefix', doc: 'Remove a VLAN', style: 'keyword', options: BRIDGE_VLAN_OPTIONS },
    {
      name: 'show',
      prefixAliases: ['lst', 'list'],
      match: 'prefix',
      doc: 'Show the VLANs',
      style: 'keyword',
      options: VLAN_FILTERS,
    },
    {
      name: 'tunnelshow',
      match: 'prefix',
      doc: 'Show the tunnels that VLANs become',
      style: 'keyword',
      options: [
        { name: 'dev', values: ['device'], doc: 'Only this port' },
        { name: 'vid', values: ['number'], doc: 'Only this VLAN' },
      ],
    },
    {
      name: 'set',
      match: 'prefix',
      doc: 'Change what holds for a VLAN on a port',
      style: 'keyword',
      options: BRIDGE_VLAN_SET_OPTIONS,
    },
    {
      name: 'global',
      match: 'prefix',
      doc: 'What is set for all ports in a VLAN',
      style: 'keyword',
      options: [],
      defaultCommand: 'show',
      commands: [
        {
          name: 'show',
          prefixAliases: ['lst', 'list'],
          match: 'prefix',
          doc: 'Show it',
          style: 'keyword',
          options: VLAN_FILTERS,
        },
        { name: 'set', match: 'prefix', doc: 'Change it', style: 'keyword', options: BRIDGE_VLAN_GLOBAL_OPTIONS },
      ],
    },
    HELP_COMMAND,
  ],
};

/** bridge(8). */
export const BRIDGE: Command = {
  name: 'bridge',
  doc: 'Show and change bridges: their ports, forwarding database and VLANs',
  style: 'keyword',
  package: 'iproute2',
  options: BRIDGE_PROGRAM_OPTIONS,
  commands: [
    LINK,
    FDB,
    BRIDGE_MDB,
    VLAN,
    { name: 'vni', match: 'prefix', doc: 'VXLAN networks', style: 'keyword', options: [], simulated: false },
    BRIDGE_MONITOR,
    HELP_COMMAND,
  ],
};
