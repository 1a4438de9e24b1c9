import type { NextHopInfo, RouteInfo } from '../../../../kernel/fib/requests.ts';
import { addressBits, familyOf, formatIp, formatPrefix } from '../../../../net/prefix.ts';
import { DSFIELDS, formatRouteType, PROTOCOLS, protocolNumber, SCOPES, scopeNumber } from '../../names.ts';
import type { Printer } from '../../printer.ts';
import type { Session } from '../../session.ts';
import { printNexthopOfRoute } from '../nexthop/print.ts';
import { printRouteRealms } from '../realms.ts';
import { fixesAddress, type RouteFilter } from './filter.ts';
import { printMetrics } from './metrics.ts';

const MAIN = 254;
/** Both realms are fixed by the filter. */
const FULL_MASK = 0xffffffff;

/** Prints a route as `ip route` does, without what the filter fixes. */
export function printRoute(session: Session, route: RouteInfo, filter: RouteFilter): void {
  const { out } = session;
  const { nextHops } = route;
  out.openObject();
  printDestination(session, route);
  if (route.nhid !== undefined) out.field('nhid', route.nhid, `nhid ${route.nhid} `);
  const only = nextHops.length === 1 ? nextHops[0]! : undefined;
  if (route.tos !== 0 && filter.tos === undefined) {
    const tos = DSFIELDS.format(route.tos, session.options.numeric);
    out.field('tos', tos, `tos ${tos} `);
  }
  if (only?.gateway !== undefined && !fixesAddress(filter.via)) printGateway(out, route, only.gateway);
  if (only !== undefined && filter.device === undefined && only.ifindex !== 0)
    printDevice(out, hopDevice(session, only));
  printOrigin(session, route, filter);
  printFlags(out, only ?? wholeRoute(route));
  if (filter.realmMask !== FULL_MASK) printRouteRealms(session, route.realms ?? 0);
  printMetrics(out, route);
  if (route.expires !== undefined) out.field('expires', route.expires, `expires ${route.expires}sec `);
  if (route.family === 6) {
    const preference = route.preference ?? 'medium';
    out.field('pref', preference, `pref ${preference}`);
  }
  if (route.nhid !== undefined && session.options.details > 0) {
    const object = session.kernel.nexthop.get(session.netns, route.nhid);
    if (object.ok) printNexthopOfRoute(session, object.value);
  }
  if (nextHops.length > 1) printNextHops(session, route);
  out.text('\n');
  out.closeObject();
}

function printDestination(session: Session, route: RouteInfo): void {
  const { out, options } = session;
  if (route.type !== 'unicast' || options.details > 0) {
    const type = formatRouteType(route.type, options.numeric);
    out.field('type', type, `${type} `);
  }
  const { address, length } = route.destination;
  const whole = length === addressBits(route.family);
  const text = length === 0 ? 'default' : whole ? formatIp(address) : formatPrefix(route.destination);
  out.field('dst', text, `${text} `);
}

/** The next hop; of another family than the destination it is `via inet6 ADDRESS`. */
export function printGateway(out: Printer, route: { readonly family: number }, gateway: number | bigint): void {
  const address = formatIp(gateway);
  if (familyOf(gateway) === route.family) {
    out.field('gateway', address, `via ${address} `);
    return;
  }
  const family = familyOf(gateway) === 6 ? 'inet6' : 'inet';
  out.openObject('via');
  out.field('family', family, `via ${family} `);
  out.field('host', address, `${address} `);
  out.closeObject();
}

function hopDevice(session: Session, hop: NextHopInfo): string {
  return hop.dev ?? session.deviceName(hop.ifindex);
}

/** `dev NAME`. */
export function printDevice(out: Printer, name: string): void {
  out.field('dev', name, `dev ${name} `);
}

/** Table, protocol, scope, source and metric: who installed the route and how it is chosen. */
function printOrigin(session: Session, route: RouteInfo, filter: RouteFilter): void {
  const { out, options } = session;
  const all = options.details > 0;
  if (filter.table === 0 && (route.table !== MAIN || all)) {
    const table = session.tables.format(route.table, options.numeric);
    out.field('table', table, `table ${table} `);
  }
  if (filter.protocol === undefined && (route.protocol !== 'boot' || all)) {
    const protocol = PROTOCOLS.format(protocolNumber(route.protocol), options.numeric);
    out.field('protocol', protocol, `proto ${protocol} `);
  }
  if (filter.scope === undefined && (route.scope !== 'global' || all)) {
    const scope = SCOPES.format(scopeNumber(route.scope), options.numeric);
    out.field('scope', scope, `scope ${scope} `);
  }
  if (route.preferredSource !== undefined && !fixesAddress(filter.source)) {
    const source = formatIp(route.preferredSource);
    out.field('prefsrc', source, `src ${source} `);
  }
  if (filter.metric === undefined && (route.metric !== 0 || route.family === 6)) {
    out.field('metric', route.metric, `metric ${route.metric} `);
  }
}

/**
 * An IPv4 route with several next hops is down when a device took the last of them: those of other devices were dead
 * by then, not only without carrier (fib_sync_down_dev). IPv6 marks the next hops only (rt6_fill_node).
 */
function wholeRoute({ family, nextHops }: RouteInfo): Pick<NextHopInfo, 'dead' | 'onlink' | 'linkdown'> {
  const isDown = family === 4 && nextHops.length > 0 && nextHops.every((hop) => hop.linkdown);
  const linkdown =
    isDown && new Set(nextHops.filter((hop) => !hop.dead || hop.ignored).map((hop) => hop.ifindex)).size <= 1;
  return { dead: false, onlink: false, linkdown };
}

function printFlags(out: Printer, hop: Pick<NextHopInfo, 'dead' | 'onlink' | 'linkdown'>): void {
  out.openArray('flags');
  if (hop.dead) out.item('dead', 'dead ');
  if (hop.onlink) out.item('onlink', 'onlink ');
  if (hop.linkdown) out.item('linkdown', 'linkdown ');
  out.closeArray();
}

function printNextHops(session: Session, route: RouteInfo): void {
  const { out } = session;
  out.openArray('nexthops');
  for (const hop of route.nextHops) {
    out.openObject();
    out.newline();
    out.text('\tnexthop ');
    if (hop.gateway !== undefined) printGateway(out, route, hop.gateway);
    printRouteRealms(session, hop.realms ?? 0);
    printDevice(out, hopDevice(session, hop));
    out.field('weight', hop.weight, `weight ${hop.weight} `);
    printFlags(out, hop);
    out.closeObject();
  }
  out.closeArray();
}
