import type { Command, Option } from '../command.ts';
import { ADDRESS } from './address.ts';
import { ADDRLABEL } from './addrlabel.ts';
import { LINK } from './link.ts';
import { MADDRESS } from './maddress.ts';
import { MONITOR } from './monitor.ts';
import { MROUTE, MRULE } from './multicast-routing.ts';
import { NEIGHBOUR } from './neighbour.ts';
import { NETCONF } from './netconf.ts';
import { NETNS } from './netns.ts';
import { NEXTHOP } from './nexthop.ts';
import { NTABLE } from './ntable.ts';
import { ROUTE } from './route.ts';
import { RULE } from './rule.ts';
import { TOKEN } from './token.ts';
import { TCP_METRICS, TUNNEL, TUNTAP } from './tunnel.ts';
import { VRF } from './vrf.ts';
import { HELP_COMMAND } from './words.ts';

const flag = (name: string, doc: string, rest: Partial<Option> = {}): Option => ({
  name,
  match: 'prefix',
  doc,
  ...rest,
});
const COLOUR_SPELLINGS = ['-color', '-colo', '-col', '-co', '-c']
  .flatMap((name) => ['', '=always', '=auto', '=never'].map((when) => `${name}${when}`))
  .slice(1);

/** ip's own options, in iproute2's order: `-b` is `-batch`, `-n` is `-netns`, `-h` is `-human`. */
export const IP_OPTIONS: readonly Option[] = [
  flag('-loops', 'How often a flush tries', { values: ['number'] }),
  flag('-family', 'Only this address family', {
    values: ['text'],
    words: ['inet', 'inet6', 'link', 'bridge', 'mpls'],
  }),
  { name: '-4', doc: 'Only IPv4' },
  { name: '-6', doc: 'Only IPv6' },
  { name: '-0', doc: 'Only the link layer' },
  { name: '-M', doc: 'Only MPLS' },
  { name: '-B', doc: 'Only bridging' },
  flag('-human', 'Round numbers with a unit', { prefixAliases: ['-human-readable'] }),
  flag('-iec', 'Units of 1024'),
  flag('-stats', 'Show counters; twice for more', { prefixAliases: ['-statistics'], repeatable: true }),
  flag('-details', 'Show details', { repeatable: true }),
  flag('-resolve', 'Show names of hosts'),
  flag('-oneline', 'One line an entry, line ends become a backslash'),
  flag('-timestamp', 'Show the time of events'),
  flag('-tshort', 'Show a short time of events'),
  flag('-Version', 'Print the version'),
  flag('-force', 'Go on after a mistake in a batch'),
  flag('-batch', 'Read commands from a file, `-` for standard input', { values: ['file'] }),
  flag('-brief', 'A short table'),
  flag('-json', 'Print JSON'),
  flag('-pretty', 'Indent the JSON'),
  flag('-rcvbuf', 'Receive buffer of the netlink socket', { values: ['number'] }),
  { name: '-color', aliases: COLOUR_SPELLINGS, doc: 'Colours; `-c=never` turns them off' },
  flag('-help', 'Print the usage'),
  flag('-netns', 'Run in this network namespace', { values: ['netns'] }),
  flag('-Numeric', 'Numbers instead of names'),
  flag('-all', 'In every network namespace'),
  { name: '-echo', doc: 'Show what the kernel made of the request', simulated: false },
];

const later = (name: string, doc: string): Command => ({
  name,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: [],
  simulated: false,
});

/** ip(8). The order of its objects decides what an abbreviation means: `ip r` is route, `ip n` neighbour. */
export const IP: Command = {
  name: 'ip',
  doc: 'Show and change devices, addresses, routes, rules, neighbours and network namespaces',
  style: 'keyword',
  package: 'iproute2',
  options: IP_OPTIONS,
  commands: [
    ADDRESS,
    ADDRLABEL,
    MADDRESS,
    ROUTE,
    RULE,
    NEIGHBOUR,
    NTABLE,
    LINK,
    later('l2tp', 'L2TP tunnels'),
    later('fou', 'Foo over UDP'),
    later('ila', 'Identifier locator addressing'),
    later('macsec', 'MACsec devices'),
    TUNNEL,
    TUNTAP,
    TOKEN,
    TCP_METRICS,
    MONITOR,
    later('xfrm', 'IPsec'),
    MROUTE,
    MRULE,
    NETNS,
    NETCONF,
    VRF,
    later('sr', 'Segment routing'),
    NEXTHOP,
    later('mptcp', 'Multipath TCP'),
    later('ioam', 'In-situ OAM'),
    HELP_COMMAND,
    later('stats', 'Counters'),
  ],
};
