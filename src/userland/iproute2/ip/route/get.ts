import { ROUTE_GET_OPTIONS } from '../../../../grammar/iproute2/route.ts';
import type { RouteAnswer, RouteInfo, RouteQuery } from '../../../../kernel/fib/requests.ts';
import { addressBits, familyOf, formatIp } from '../../../../net/prefix.ts';
import { Arguments } from '../../arguments.ts';
import { DSFIELDS, formatRouteType, parseIpProtocol } from '../../names.ts';
import { parseUnsigned } from '../../number.ts';
import type { Session } from '../../session.ts';
import { usage } from '../help.ts';
import { printRouteRealms } from '../realms.ts';
import { vrfTable } from '../vrf.ts';
import { RouteFilter } from './filter.ts';
import { printMetrics } from './metrics.ts';
import { printDevice, printGateway, printRoute } from './print.ts';

type Query = { -readonly [K in keyof RouteQuery]?: RouteQuery[K] };

const MAIN = 254;

/** `ip route get`. */
export function getRoute(session: Session, index: number): number {
  const { kernel, netns } = session;
  const line = read(session, index);
  if (typeof line === 'number') return line;
  const { query, fibMatch, at } = line;
  const refusal = refusalOf(line);
  if (refusal !== undefined) {
    session.refused({ errno: 'EINVAL', extack: refusal }, at);
    return 2;
  }
  if (typeof query.destination === 'bigint') session.unsimulated('the lookup of an IPv6 route', at);
  const result = kernel.route.get(netns, query);
  if (!result.ok) {
    session.refused(result.error, at);
    return 2;
  }
  session.out.openDocument();
  const decision = fibMatch ? kernel.route.explain(netns, query).winner : undefined;
  if (decision !== undefined) printWinner(session, { ...decision, table: result.value.table || decision.table });
  else printAnswer(session, line, result.value);
  session.out.closeDocument();
  // The second answer is never JSON.
  if (line.connected && query.source === undefined) asText(session, () => printAnswer(session, line, result.value));
  return 0;
}

function asText({ options }: Session, print: () => void): void {
  const { json } = options;
  options.json = false;
  print();
  options.json = json;
}

/** What the kernel says to a request it does not understand (inet_rtm_valid_getroute_req, ip6_valid_getroute_req). */
function refusalOf({ query, hasAs, fromLength }: GetLine): string | undefined {
  const isIpv6 = typeof query.destination === 'bigint';
  if (hasAs)
    return isIpv6
      ? 'ipv6: Unsupported attribute in get route request'
      : 'ipv4: Unsupported attribute in route get request';
  if (isIpv6 || fromLength === undefined || fromLength === 32) return undefined;
  return fromLength === 0
    ? 'ipv4: rtm_src_len and rtm_dst_len must be 32 for IPv4'
    : 'ipv4: Invalid values in header for route get request';
}

/** The words as read. */
interface GetLine {
  readonly query: RouteQuery;
  readonly fibMatch: boolean;
  readonly connected: boolean;
  readonly notify: boolean;
  readonly uid: number;
  /** Another destination behind `as`. */
  readonly hasAs: boolean;
  /** How long the prefix of `from` is; undefined when it has no octets. */
  readonly fromLength: number | undefined;
  /** The word of the destination. */
  readonly at: number;
}

function read(session: Session, index: number): GetLine | number {
  const args = new Arguments(session, ROUTE_GET_OPTIONS, index);
  const query: Query = {};
  const devices = new Map<'iif' | 'oif', number>();
  let family = session.family;
  let fibMatch = false;
  let connected = false;
  let notify = false;
  let uid = 0;
  let hasAs = false;
  let fromLength: number | undefined;
  let at: number | undefined;
  while (args.next()) {
    const name = args.row?.name;
    switch (name) {
      case 'tos':
        query.tos = args.named((word) => DSFIELDS.parse(word, 16), 'TOS value is invalid\n');
        break;
      case 'from': {
        args.take();
        if (args.help) usage(session, index);
        const prefix = args.prefix(family);
        if (!prefix.empty) fromLength = prefix.length;
        family ??= prefix.family;
        // The kernel does not tell 0.0.0.0 from none.
        if (prefix.given && prefix.address !== 0) query.source = prefix.address;
        break;
      }
      case 'iif':
      case 'oif':
        args.take();
        devices.set(name, args.index);
        break;
      case 'vrf':
        args.take();
        if (vrfTable(session, args.word) === undefined) session.invalid('Invalid VRF\n', args.index);
        devices.set('oif', args.index);
        break;
      case 'mark':
        query.mark = parseUnsigned(args.take()) ?? session.invalid('invalid mark value', args.index);
        break;
      case 'fibmatch':
        fibMatch = true;
        break;
      case 'connected':
        connected = true;
        break;
      case 'notify':
        notify = true;
        break;
      case 'uid':
        uid = args.unsigned('invalid UID\n');
        query.uid = uid;
        break;
      case 'as':
        if (args.take() === 'to') args.take();
        args.address(family);
        hasAs = true;
        break;
      case 'sport':
        query.sourcePort = args.unsigned('invalid sport\n', 0xffff);
        break;
      case 'dport':
        query.destinationPort = args.unsigned('invalid dport\n', 0xffff);
        break;
      case 'ipproto':
        query.protocol = args.named(parseIpProtocol, 'Invalid "ipproto" value\n');
        break;
      default: {
        if (args.word === 'to') args.take();
        if (args.help) usage(session, index);
        const prefix = args.prefix(family);
        family ??= prefix.family;
        query.destination = prefix.given ? prefix.address : family === 6 ? 0n : 0;
        at = args.index;
        warnPrefix(session, family, prefix.length, at);
      }
    }
  }
  if (at === undefined) {
    session.error('need at least a destination address\n', index);
    return 1;
  }
  for (const key of ['iif', 'oif'] as const) {
    const word = devices.get(key);
    if (word === undefined) continue;
    const ifindex = session.ifindexOf(session.argv[word]!);
    if (ifindex !== undefined) {
      query[key] = ifindex;
      continue;
    }
    session.noDevice(word);
    return 1;
  }
  return { query: query as RouteQuery, fibMatch, connected, notify, uid, hasAs, fromLength, at };
}

