import type { Command, Continuation, Option, Positional } from '../command.ts';
import { HELP, HELP_COMMAND, PROTOCOLS, ROUTE_TYPES, SCOPES, TABLES } from './words.ts';

const FAMILIES = ['inet', 'inet6'];
const VIA: Option = { name: 'via', values: ['address'], before: FAMILIES, doc: 'The next hop: a router on this link' };
const DEV: Option = { name: 'dev', aliases: ['oif'], values: ['device'], doc: 'The device packets leave by' };
const METRIC: Option = {
  name: 'metric',
  aliases: ['preference'],
  prefixAliases: ['priority'],
  match: 'prefix',
  values: ['number'],
  doc: 'Of routes to the same destination the lowest number wins',
};
const TOS: Option = {
  name: 'tos',
  prefixAliases: ['dsfield'],
  values: ['number'],
  doc: 'Only packets with this type of service',
};
const TABLE: Option = {
  name: 'table',
  match: 'prefix',
  values: ['route-table'],
  words: TABLES,
  doc: 'The routing table',
};
const PROTOCOL: Option = {
  name: 'protocol',
  match: 'prefix',
  values: ['route-protocol'],
  words: PROTOCOLS,
  doc: 'Who installed the route',
};
const VRF: Option = { name: 'vrf', match: 'prefix', values: ['vrf'], doc: 'The table of a VRF' };

const AS: Option = {
  name: 'as',
  values: ['address'],
  before: ['to'],
  doc: 'The destination that packets get, of MPLS only',
};
/** Ways to wrap packets up (lwtunnel), by iproute2's words. */
export const ENCAPSULATIONS = ['mpls', 'ip', 'ip6', 'ila', 'bpf', 'seg6', 'seg6local', 'rpl', 'ioam6', 'xfrm'];
const ENCAP: Option = { name: 'encap', values: ['text'], words: ENCAPSULATIONS, doc: 'How packets are wrapped up' };

/** What describes one next hop, behind `nexthop`. */
export const NEXTHOP_OPTIONS: readonly Option[] = [
  VIA,
  { ...DEV, aliases: [] },
  { name: 'weight', values: ['number'], doc: 'Its share of the traffic, 1 to 256' },
  { name: 'onlink', doc: 'Believe that the next hop is on this link' },
  { name: 'realms', match: 'prefix', values: ['text'], doc: 'Realms to count by, SOURCE/DESTINATION' },
  ENCAP,
  AS,
];
const NEXTHOP: Continuation = { options: NEXTHOP_OPTIONS };

const metric = (name: string, doc: string, match: 'prefix' | 'exact' = 'prefix'): Option => ({
  name,
  match,
  values: ['number'],
  before: ['lock'],
  doc,
});

/** The words of `ip route add`, `replace`, `delete` and the like, in iproute2's order. */
export const ROUTE_OPTIONS: readonly Option[] = [
  { name: 'src', values: ['address'], doc: 'The source address that this host’s own packets get' },
  AS,
  VIA,
  { name: 'from', values: ['prefix'], doc: 'Only packets from here (IPv6)' },
  TOS,
  { name: 'expires', values: ['number'], doc: 'Seconds for which it is valid (IPv6)' },
  METRIC,
  { name: 'scope', values: ['scope'], words: SCOPES, doc: 'How far away the destination is' },
  { name: 'mtu', values: ['number'], before: ['lock'], doc: 'The largest packet on this path' },
  metric('hoplimit', 'Hop limit', 'exact'),
  metric('advmss', 'TCP segment size to announce', 'exact'),
  metric('reordering', 'TCP reordering'),
  metric('rtt', 'Round trip time', 'exact'),
  metric('rto_min', 'Least retransmission time', 'exact'),
  metric('window', 'TCP window'),
  metric('cwnd', 'Congestion window'),
  metric('initcwnd', 'First congestion window'),
  metric('initrwnd', 'First receive window'),
  { name: 'features', match: 'prefix', values: ['text'], words: ['ecn'], doc: 'TCP features' },
  metric('quickack', 'Acknowledge at once'),
  {
    name: 'congctl',
    match: 'prefix',
    values: ['text'],
    words: ['reno', 'cubic', 'bbr'],
    before: ['lock'],
    doc: 'Congestion control',
  },
  metric('rttvar', 'Variance of the round trip time'),
  metric('ssthresh', 'Slow start threshold'),
  { name: 'realms', match: 'prefix', values: ['text'], doc: 'Realms to count by, SOURCE/DESTINATION' },
  { name: 'onlink', doc: 'Believe that the next hop is on this link' },
  {
    name: 'nexthop',
    repeatable: true,
    doc: 'One of several next hops that share the traffic; its words follow',
    opens: { '': NEXTHOP },
  },
  { name: 'nhid', values: ['nexthop'], doc: 'A next hop object instead of next hops' },
  PROTOCOL,
  TABLE,
  VRF,
  DEV,
  {
    name: 'pref',
    match: 'prefix',
    values: ['text'],
    words: ['low', 'medium', 'high'],
    doc: 'Router preference (IPv6)',
  },
  ENCAP,
  { name: 'ttl-propagate', values: ['text'], doc: 'TTL of MPLS', simulated: false },
  metric('fastopen_no_cookie', 'TCP fast open without cookie'),
  HELP,
];

const DESTINATION: readonly Positional[] = [
  { name: 'TYPE', value: 'route-type', words: ROUTE_TYPES, optional: true, doc: 'What happens to packets for it' },
  { name: 'PREFIX', value: 'prefix', keyword: 'to', doc: 'The destination; `default` is everything' },
];

