import { ROUTE_FILTERS } from '../../../../grammar/iproute2/route.ts';
import { abbreviates } from '../../../../grammar/keyword.ts';
import type { RouteInfo, RouteType } from '../../../../kernel/fib/requests.ts';
import { addressBits, type Family, familyOf } from '../../../../net/prefix.ts';
import { Arguments } from '../../arguments.ts';
import { type InetPrefix, sharesPrefix } from '../../inet-prefix.ts';
import { DSFIELDS, PROTOCOLS, parseRouteType, protocolNumber, SCOPES, scopeNumber } from '../../names.ts';
import { parseUnsigned } from '../../number.ts';
import type { Session } from '../../session.ts';
import { usage } from '../help.ts';
import { readRealms } from '../realms.ts';
import { vrfTable } from '../vrf.ts';

const MAIN = 254;

/** What `ip route show` and `flush` pick routes by. What is fixed by the filter is not printed again. */
export class RouteFilter {
  /** 0 for all tables. */
  table = MAIN;
  cached = false;
  /** Of a VRF's table only what is not local or broadcast. */
  ofVrf = false;
  tos: number | undefined;
  protocol: number | undefined;
  scope: number | undefined;
  type: RouteType | undefined;
  device: number | undefined;
  incoming: number | undefined;
  mark = 0;
  metric: number | undefined;
  realms = 0;
  /** Which of the bits of the realms count; 0 for none. */
  realmMask = 0;
  via: InetPrefix | undefined;
  source: InetPrefix | undefined;
  /** Routes for packets from this prefix or parts of it, and from prefixes that cover it. */
  fromRoot: InetPrefix | undefined;
  fromMatch: InetPrefix | undefined;
  /** Routes to this prefix or parts of it. */
  root: InetPrefix | undefined;
  /** Routes that cover this prefix. */
  match: InetPrefix | undefined;

  /** True when a route is among the selected ones. */
  takes(route: RouteInfo): boolean {
    if (this.cached || (this.table !== 0 && route.table !== this.table)) return false;
    if (this.ofVrf && (route.type === 'local' || route.type === 'broadcast')) return false;
    if (this.protocol !== undefined && protocolNumber(route.protocol) !== this.protocol) return false;
    if (this.scope !== undefined && scopeNumber(route.scope) !== this.scope) return false;
    if (this.type !== undefined && route.type !== this.type) return false;
    if (this.tos !== undefined && route.tos !== this.tos) return false;
    if (this.metric !== undefined && route.metric !== this.metric) return false;
    if ((((route.realms ?? 0) ^ this.realms) & this.realmMask) !== 0) return false;
    if (this.incoming !== undefined || this.mark !== 0) return false;
    return this.takesSource(route) && this.takesDestination(route) && this.takesNextHop(route);
  }

  /** No route here is for some sources only: all are from 0.0.0.0/0 or ::/0. */
  private takesSource({ family }: RouteInfo): boolean {
    const { fromRoot, fromMatch } = this;
    for (const prefix of [fromRoot, fromMatch])
      if (prefix?.family !== undefined && prefix.family !== family) return false;
    return fromRoot === undefined || fromRoot.length === 0;
  }

  private takesDestination({ family, destination }: RouteInfo): boolean {
    const { root, match } = this;
    if (root !== undefined && isSet(root)) {
      if (root.family !== undefined && root.family !== family) return false;
      if (root.length > destination.length) return false;
      if (!sharesPrefix(destination.address, inFamily(root, family), root.length)) return false;
    }
    if (match !== undefined && isSet(match)) {
      if (match.family !== undefined && match.family !== family) return false;
      if (match.length < destination.length) return false;
      if (!sharesPrefix(destination.address, inFamily(match, family), destination.length)) return false;
    }
    return true;
  }

  private takesNextHop({ family, nextHops, preferredSource }: RouteInfo): boolean {
    const { via, source } = this;
    const only = nextHops.length === 1 ? nextHops[0] : undefined;
    if (this.device !== undefined && only?.ifindex !== this.device) return false;
    if (via?.family !== undefined) {
      const gateway = only?.gateway ?? inFamily(undefined, family);
      if (familyOf(gateway) !== via.family || !sharesPrefix(gateway, via.address, via.length)) return false;
    }
    if (source?.family === undefined) return true;
    const address = preferredSource ?? inFamily(undefined, family);
    return family === source.family && sharesPrefix(address, source.address, source.length);
  }
}

const isSet = (prefix: InetPrefix): boolean => prefix.family !== undefined || prefix.lengthGiven;

