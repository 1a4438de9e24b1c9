import type { Option } from '../command.ts';

type Rest = Partial<Option>;
const word = (name: string, doc: string, rest: Rest = {}): Option => ({ name, match: 'prefix', doc, ...rest });
const later = (name: string, rest: Rest = {}): Option =>
  word(name, `The VXLAN's ${name}`, { simulated: false, ...rest });

/** What stands behind `type vxlan`, in iproute2's order. */
export const VXLAN_OPTIONS: readonly Option[] = [
  word('id', 'The number of the network, 0 to 16777215', { prefixAliases: ['vni'], values: ['number'] }),
  word('group', 'The group that frames for all go to', { values: ['address'], excludes: ['remote'] }),
  word('local', 'The address its datagrams come from', { values: ['address'] }),
  word('remote', 'The router at the other end', { values: ['address'], excludes: ['group'] }),
  word('dev', 'The device its datagrams leave by', { values: ['device'] }),
  word('ttl', 'The TTL of its datagrams', {
    prefixAliases: ['hoplimit'],
    values: ['number'],
    words: ['auto', 'inherit'],
  }),
  word('tos', 'The TOS of its datagrams', { prefixAliases: ['dsfield'], values: ['number'], words: ['inherit'] }),
  word('df', 'Whether its datagrams may be cut', { values: ['text'], words: ['unset', 'set', 'inherit'] }),
  later('flowlabel', { prefixAliases: ['label'], values: ['number'] }),
  word('ageing', 'Seconds until a silent station is forgotten', { values: ['number'] }),
  word('maxaddress', 'How many stations may be known', { values: ['number'] }),
  word('srcport', 'The range of ports it sends from', { prefixAliases: ['port'], values: ['port', 'port'] }),
  word('dstport', 'The UDP port of the other end', { values: ['port'] }),
  word('nolearning', 'Learn no stations from frames', { excludes: ['learning'] }),
  word('learning', 'Learn stations from frames', { excludes: ['nolearning'] }),
  ...['noproxy', 'proxy', 'norsc', 'rsc', 'nol2miss', 'l2miss', 'nol3miss', 'l3miss'].map((name) => later(name)),
  word('udpcsum', 'Datagrams have a checksum'),
  word('noudpcsum', 'Datagrams have no checksum'),
  ...['udp6zerocsumtx', 'noudp6zerocsumtx', 'udp6zerocsumrx', 'noudp6zerocsumrx', 'remcsumtx', 'noremcsumtx'].map(
    (name) => later(name),
  ),
  ...['remcsumrx', 'noremcsumrx', 'external', 'noexternal', 'vnifilter', 'gbp', 'gpe'].map((name) => later(name)),
  word('help', 'Print the usage'),
];