/** The words of `ip route show` and `flush`, in iproute2's order. */
export const ROUTE_FILTERS: readonly Option[] = [
  { ...TABLE, words: [...TABLES, 'all', 'cache'], doc: 'The table to show; `all` for every one' },
  VRF,
  { name: 'cached', prefixAliases: ['cloned'], match: 'prefix', doc: 'Show what is cached' },
  TOS,
  { ...PROTOCOL, words: [...PROTOCOLS, 'all'], doc: 'Only routes installed by this' },
  { name: 'scope', match: 'prefix', values: ['scope'], words: [...SCOPES, 'all'], doc: 'Only routes of this scope' },
  { name: 'type', match: 'prefix', values: ['route-type'], words: ROUTE_TYPES, doc: 'Only routes of this type' },
  { ...DEV, doc: 'Only routes through this device' },
  { name: 'iif', values: ['device'], doc: 'Only routes for packets from this device' },
  { name: 'mark', values: ['mark'], doc: 'Only routes for this mark' },
  { ...METRIC, doc: 'Only routes with this metric' },
  { name: 'via', values: ['prefix'], before: FAMILIES, doc: 'Only routes through next hops within this prefix' },
  { name: 'src', values: ['prefix'], doc: 'Only routes with a preferred source within this prefix' },
  { name: 'realms', match: 'prefix', values: ['text'], doc: 'Only routes of these realms' },
  {
    name: 'from',
    match: 'prefix',
    values: ['prefix'],
    before: ['root', 'match', 'exact'],
    doc: 'Only routes for packets from this prefix (IPv6)',
  },
  {
    name: 'to',
    match: 'prefix',
    values: ['prefix'],
    before: ['root', 'match', 'exact'],
    doc: 'Only routes to this prefix',
  },
  { name: 'root', match: 'prefix', values: ['prefix'], doc: 'Only routes to this prefix or parts of it' },
  { name: 'match', match: 'prefix', values: ['prefix'], doc: 'Only routes that cover this prefix' },
  { name: 'exact', match: 'prefix', values: ['prefix'], doc: 'Only routes to exactly this prefix' },
];

/** The words of `ip route get`, in iproute2's order. */
export const ROUTE_GET_OPTIONS: readonly Option[] = [
  TOS,
  { name: 'from', match: 'prefix', values: ['address'], doc: 'The source address of the packet' },
  { name: 'iif', match: 'prefix', values: ['device'], doc: 'As if the packet came in by this device' },
  { name: 'mark', match: 'prefix', values: ['mark'], doc: 'The firewall mark of the packet' },
  { name: 'oif', aliases: ['dev'], match: 'prefix', values: ['device'], doc: 'As if it had to leave by this device' },
  { name: 'notify', match: 'prefix', doc: 'Mark the route as one to tell of changes' },
  { name: 'connected', match: 'prefix', doc: 'Ask again with the source address that was answered' },
  { ...VRF },
  { name: 'uid', match: 'prefix', values: ['number'], doc: 'As if this user sent it' },
  { name: 'fibmatch', match: 'prefix', doc: 'Show the route itself that decides' },
  { name: 'as', values: ['address'], before: ['to'], doc: 'Another destination, which Linux refuses' },
  { name: 'sport', match: 'prefix', values: ['port'], doc: 'Its source port' },
  { name: 'dport', match: 'prefix', values: ['port'], doc: 'Its destination port' },
  { name: 'ipproto', match: 'prefix', values: ['ip-protocol'], doc: 'Its protocol' },
  HELP,
];

const modify = (name: string, doc: string, aliases: readonly string[] = []): Command => ({
  name,
  aliases,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: ROUTE_OPTIONS,
  positionals: DESTINATION,
});
const filtered = (name: string, doc: string, prefixAliases: readonly string[] = []): Command => ({
  name,
  prefixAliases,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: ROUTE_FILTERS,
  positionals: [{ name: 'PREFIX', value: 'prefix', optional: true, doc: 'Only routes to this prefix' }],
});

/** `ip route`, the routing tables. */
export const ROUTE: Command = {
  name: 'route',
  match: 'prefix',
  doc: 'Routing tables: where packets go next',
  style: 'keyword',
  options: [],
  defaultCommand: 'list',
  commands: [
    modify('add', 'Add a route'),
    modify('change', 'Change a route that exists', ['chg']),
    modify('replace', 'Change a route or add it'),
    modify('prepend', 'Add a route before others to the same destination'),
    modify('append', 'Add a route behind others to the same destination'),
    modify('test', 'Ask whether a route could be added'),
    modify('delete', 'Remove a route'),
    filtered('list', 'Show a routing table', ['show', 'lst']),
    {
      name: 'get',
      match: 'prefix',
      doc: 'Ask which way a packet would go',
      style: 'keyword',
      options: ROUTE_GET_OPTIONS,
      positionals: [{ name: 'ADDRESS', value: 'address', keyword: 'to', doc: 'Where the packet goes' }],
    },
    filtered('flush', 'Remove every route that the words pick'),
    filtered('save', 'Write what would be listed to standard output, to be read again'),
    { name: 'restore', match: 'prefix', doc: 'Add the routes that were saved', style: 'keyword', options: [] },
    { name: 'showdump', match: 'prefix', doc: 'Show the routes that were saved', style: 'keyword', options: [] },
    HELP_COMMAND,
  ],
};
