import type { Command, Continuation, Option, Positional } from '../command.ts';
import { BOND_OPTIONS } from './bond.ts';
import { BRIDGE_OPTIONS, BRIDGE_SLAVE_OPTIONS, KIND_MEANINGS, LINK_KINDS, VRF_OPTIONS } from './link-kinds.ts';
import { MACVLAN_OPTIONS } from './link-macvlan.ts';
import { VLAN_OPTIONS } from './link-vlan.ts';
import { VXLAN_OPTIONS } from './link-vxlan.ts';
import { HELP, HELP_COMMAND } from './words.ts';

const ON_OFF = { values: ['on-off'], words: ['on', 'off'] } as const;

/** What `ip link add`, `set` and `delete` take, in iproute2's order, but for `type`. */
const ATTRIBUTES: readonly Option[] = [
  { name: 'up', doc: 'Turn the device on', excludes: ['down'] },
  { name: 'down', doc: 'Turn the device off', excludes: ['up'] },
  { name: 'name', values: ['new-device'], doc: 'The name of the device, or its new name' },
  { name: 'index', values: ['number'], doc: 'The interface index to give it' },
  { name: 'link', match: 'prefix', values: ['device'], doc: 'The device it is built upon' },
  { name: 'address', match: 'prefix', values: ['mac'], doc: 'Its MAC address' },
  {
    name: 'broadcast',
    aliases: ['brd'],
    match: 'prefix',
    values: ['mac'],
    doc: 'Its link layer broadcast address',
  },
  {
    name: 'txqueuelen',
    aliases: ['qlen'],
    prefixAliases: ['txqlen'],
    match: 'prefix',
    values: ['number'],
    doc: 'The length of its transmit queue in packets',
  },
  { name: 'mtu', values: ['number'], doc: 'The largest packet it carries, in bytes' },
  { name: 'xdpgeneric', values: ['text'], doc: 'Attach an XDP program', simulated: false },
  { name: 'xdpdrv', values: ['text'], doc: 'Attach an XDP program in the driver', simulated: false },
  { name: 'xdpoffload', values: ['text'], doc: 'Attach an XDP program in hardware', simulated: false },
  { name: 'xdp', values: ['text'], doc: 'Attach an XDP program', simulated: false },
  {
    name: 'netns',
    values: ['netns'],
    doc: 'The network namespace it goes to, by name or by the id of a process; it loses addresses and routes',
  },
  { name: 'multicast', ...ON_OFF, doc: 'Whether it sends and receives multicast' },
  { name: 'allmulticast', ...ON_OFF, doc: 'Whether it receives all multicast' },
  { name: 'promisc', ...ON_OFF, doc: 'Whether it receives frames for everyone' },
  { name: 'trailers', ...ON_OFF, doc: 'Whether it may use trailers, a flag without effect' },
  { name: 'arp', ...ON_OFF, doc: 'Whether it resolves neighbours by ARP' },
  { name: 'carrier', ...ON_OFF, doc: 'Whether its cable counts as plugged in, which few kinds allow' },
  {
    name: 'vf',
    values: ['number', 'text', 'text'],
    doc: 'What to set of a virtual function, which no device here has',
  },
  { name: 'master', match: 'prefix', values: ['master'], doc: 'The bridge, bond or VRF it becomes a port of' },
  { name: 'vrf', values: ['vrf'], doc: 'The VRF it belongs to' },
  { name: 'nomaster', match: 'prefix', doc: 'Take it out of its bridge' },
  { name: 'dynamic', match: 'prefix', ...ON_OFF, doc: 'Whether its addresses change, a flag without effect' },
];

