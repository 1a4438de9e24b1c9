// @ts-check
/** What the kernel's own witnesses said of a scenario, in the words that test/scenarios.test.ts says it in. */
import { execFileSync } from 'node:child_process';

/**
 * The rules and policies that decided, packet by packet in the order in which the namespace first saw them. Policies count
 * only of chains that have rules or a policy of DROP: others need not exist.
 * @param {string} trace what xtables-monitor printed
 * @param {string} rules what iptables-save printed before
 */
export function rulesIn(trace, rules) {
  const chains = chainsThatMatter(rules);
  /** @type {Map<string, string[]>} */
  const packets = new Map();
  let header = '';
  for (const line of trace.split('\n')) {
    const [kind, , id = '', what = ''] = line.trim().split(/\s+/);
    if (!packets.has(id) && id !== '') packets.set(id, []);
    if (kind === 'PACKET:') header = headerOf(line);
    if (kind !== 'TRACE:') continue;
    const [table, chain, how, verdict] = what.split(':');
    const rule = /-A \S+ ?(.*)$/.exec(line)?.[1]?.trim();
    if (how === 'rule' && rule !== '-j TRACE') packets.get(id)?.push(`${header} ${table} ${chain} ${rule}`);
    if (how === 'policy' && chains.has(`${table} ${chain}`))
      packets.get(id)?.push(`${header} ${table} ${chain} policy ${verdict}`);
  }
  return [...packets.values()].flat();
}

/** @param {string} line */
function headerOf(line) {
  const field = (/** @type {string} */ name) => new RegExp(`\\b${name}=(\\S+)`).exec(line)?.[1];
  return `${field('SRC')} > ${field('DST')} ttl ${field('TTL')}:`;
}

/** @param {string} rules */
function chainsThatMatter(rules) {
  const chains = new Set();
  let table = '';
  for (const line of rules.split('\n')) {
    if (line.startsWith('*')) table = line.slice(1);
    const [, chain] = /^:(\S+) DROP/.exec(line) ?? /^-A (\S+)/.exec(line) ?? [];
    if (chain !== undefined) chains.add(`${table} ${chain}`);
  }
  return chains;
}

/** Ends of packets that are none of the network's: of sockets, and of programs that close them. */
const BESIDE = ['SOCKET_FILTER', 'SOCKET_CLOSE', 'QUEUE_PURGE', 'SKB_CONSUMED'];

/**
 * Places where nothing of the network's dies: an answer for ping's raw socket has no socket of the other kind, pieces end
 * where they are put together or cut, and `ip route get` makes a packet of its own.
 */
const BESIDES = ['ping_rcv', 'skb_release_data', 'ip_do_fragment', 'inet_rtm_getroute'];

/** Why packets of IPv4 and ARP died, and the function that let them die, in order. @param {string} trace */
export function dropsIn(trace) {
  return [...trace.matchAll(/protocol=(?:2048|2054) location=([\w.]+)\+\S+ reason: (\S+)/g)]
    .filter(([, place = '', reason = '']) => !BESIDE.includes(reason) && !BESIDES.includes(place))
    .map(([, place, reason]) => `${reason} at ${place}`);
}

const FIELDS = [
  'sll.ifindex',
  'sll.pkttype',
  'arp.opcode',
  'arp.src.proto_ipv4',
  'arp.dst.proto_ipv4',
  'ip.src',
  'ip.dst',
  'ip.ttl',
  'ip.len',
  'ip.proto',
  'icmp.type',
  'icmp.code',
  'udp.dstport',
  'tcp.dstport',
  'tcp.flags',
];

/**
 * The frames on each device, in order, as tshark reads them, but not those that a bridge hands to its own host. Of an ICMP
 * error the packet inside follows in brackets.
 * @param {string} file
 * @param {string} links what `ip -d -o link` printed
 */
export function framesIn(file, links) {
  const names = new Map([...links.matchAll(/^(\d+): ([^:@]+)/gm)].map(([, index, name]) => [index, name]));
  const bridges = [...links.matchAll(/^\d+: ([^:@]+).* bridge forward_delay /gm)].map(([, name]) => `${name} in `);
  const args = [
    '-n',
    '-o',
    'ip.defragment:FALSE',
    '-r',
    file,
    '-T',
    'fields',
    '-E',
    'separator=|',
    ...FIELDS.flatMap((field) => ['-e', field]),
  ];
  return execFileSync('tshark', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [ifindex, type, opcode, sender, target, ...ip] = line.split('|');
      const where = `${names.get(ifindex ?? '')} ${type === '4' ? 'out' : 'in'}`;
      if (opcode === '1') return `${where} arp who-has ${target} tell ${sender}`;
      if (opcode === '2') return `${where} arp ${sender} is-at`;
      return `${where} ${packetsOf(ip.map((field) => field.split(',')))}`;
    })
    .filter((frame) => !bridges.some((bridge) => frame.startsWith(bridge)));
}

/** @param {string[][]} fields of the packet, and of the one that an error is about */
function packetsOf([
  src = [],
  dst = [],
  ttl = [],
  length = [],
  protocol = [],
  type = [],
  code = [],
  udp = [],
  tcp = [],
  flags = [],
]) {
  const packet = (/** @type {number} */ i) => {
    // How long a segment is hangs on its options.
    const size = protocol[i] === '6' ? '' : ` length ${length[i]}`;
    const head = `${src[i]} > ${dst[i]} ttl ${ttl[i]}${size}`;
    if (protocol[i] === '1' && type[i] !== '') return `${head} icmp ${type[i]}/${code[i]}`;
    if (protocol[i] === '17') return `${head} udp ${portOf(udp.at(-1))}`;
    return protocol[i] === '6'
      ? `${head} tcp ${portOf(tcp.at(-1))} ${flagsOf(flags.at(-1))}`
      : `${head} ${protocol[i]}`;
  };
  return src.length < 2 ? packet(0) : `${packet(0)} [${packet(1)}]`;
}

/** Ports that are chosen differ; those that were asked for do not. @param {string | undefined} port */
function portOf(port) {
  const number = Number(port);
  return number >= 32768 && !(number >= 33434 && number < 33534) ? '*' : String(port);
}

/** @param {string | undefined} flags */
function flagsOf(flags) {
  const bits = Number(flags);
  return ['F', 'S', 'R', 'P', 'A'].filter((_, i) => bits & (1 << i)).join('') || '-';
}
