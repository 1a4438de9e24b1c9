import type { Command } from '../command.ts';
import type { GetoptOption } from '../getopt.ts';

const TABLES = ['conntrack', 'expect', 'dying', 'unconfirmed'];

/** A command of conntrack(8), with the table it works on. */
const command = (name: string, long: string, doc: string): GetoptOption => ({
  name,
  aliases: [long],
  values: ['text'],
  optionalValue: true,
  words: TABLES,
  doc,
});

/** The commands: exactly one a call. */
const COMMANDS: readonly GetoptOption[] = [
  command('-L', '--dump', 'Lists the connections'),
  command('-G', '--get', 'Shows the connection of a tuple'),
  command('-D', '--delete', 'Deletes the connections that match'),
  command('-I', '--create', 'Makes a connection'),
  command('-A', '--add', 'Makes a connection unless it is there'),
  command('-U', '--update', 'Changes the connections that match'),
  command('-E', '--event', 'Prints what becomes of connections as it happens'),
  command('-F', '--flush', 'Deletes all connections'),
  command('-C', '--count', 'Counts the connections'),
  command('-S', '--stats', 'Shows statistics'),
  { name: '-R', aliases: ['--load-file'], values: ['file'], doc: 'Does what the lines of a file say' },
];

/** The options of one direction's ports. */
const PORTS: readonly GetoptOption[] = [
  { name: '--sport', aliases: ['--orig-port-src'], values: ['port'], doc: 'Source port of the original direction' },
  {
    name: '--dport',
    aliases: ['--orig-port-dst'],
    values: ['port'],
    doc: 'Destination port of the original direction',
  },
  { name: '--reply-port-src', values: ['port'], doc: 'Source port of the reply direction' },
  { name: '--reply-port-dst', values: ['port'], doc: 'Destination port of the reply direction' },
];

const STATES = [
  'NONE',
  'SYN_SENT',
  'SYN_RECV',
  'ESTABLISHED',
  'FIN_WAIT',
  'CLOSE_WAIT',
  'LAST_ACK',
  'TIME_WAIT',
  'CLOSE',
  'LISTEN',
];

/** What `-p` opens, by protocol. */
const PROTOCOLS: Readonly<Record<string, { readonly options: readonly GetoptOption[] }>> = {
  tcp: {
    options: [...PORTS, { name: '--state', values: ['conntrack-state'], words: STATES, doc: 'State of TCP' }],
  },
  udp: { options: PORTS },
  icmp: {
    options: [
      { name: '--icmp-type', values: ['number'], doc: 'Type of ICMP' },
      { name: '--icmp-code', values: ['number'], doc: 'Code of ICMP' },
      { name: '--icmp-id', values: ['number'], doc: 'Id of ICMP' },
    ],
  },
};

/** What a connection is like, to choose, to make or to change it. */
const PARAMETERS: readonly GetoptOption[] = [
  {
    name: '-s',
    aliases: ['--src', '--orig-src'],
    values: ['prefix'],
    doc: 'Source of the original direction',
  },
  { name: '-d', aliases: ['--dst', '--orig-dst'], values: ['prefix'], doc: 'Destination of the original direction' },
  { name: '-r', aliases: ['--reply-src'], values: ['prefix'], doc: 'Source of the reply direction' },
  { name: '-q', aliases: ['--reply-dst'], values: ['prefix'], doc: 'Destination of the reply direction' },
  {
    name: '-p',
    aliases: ['--protonum', '--proto'],
    values: ['ip-protocol'],
    words: ['tcp', 'udp', 'icmp'],
    opens: PROTOCOLS,
    doc: 'Protocol, by name or number',
  },
  { name: '-f', aliases: ['--family'], values: ['text'], words: ['ipv4', 'ipv6'], doc: 'Address family' },
  { name: '-t', aliases: ['--timeout'], values: ['time'], doc: 'Seconds to live' },
  {
    name: '-u',
    aliases: ['--status'],
    values: ['text'],
    words: ['ASSURED', 'SEEN_REPLY', 'UNSET', 'FIXED_TIMEOUT', 'UNREPLIED'],
    doc: 'Status, several with commas',
  },
  { name: '-i', aliases: ['--id'], values: ['number'], doc: 'Its number' },
  { name: '-m', aliases: ['--mark'], values: ['mark'], doc: 'Mark, with a mask behind a slash' },
  {
    name: '-n',
    aliases: ['--src-nat'],
    values: ['address'],
    optionalValue: true,
    doc: 'Source is translated, to this address',
  },
  {
    name: '-g',
    aliases: ['--dst-nat'],
    values: ['address'],
    optionalValue: true,
    doc: 'Destination is translated, to this address',
  },
  {
    name: '-j',
    aliases: ['--any-nat'],
    values: ['address'],
    optionalValue: true,
    doc: 'Either end is translated, to this address',
  },
  { name: '--mask-src', values: ['address'], doc: 'Mask of the source' },
  { name: '--mask-dst', values: ['address'], doc: 'Mask of the destination' },
];

const GENERAL: readonly GetoptOption[] = [
  {
    name: '-e',
    aliases: ['--event-mask'],
    values: ['text'],
    words: ['NEW', 'UPDATES', 'DESTROY', 'ALL'],
    doc: 'Only these events',
  },
  {
    name: '-o',
    aliases: ['--output'],
    values: ['text'],
    words: ['extended', 'xml', 'save', 'timestamp', 'id', 'ktimestamp', 'labels', 'userspace'],
    doc: 'What else to print, several with commas',
  },
  { name: '-z', aliases: ['--zero'], doc: 'Sets counters to zero' },
  { name: '-b', aliases: ['--buffer-size'], values: ['number'], doc: 'Size of the socket buffer' },
  { name: '-w', aliases: ['--zone'], values: ['number'], doc: 'Zone', simulated: false },
  { name: '--orig-zone', values: ['number'], doc: 'Zone of the original direction', simulated: false },
  { name: '--reply-zone', values: ['number'], doc: 'Zone of the reply direction', simulated: false },
  { name: '-l', aliases: ['--label'], values: ['text'], doc: 'Labels' },
  { name: '--label-add', values: ['text'], doc: 'Labels to add' },
  { name: '--label-del', values: ['text'], doc: 'Labels to take away' },
  { name: '-c', aliases: ['--secmark'], values: ['number'], doc: 'Security mark', simulated: false },
  { name: '--tuple-src', values: ['address'], doc: 'Source of an expectation', simulated: false },
  { name: '--tuple-dst', values: ['address'], doc: 'Destination of an expectation', simulated: false },
  { name: '-h', aliases: ['--help'], doc: 'Help' },
  { name: '-V', aliases: ['--version'], doc: 'The version' },
];

/** conntrack(8), conntrack-tools 1.4.7. */
export const CONNTRACK: Command = {
  name: 'conntrack',
  doc: 'Lists, changes and watches tracked connections',
  style: 'getopt',
  package: 'conntrack',
  options: [...COMMANDS, ...PARAMETERS, ...GENERAL],
};