const REST: readonly Option[] = [
  { name: 'alias', match: 'prefix', values: ['text'], doc: 'A description for people' },
  { name: 'group', values: ['number'], doc: 'The group it belongs to, by number or name' },
  { name: 'mode', values: ['text'], words: ['default', 'dormant'], doc: 'Its link mode' },
  {
    name: 'state',
    values: ['text'],
    words: ['up', 'dormant', 'testing', 'down', 'lowerlayerdown', 'notpresent', 'unknown'],
    doc: 'Its operational state',
  },
  { name: 'numtxqueues', match: 'prefix', values: ['number'], doc: 'Its transmit queues' },
  { name: 'numrxqueues', match: 'prefix', values: ['number'], doc: 'Its receive queues' },
  {
    name: 'addrgenmode',
    match: 'prefix',
    values: ['text'],
    words: ['eui64', 'none', 'stable_secret', 'random'],
    doc: 'How IPv6 addresses are made',
  },
  {
    name: 'link-netns',
    match: 'prefix',
    values: ['netns'],
    doc: 'The namespace of the device it is built upon, or of its other end',
  },
  { name: 'link-netnsid', match: 'prefix', values: ['number'], doc: 'The id of that namespace' },
  { name: 'protodown', ...ON_OFF, doc: 'Whether a protocol holds it down' },
  { name: 'protodown_reason', values: ['text', 'on-off'], doc: 'Why it is held down' },
  { name: 'gso_max_size', values: ['number'], doc: 'Largest segment to offload' },
  { name: 'gso_max_segs', values: ['number'], doc: 'Most segments to offload' },
  { name: 'gro_max_size', values: ['number'], doc: 'Largest aggregate received' },
  { name: 'parentdev', values: ['text'], doc: 'Its parent device' },
  HELP,
];

const NEW_NAME: readonly Positional[] = [
  { name: 'NAME', value: 'new-device', keyword: 'dev', optional: true, doc: 'The name of the new device' },
];
const NAME: readonly Positional[] = [{ name: 'DEVICE', value: 'device', keyword: 'dev', doc: 'The device to change' }];

/** What stands behind `peer`: the same words, about the other end. */
const PEER: Continuation = { options: [...ATTRIBUTES, ...REST], positionals: NEW_NAME };

/** What stands behind `type KIND`. */
const KIND_OPTIONS: Readonly<Record<string, Continuation>> = {
  veth: { options: [{ name: 'peer', doc: 'What follows describes the other end of the cable', opens: { '': PEER } }] },
  bridge: { options: BRIDGE_OPTIONS },
  vrf: { options: VRF_OPTIONS },
  bond: { options: BOND_OPTIONS },
  bridge_slave: { options: BRIDGE_SLAVE_OPTIONS },
  vlan: { options: VLAN_OPTIONS },
  macvlan: { options: MACVLAN_OPTIONS },
  vxlan: { options: VXLAN_OPTIONS },
};

const TYPE: Option = {
  name: 'type',
  match: 'prefix',
  values: ['link-kind'],
  words: LINK_KINDS,
  meanings: KIND_MEANINGS,
  doc: 'The kind of device; words of that kind follow',
  opens: KIND_OPTIONS,
};

/** The words of `ip link add`, `set`, `replace` and `delete`, in iproute2's order. */
export const LINK_OPTIONS: readonly Option[] = [...ATTRIBUTES, TYPE, ...REST];

/** What `ip link show` and `ip addr show` pick devices by. */
export const DEVICE_FILTERS: readonly Option[] = [
  { name: 'group', values: ['number'], doc: 'Only devices of this group' },
  { name: 'master', values: ['master'], doc: 'Only ports of this bridge, bond or VRF' },
  { name: 'vrf', values: ['vrf'], doc: 'Only devices of this VRF' },
  { name: 'nomaster', doc: 'Only devices without a master' },
  { name: 'type', values: ['link-kind'], words: LINK_KINDS, doc: 'Only devices of this kind' },
];