function inFamily(prefix: InetPrefix | undefined, family: Family): number | bigint {
  if (prefix?.given) return prefix.address;
  return family === 6 ? 0n : 0;
}

/** True when a filter fixes a whole address, so that printing it is idle. */
export function fixesAddress(prefix: InetPrefix | undefined): boolean {
  return prefix?.family !== undefined && prefix.length === addressBits(prefix.family);
}

/** Reads the words of a listing; undefined after a complaint that ends it with status 1. */
export function readRouteFilter(session: Session, index: number): RouteFilter | undefined {
  const args = new Arguments(session, ROUTE_FILTERS, index);
  const filter = new RouteFilter();
  const devices: { incoming?: number; device?: number } = {};
  while (args.next()) {
    const name = args.row?.name;
    if (name === 'dev' || name === 'iif') {
      args.take();
      devices[name === 'dev' ? 'device' : 'incoming'] = args.index;
    } else readWord(filter, args, name, index);
  }
  for (const key of ['incoming', 'device'] as const) {
    const at = devices[key];
    if (at === undefined) continue;
    filter[key] = session.ifindexOf(session.argv[at]!);
    if (filter[key] !== undefined) continue;
    session.noDevice(at);
    return undefined;
  }
  return filter;
}

function readWord(filter: RouteFilter, args: Arguments, name: string | undefined, index: number): void {
  const { session } = args;
  switch (name) {
    case 'table':
      readTable(filter, args, index);
      return;
    case 'vrf':
      filter.table = vrfTable(session, args.take()) ?? session.invalid('Invalid VRF\n', args.index);
      filter.ofVrf = true;
      return;
    case 'cached':
      filter.cached = true;
      return;
    case 'tos':
      filter.tos = args.named((word) => DSFIELDS.parse(word, 16), 'TOS value is invalid\n');
      return;
    case 'protocol':
      filter.protocol = nameOrAll(args, (word) => PROTOCOLS.parse(word), 'invalid "protocol"\n');
      return;
    case 'scope':
      filter.scope = nameOrAll(args, (word) => SCOPES.parse(word), 'invalid "scope"\n');
      return;
    case 'type':
      filter.type = parseRouteType(args.take()) ?? session.invalid('node type value is invalid\n', args.index);
      return;
    case 'realms': {
      filter.realms = readRealms(args);
      // One that is left out, on either side of the slash, may be any.
      const [, second] = args.word.split('/');
      filter.realmMask = second === undefined ? 0xffff : second === '' ? 0xffff0000 : 0xffffffff;
      return;
    }
    case 'mark':
      filter.mark = parseUnsigned(args.take()) ?? session.invalid('invalid mark value', args.index);
      return;
    case 'metric':
      filter.metric = args.unsigned('"metric" value is invalid\n');
      return;
    case 'via': {
      const word = args.take();
      const family = word === 'inet' ? 4 : word === 'inet6' ? 6 : undefined;
      if (family !== undefined || word === 'link') args.take();
      filter.via = args.prefix(family ?? session.family);
      return;
    }
    case 'src':
      args.take();
      filter.source = args.prefix(session.family);
      return;
    case 'from': {
      args.take();
      const { root, match } = readRange(args);
      filter.fromRoot = root;
      filter.fromMatch = match;
      return;
    }
    default: {
      if (abbreviates(args.word, 'to')) args.take();
      const { root, match } = readRange(args);
      filter.root = root ?? filter.root;
      filter.match = match ?? filter.match;
    }
  }
}

function nameOrAll(args: Arguments, parse: (word: string) => number | undefined, message: string): number | undefined {
  const found = parse(args.take());
  if (found === undefined && args.word !== 'all') args.session.invalid(message, args.index);
  return found;
}

function readTable(filter: RouteFilter, args: Arguments, index: number): void {
  const word = args.take();
  const table = args.session.tables.parse(word);
  if (table !== undefined) filter.table = table;
  else if (word === 'all') filter.table = 0;
  else if (word === 'cache') filter.cached = true;
  else if (word === 'help') usage(args.session, index);
  else args.session.invalid('table id value is invalid\n', args.index);
}

/** Reads a prefix, before which may stand whether its parts are meant (`root`), those that cover it (`match`), or itself. */
function readRange(args: Arguments): { readonly root?: InetPrefix; readonly match?: InetPrefix } {
  const { family } = args.session;
  const how = (['root', 'match', 'exact'] as const).find((word) => abbreviates(args.word, word));
  if (how !== undefined) args.take();
  const prefix = args.prefix(family);
  return { ...(how === 'match' ? {} : { root: prefix }), ...(how === 'root' ? {} : { match: prefix }) };
}
