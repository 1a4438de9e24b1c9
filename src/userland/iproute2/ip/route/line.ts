import { ENCAPSULATIONS, NEXTHOP_OPTIONS, ROUTE_OPTIONS } from '../../../../grammar/iproute2/route.ts';
import type { Metric } from '../../../../kernel/fib/metrics.ts';
import type { RouteType } from '../../../../kernel/fib/requests.ts';
import type { Refusal } from '../../../../kernel/result.ts';
import type { Family, Ip } from '../../../../net/prefix.ts';
import { Arguments } from '../../arguments.ts';
import { Exit } from '../../exit.ts';
import type { InetPrefix } from '../../inet-prefix.ts';
import { DSFIELDS, PROTOCOLS, parseRouteType, SCOPES } from '../../names.ts';
import { parseUnsigned } from '../../number.ts';
import type { Session } from '../../session.ts';
import { readVia } from '../../via.ts';
import { usage } from '../help.ts';
import { readRealms } from '../realms.ts';
import { vrfTable } from '../vrf.ts';
import { isMetric, readMetric } from './metrics.ts';

/** What is said of an attribute too short for an address (rtm_ipv4_policy). */
const NO_OCTETS: Refusal = { errno: 'EINVAL', extack: 'Attribute failed policy validation' };

/** One next hop as written. */
export interface HopLine {
  gateway?: Ip;
  ifindex?: number;
  weight?: number;
  onlink?: boolean;
  realms?: number;
}

/** The words of `ip route add` and the like as read. */
export class RouteLine {
  family: Family | undefined;
  destination: InetPrefix | undefined;
  type: RouteType | undefined;
  source: Ip | undefined;
  gateway: Ip | undefined;
  hasGateway = false;
  device: string | undefined;
  onlink = false;
  tos: number | undefined;
  metric: number | undefined;
  scope: number | undefined;
  realms: number | undefined;
  /** In seconds. */
  expires: number | undefined;
  /** As a number of ICMPV6_ROUTER_PREF_*. */
  preference: number | undefined;
  /** As they were given: the kernel looks at each. */
  readonly metrics: Metric[] = [];
  nhid: number | undefined;
  protocol: number | undefined;
  table: number | undefined;
  hops: HopLine[] | undefined;
  /** What the kernel says of an address in the line that has no octets, or of a family it does not know. */
  refusal: Refusal | undefined;
  /** The word of each value, to blame. */
  readonly places = new Map<string, number>();
}

/** Reads the line; a number is the status of a complaint. The device is looked up later, as iproute2 does. */
export function readRouteLine(session: Session, index: number): RouteLine {
  const args = new Arguments(session, ROUTE_OPTIONS, index);
  const line = new RouteLine();
  line.family = session.family;
  while (args.next()) {
    const name = args.row?.name;
    if (name === 'nexthop') {
      line.places.set('nexthop', args.index);
      line.hops = [];
      break;
    }
    if (name === undefined || name === 'help') readDestination(line, args, index);
    else {
      readWord(line, args, name);
      line.places.set(name, args.index);
    }
  }
  if (line.destination === undefined) usage(session, index);
  return line;
}

function readDestination(line: RouteLine, args: Arguments, index: number): void {
  const { session } = args;
  if (args.word === 'to') args.take();
  if (!/^[0-9]/.test(args.word)) {
    const type = parseRouteType(args.word);
    if (type !== undefined) {
      line.type = type;
      args.take();
    }
  }
  if (args.help) usage(session, index);
  if (line.destination !== undefined) session.garbage('to', args.index);
  line.destination = args.prefix(line.family);
  line.family ??= line.destination.family;
  line.places.set('to', args.index);
}

/** The gateway behind `via`; what the kernel says of one that it cannot take is kept for when it is asked. */
function readGateway(line: RouteLine, args: Arguments, isHop: boolean): Ip {
  const gateway = readVia(args, line.family);
  if (gateway === undefined) {
    line.refusal ??= { errno: 'EINVAL', extack: 'Unsupported address family in RTA_VIA' };
    return 0;
  }
  line.family ??= gateway.family;
  if (gateway.empty) line.refusal ??= isHop || gateway.family !== line.family ? shortGateway(line, gateway) : NO_OCTETS;
  return gateway.address;
}

/** A gateway that was checked by hand (fib_get_nhs, fib_gw_from_via, ip6_route_multipath_add). */
function shortGateway({ family }: RouteLine, gateway: InetPrefix): Refusal {
  if (family === 6 && gateway.family !== 6)
    return { errno: 'EINVAL', extack: 'IPv6 does not support RTA_VIA attribute' };
  const attribute = gateway.family === family ? 'RTA_GATEWAY' : 'RTA_VIA';
  return { errno: 'EINVAL', extack: `Invalid IPv${gateway.family ?? 4} address in ${attribute}` };
}

/** Reads the destination that packets are to get, which IPv4 and IPv6 take no notice of. */
function readAs(line: RouteLine, args: Arguments): void {
  if (args.take() === 'to') args.take();
  const { family } = args.address(line.family);
  line.family ??= family;
}