/** What picks addresses, and devices by theirs; `ip link show` reads the same words. */
export const ADDRESS_FILTERS: readonly Option[] = [
  { name: 'to', values: ['prefix'], doc: 'Only addresses within this prefix' },
  { name: 'scope', values: ['scope'], words: ['global', 'link', 'host', 'site', 'all'], doc: 'Only this scope' },
  { name: 'up', doc: 'Only devices that are up' },
  ...['secondary', 'primary', 'permanent', 'dynamic', 'temporary', 'tentative', 'deprecated', 'dadfailed'].map(
    (name): Option => ({ name, aliases: [`-${name}`], doc: `Only ${name} addresses` }),
  ),
  ...['nodad', 'optimistic', 'home', 'mngtmpaddr', 'noprefixroute', 'autojoin', 'stable-privacy'].map(
    (name): Option => ({ name, aliases: [`-${name}`], doc: `Only addresses with the flag ${name}` }),
  ),
  { name: 'label', values: ['text'], doc: 'Only addresses whose label matches this pattern' },
];

/** The words of `ip link show`, `ip addr show` and `ip addr flush`, in iproute2's order. */
export const SHOW_OPTIONS: readonly Option[] = [...ADDRESS_FILTERS, ...DEVICE_FILTERS, HELP];

/** The device that a listing may be about. */
export const SHOWN_DEVICE: readonly Positional[] = [
  { name: 'DEVICE', value: 'device', keyword: 'dev', optional: true, doc: 'Only this device' },
];

/** The words of `ip link property add` and `del`. */
export const LINK_PROPERTY_OPTIONS: readonly Option[] = [
  { name: 'altname', match: 'prefix', values: ['text'], repeatable: true, doc: 'A further name, up to 127 characters' },
  HELP,
];

/** What `ip link property` does. */
export const LINK_PROPERTY_COMMANDS: readonly Command[] = [
  {
    name: 'add',
    match: 'prefix',
    doc: 'Give a device further names',
    style: 'keyword',
    options: LINK_PROPERTY_OPTIONS,
    positionals: NAME,
  },
  {
    name: 'del',
    match: 'prefix',
    doc: 'Take further names away',
    style: 'keyword',
    options: LINK_PROPERTY_OPTIONS,
    positionals: NAME,
  },
  HELP_COMMAND,
];

/** `ip link`, the devices. */
export const LINK: Command = {
  name: 'link',
  match: 'prefix',
  doc: 'Network devices: make, change, show, remove them',
  style: 'keyword',
  options: [],
  defaultCommand: 'show',
  commands: [
    {
      name: 'add',
      match: 'prefix',
      doc: 'Make a device',
      style: 'keyword',
      options: LINK_OPTIONS,
      positionals: NEW_NAME,
    },
    {
      name: 'set',
      prefixAliases: ['change'],
      match: 'prefix',
      doc: 'Change a device',
      style: 'keyword',
      options: LINK_OPTIONS,
      positionals: NAME,
    },
    {
      name: 'replace',
      match: 'prefix',
      doc: 'Make a device or change the one that exists',
      style: 'keyword',
      options: LINK_OPTIONS,
      positionals: NEW_NAME,
    },
    {
      name: 'delete',
      match: 'prefix',
      doc: 'Remove a device; the other end of a veth goes too',
      style: 'keyword',
      options: LINK_OPTIONS,
      positionals: NAME,
    },
    {
      name: 'show',
      prefixAliases: ['lst', 'list'],
      match: 'prefix',
      doc: 'Show devices',
      style: 'keyword',
      options: SHOW_OPTIONS,
      positionals: SHOWN_DEVICE,
    },
    { name: 'xstats', match: 'prefix', doc: 'Extended statistics', style: 'keyword', options: [], simulated: false },
    { name: 'afstats', match: 'prefix', doc: 'MPLS statistics', style: 'keyword', options: [] },
    {
      name: 'property',
      match: 'prefix',
      doc: 'Further names for a device',
      style: 'keyword',
      options: [],
      commands: LINK_PROPERTY_COMMANDS,
    },
    { name: 'help', match: 'prefix', doc: 'Print the usage', style: 'keyword', options: [] },
  ],
};