function warnPrefix(session: Session, family: 4 | 6 | undefined, length: number, at: number): void {
  if (family === undefined || length === addressBits(family)) return;
  const bits = addressBits(family);
  session.error(`Warning: /${length} as prefix is invalid, only /${bits} (or none) is supported.\n`, at);
}

/** With `fibmatch`: the route itself. */
function printWinner(session: Session, route: RouteInfo): void {
  const filter = new RouteFilter();
  filter.table = 0;
  printRoute(session, route, filter);
}

/** The kernel's flags and ip's words for them between `<` and `>`, in ip's order. */
const CACHE_FLAGS: readonly (readonly [flag: string, word: string])[] = [
  ['local', 'local'],
  ['reject', 'reject'],
  ['multicast', 'mc'],
  ['broadcast', 'brd'],
  ['redirected', 'redirected'],
  ['redirect', 'redirect'],
  ['notify', 'notify'],
];

function printAnswer(session: Session, line: GetLine, answer: RouteAnswer): void {
  const { out, options } = session;
  const { query, notify, uid } = line;
  const family = familyOf(answer.destination);
  const known = notify ? [...answer.flags, 'notify'] : answer.flags;
  const flags = CACHE_FLAGS.flatMap(([flag, word]) => (known.includes(flag) ? [word] : []));
  out.openObject();
  if (answer.type !== 'unicast' || options.details > 0) {
    const type = formatRouteType(answer.type, options.numeric);
    out.field('type', type, `${type} `);
  }
  const destination = formatIp(answer.destination);
  out.field('dst', destination, `${destination} `);
  if (query.source !== undefined) {
    const from = formatIp(query.source);
    out.field('from', from, `from ${from} `);
  }
  if (answer.gateway !== undefined) printGateway(out, { family }, answer.gateway);
  printDevice(out, answer.dev);
  printTable(session, answer.table);
  if (query.source === undefined && answer.source) {
    const source = formatIp(answer.source);
    out.field('prefsrc', source, `src ${source} `);
  }
  out.openArray('flags');
  // RTCF_MULTICAST and RTM_F_OFFLOAD_FAILED are one bit.
  if (flags.includes('mc')) out.item('rt_offload_failed', 'rt_offload_failed ');
  if (notify) out.item('notify', 'notify ');
  out.closeArray();
  const mark = query.mark ?? 0;
  if (mark !== 0) out.field('mark', mark, `mark ${mark >= 16 ? `0x${mark.toString(16)}` : mark} `);
  printRouteRealms(session, answer.realms);
  if (query.iif === undefined) out.field('uid', uid, `uid ${uid} `);
  printCache(session, flags);
  if (answer.expires !== undefined) out.field('expires', answer.expires, `expires ${answer.expires}sec `);
  // The cache at the next hop has it, and the one who asks.
  if (options.stats > 0) out.field('users', 2, 'users 2 ');
  printMetrics(out, answer);
  if (query.iif !== undefined) {
    const iif = session.deviceName(query.iif);
    out.field('iif', iif, `iif ${iif} `);
  }
  out.text('\n');
  out.closeObject();
}

function printTable(session: Session, table: number): void {
  const { out, options } = session;
  if (table === 0 || (table === MAIN && options.details === 0)) return;
  const name = session.tables.format(table, options.numeric);
  out.field('table', name, `table ${name} `);
}

function printCache(session: Session, flags: readonly string[]): void {
  const { out } = session;
  out.newline();
  out.openArray('cache', '    cache ');
  if (flags.length > 0) out.text(`<${flags.join(',')}> `);
  for (const flag of flags) out.item(flag, '');
  out.closeArray();
}
