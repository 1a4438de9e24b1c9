import type { RouteRequest, RouteType } from '../../../../kernel/fib/requests.ts';
import type { Refusal } from '../../../../kernel/result.ts';
import type { Family } from '../../../../net/prefix.ts';
import { protocolOf, SCOPES, scopeOf } from '../../names.ts';
import type { Session } from '../../session.ts';
import { type HopLine, type RouteLine, readHops, readRouteLine } from './line.ts';

/** What is done with the route. */
export type RouteMode = 'add' | 'append' | 'prepend' | 'replace' | 'change' | 'test' | 'delete';

const MAIN = 254;
const LOCAL = 255;
const LOCAL_TYPES: ReadonlySet<RouteType | undefined> = new Set(['local', 'broadcast', 'nat', 'anycast']);

/** `ip route add`, `append`, `prepend`, `replace`, `change`, `test` and `delete`. */
export function modifyRoute(session: Session, index: number, mode: RouteMode): number {
  const line = readRouteLine(session, index);
  let ifindex: number | undefined;
  if (line.device !== undefined) {
    ifindex = session.ifindexOf(line.device);
    if (ifindex === undefined) {
      session.noDevice(line.places.get('dev')!, line.device);
      return 1;
    }
  }
  readHops(session, line);
  const request = requestOf(line, ifindex, mode);
  if (request.nhid && request.family === 6) {
    session.unsimulated('next hop objects of IPv6 routes', line.places.get('nhid')!);
    return 1;
  }
  if (line.refusal !== undefined) {
    session.refused(line.refusal, line.places.get('via') ?? line.places.get('src') ?? index);
    return 2;
  }
  const { kernel, netns } = session;
  const result = mode === 'delete' ? kernel.route.delete(netns, request) : kernel.route.add(netns, request, mode);
  if (result.ok) return 0;
  session.refused(result.error, blameFor(result.error, line) ?? index);
  return 2;
}

function requestOf(line: RouteLine, ifindex: number | undefined, mode: RouteMode): RouteRequest {
  const family: Family = line.family ?? 4;
  const { destination, type } = line;
  const scope = line.scope ?? defaultScope(line, family, mode);
  const removes = mode === 'delete';
  const protocol = line.protocol ?? (removes ? undefined : 3);
  return {
    family,
    destination: {
      address: destination?.given ? destination.address : family === 6 ? 0n : 0,
      length: destination!.length,
    },
    // Table 0 (unspec) is main.
    table: line.table === undefined ? (LOCAL_TYPES.has(type) ? LOCAL : MAIN) : line.table || MAIN,
    tos: line.tos ?? 0,
    nextHops: hopsOf(line, ifindex),
    ...(type !== undefined ? { type } : removes ? {} : { type: 'unicast' }),
    ...(scope === undefined ? {} : { scope: scopeOf(scope) }),
    ...(protocol === undefined ? {} : { protocol: protocolOf(protocol) }),
    ...(line.preference === undefined ? {} : { preference: preferenceNamed(line.preference) }),
    ...(line.realms === undefined ? {} : { realms: line.realms }),
    ...(line.expires === undefined ? {} : { expires: line.expires }),
    ...(line.metrics.length === 0 ? {} : { metrics: line.metrics }),
    ...(line.nhid === undefined ? {} : { nhid: line.nhid }),
    ...(line.metric === undefined ? {} : { metric: line.metric }),
    ...(line.source === undefined ? {} : { preferredSource: line.source }),
  };
}

function hopsOf(line: RouteLine, ifindex: number | undefined): HopLine[] {
  if (line.hops !== undefined) return line.hops;
  if (line.gateway === undefined && ifindex === undefined) return [];
  const hop: HopLine = {};
  if (line.gateway !== undefined) hop.gateway = line.gateway;
  if (ifindex !== undefined) hop.ifindex = ifindex;
  if (line.onlink) hop.onlink = true;
  return [hop];
}

/** The scope of a route that names none; undefined when a deletion does not ask for one. */
function defaultScope(line: RouteLine, family: Family, mode: RouteMode): number | undefined {
  const { type } = line;
  if (family === 6) return SCOPES.parse('global');
  if (type === 'local' || type === 'nat') return SCOPES.parse('host');
  if (type === 'broadcast' || type === 'multicast' || type === 'anycast') return SCOPES.parse('link');
  if (mode === 'delete') return undefined;
  const direct = type === undefined || type === 'unicast';
  return SCOPES.parse(direct && !line.hasGateway && line.hops === undefined && !line.nhid ? 'link' : 'global');
}

/** Which word a refusal is about. */
function blameFor({ extack = '', errno }: Refusal, { places }: RouteLine): number | undefined {
  const first = (...names: string[]) => names.map((name) => places.get(name)).find((at) => at !== undefined);
  if (/nexthop id/i.test(extack)) return first('nhid');
  if (/gateway|not allowed|unreachable/i.test(extack)) return first('via', 'nexthop', 'dev');
  if (/congestion/i.test(extack)) return first('congctl');
  if (/prefsrc|source/i.test(extack)) return first('src');
  if (/scope/i.test(extack)) return first('scope');
  if (/Device|device/.test(extack)) return first('dev', 'via');
  if (/prefix|FIB table/i.test(extack)) return first('to');
  if (errno === 'ENETUNREACH' || errno === 'EHOSTUNREACH') return first('via', 'dev', 'to');
  if (errno === 'ENODEV' || errno === 'ENETDOWN') return first('dev', 'to');
  return first('to');
}

/** What the kernel makes of a number: those without a meaning are medium. */
function preferenceNamed(number: number): 'low' | 'medium' | 'high' {
  if (number === 1) return 'high';
  return number === 3 ? 'low' : 'medium';
}