/** Ends the program as a kernel does that can wrap up nothing. */
function refuseEncapsulation(args: Arguments): never {
  const { session } = args;
  const type = args.take();
  if (!ENCAPSULATIONS.includes(type)) session.invalid('"encap type" value is invalid\n', args.index);
  session.unsimulated(`encap ${type}: packets that are wrapped up`, args.index);
  session.refused({ errno: 'EOPNOTSUPP', extack: 'lwt encapsulation type not supported' }, args.index);
  throw new Exit(2);
}

/** The number of a router preference, by name or as it is. */
function preferenceOf(word: string): number | undefined {
  const known: Readonly<Record<string, number>> = { medium: 0, high: 1, low: 3 };
  return known[word] ?? parseUnsigned(word, 0xff);
}

function readWord(line: RouteLine, args: Arguments, name: string): void {
  const { session } = args;
  switch (name) {
    case 'src': {
      args.take();
      const address = args.address(line.family);
      line.family ??= address.family;
      // Of IPv6, :: says that there is none.
      line.source = address.address === 0n ? undefined : address.address;
      if (address.empty) line.refusal ??= NO_OCTETS;
      return;
    }
    case 'via':
      if (line.hasGateway) session.invalid('use nexthop syntax to specify multiple via\n', args.index);
      line.hasGateway = true;
      line.gateway = readGateway(line, args, false);
      return;
    case 'from': {
      // IPv4 takes it and takes no notice of it.
      args.take();
      const { family } = args.prefix(line.family);
      line.family ??= family;
      if (line.family === 6) session.unsimulated('from: routes for packets from a prefix', args.index);
      return;
    }
    case 'tos':
      line.tos = args.named((word) => DSFIELDS.parse(word, 16), '"tos" value is invalid\n');
      return;
    case 'metric':
      line.metric = args.unsigned('"metric" value is invalid\n');
      return;
    case 'scope':
      line.scope = args.named((word) => SCOPES.parse(word), 'invalid "scope" value\n');
      return;
    case 'realms':
      line.realms = readRealms(args, '"realm" value is invalid\n');
      return;
    case 'as':
      readAs(line, args);
      return;
    case 'expires':
      line.expires = args.unsigned('"expires" value is invalid\n');
      return;
    case 'encap':
      return refuseEncapsulation(args);
    case 'pref':
      line.preference = args.named(preferenceOf, '"pref" value is invalid\n');
      return;
    case 'nhid':
      line.nhid = args.unsigned('"id" value is invalid\n');
      return;
    case 'onlink':
      line.onlink = true;
      return;
    case 'protocol':
      line.protocol = args.named((word) => PROTOCOLS.parse(word), '"protocol" value is invalid\n');
      return;
    case 'table':
      line.table = args.named((word) => session.tables.parse(word), '"table" value is invalid\n');
      return;
    case 'vrf':
      line.table = vrfTable(session, args.take()) ?? session.invalid('Invalid VRF\n', args.index);
      return;
    case 'dev':
      line.device = args.take();
      return;
    default:
      if (isMetric(name)) line.metrics.push(readMetric(args, name));
  }
}

/** Reads the next hops behind the rest of the line; false after a complaint. */
export function readHops(session: Session, line: RouteLine): void {
  const first = line.places.get('nexthop');
  if (first === undefined) return;
  const { argv } = session;
  const args = new Arguments(session, NEXTHOP_OPTIONS, first - 1);
  args.next();
  for (;;) {
    if (args.word !== 'nexthop') {
      const text = `Error: "nexthop" or end of line is expected instead of "${args.word}"\n`;
      session.die(text, args.index);
    }
    if (args.index + 1 >= argv.length) session.die('Error: unexpected end of line after "nexthop"\n', args.index);
    const hop: HopLine = { weight: 1 };
    line.hops!.push(hop);
    if (!readHop(line, args, hop)) return;
  }
}

/** Reads one next hop; false when the line ends with it. */
function readHop(line: RouteLine, args: Arguments, hop: HopLine): boolean {
  const { session } = args;
  while (args.next()) {
    switch (args.row?.name) {
      case 'via':
        hop.gateway = readGateway(line, args, true);
        line.places.set('via', args.index);
        break;
      case 'dev': {
        const ifindex = session.ifindexOf(args.take());
        if (ifindex !== undefined) {
          hop.ifindex = ifindex;
          break;
        }
        session.noDevice(args.index);
        return session.die('Error: cannot parse nexthop\n', args.index);
      }
      case 'weight': {
        const weight = args.unsigned('"weight" is invalid\n');
        if (weight === 0 || weight > 256) session.invalid('"weight" is invalid\n', args.index);
        hop.weight = weight;
        break;
      }
      case 'onlink':
        hop.onlink = true;
        break;
      case 'realms':
        hop.realms = readRealms(args, '"realm" value is invalid\n');
        break;
      case 'as':
        readAs(line, args);
        break;
      case 'encap':
        return refuseEncapsulation(args);
      default:
        return true;
    }
  }
  return false;
}
