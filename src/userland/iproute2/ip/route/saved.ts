import type { NextHopInfo, RouteInfo, RouteRequest } from '../../../../kernel/fib/requests.ts';
import type { Running } from '../../../process.ts';
import type { Session } from '../../session.ts';
import { beginSave, readSaved, saveObjects, TRUNCATED } from '../saved.ts';
import { RouteFilter, readRouteFilter } from './filter.ts';
import { printRoute } from './print.ts';
import { dumpRoutes } from './show.ts';

/** `ip route save`: what `show` would list, to be read again. */
export function saveRoutes(session: Session, index: number): number {
  // The number goes first, whatever becomes of the rest.
  const status = beginSave(session, 'route', index);
  if (status !== 0) return status;
  const filter = readRouteFilter(session, index);
  if (filter === undefined) return 1;
  const result = dumpRoutes(session, filter);
  if (result.ok) return saveObjects(session, result.value);
  session.refused(result.error, session.argv.length - 1);
  session.error('Dump terminated\n');
  return 2;
}

/** `ip route restore`: adds what was saved. A route that is there already is told, and no reason to end. */
export function* restoreRoutes(session: Session, index: number): Running {
  const saved = yield* readSaved<RouteInfo>(session, 'route', index);
  if (saved === undefined) return 1;
  for (const isInTurn of TURNS) {
    for (const route of saved.objects.filter(isInTurn)) {
      const result = session.kernel.route.add(session.netns, requestOf(route), 'prepend');
      if (result.ok) continue;
      session.refused(result.error, index);
      if (result.error.errno !== 'EEXIST') return 2;
    }
    if (saved.isTruncated) return truncated(session, index);
  }
  return 0;
}

/** `ip route showdump`: lists what was saved, in plain text only. */
export function* showSavedRoutes(session: Session, index: number): Running {
  const saved = yield* readSaved<RouteInfo>(session, 'route', index);
  if (saved === undefined) return 1;
  const filter = new RouteFilter();
  filter.table = 0;
  for (const route of saved.objects) printRoute(session, route, filter);
  return saved.isTruncated ? truncated(session, index) : 0;
}

function truncated(session: Session, index: number): number {
  session.error(TRUNCATED, index);
  return 2;
}

const hasGateway = ({ nextHops }: RouteInfo): boolean => nextHops.length === 1 && nextHops[0]!.gateway !== undefined;

/** The preferred source is another address than the destination. */
const hasForeignSource = ({ preferredSource, destination }: RouteInfo): boolean =>
  preferredSource !== undefined && preferredSource !== destination.address;

/** Routes that others lean on come first: to own addresses, then to own networks, then through routers (restore_handler). */
const TURNS: readonly ((route: RouteInfo) => boolean)[] = [
  (route) => !hasGateway(route) && !hasForeignSource(route),
  (route) => !hasGateway(route) && hasForeignSource(route),
  hasGateway,
];

function requestOf({ cause: _, expires: _expires, nextHops, preferredSource, mtu, ...route }: RouteInfo): RouteRequest {
  const isMultipath = nextHops.length > 1;
  return {
    ...route,
    ...(preferredSource === undefined ? {} : { preferredSource }),
    ...(mtu === undefined ? {} : { mtu }),
    nextHops: nextHops.map((hop) => hopOf(hop, isMultipath)),
  };
}

function hopOf({ gateway, ifindex, weight, onlink, realms }: NextHopInfo, isMultipath: boolean) {
  return {
    ifindex,
    ...(gateway === undefined ? {} : { gateway }),
    ...(realms === undefined ? {} : { realms }),
    ...(isMultipath ? { weight } : {}),
    ...(onlink ? { onlink } : {}),
  };
}
