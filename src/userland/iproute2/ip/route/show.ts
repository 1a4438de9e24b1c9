import type { RouteInfo } from '../../../../kernel/fib/requests.ts';
import type { Result } from '../../../../kernel/result.ts';
import type { Family } from '../../../../net/prefix.ts';
import type { Session } from '../../session.ts';
import { type RouteFilter, readRouteFilter } from './filter.ts';
import { printRoute } from './print.ts';

const MAIN = 254;

/** The routes a listing is about, of the families it asks for. */
export function dumpRoutes(session: Session, filter: RouteFilter): Result<readonly RouteInfo[]> {
  const { kernel, netns } = session;
  // There are no routes of bridges, and those of MPLS are not simulated.
  if (session.foreignFamily !== undefined) return { ok: true, value: [] };
  const families: readonly Family[] =
    session.family === undefined ? (filter.table === 0 ? [4, 6] : [4]) : [session.family];
  const routes: RouteInfo[] = [];
  for (const family of families) {
    const result = kernel.route.dump(netns, family, filter.table === 0 ? undefined : filter.table);
    // In a batch the kernel filters nothing, so it does not look for the table (no NETLINK_GET_STRICT_CHK).
    if (!result.ok && session.batch !== undefined) continue;
    if (!result.ok) return result;
    for (const route of result.value) if (filter.takes(route)) routes.push(route);
  }
  return { ok: true, value: routes };
}

/** `ip route show`. */
export function showRoutes(session: Session, index: number): number {
  const filter = readRouteFilter(session, index);
  if (filter === undefined) return 1;
  const { out } = session;
  const result = dumpRoutes(session, filter);
  out.openDocument();
  if (!result.ok) {
    // A main table without routes need not exist.
    if (filter.table !== MAIN || result.error.errno !== 'ENOENT') {
      session.refused(result.error, session.argv.length - 1);
      session.error('Dump terminated\n');
      return 2;
    }
  } else for (const route of result.value) printRoute(session, route, filter);
  out.closeDocument();
  return 0;
}

/** `ip route flush`: removes what `show` would show, until nothing is left. */
export function flushRoutes(session: Session, index: number): number {
  const { out, options } = session;
  if (session.argv[index + 1] === undefined) {
    session.error('"ip route flush" requires arguments.\n', index);
    return 1;
  }
  const filter = readRouteFilter(session, index);
  if (filter === undefined) return 1;
  if (filter.cached && session.family !== 6) {
    session.kernel.route.flushCache(session.netns);
    if (options.stats > 0) out.text('*** IPv4 routing cache is flushed.\n');
    return 0;
  }
  for (let round = 0; round < 10; round++) {
    const result = dumpRoutes(session, filter);
    if (!result.ok) {
      session.refused(result.error, session.argv.length - 1);
      session.error('Flush terminated\n');
      return 2;
    }
    const routes = result.value;
    if (routes.length === 0) {
      const rounds = `*** Flush is complete after ${round} round${round > 1 ? 's' : ''} ***\n`;
      if (options.stats > 0) out.text(round === 0 ? 'Nothing to flush.\n' : rounds);
      return 0;
    }
    if (options.stats > 1) for (const route of routes) printRoute(session, route, filter);
    const refusals = routes.map((route) => deleteRoute(session, route)).filter((result) => !result.ok);
    // What was dumped names the object and its next hops, which the kernel takes for a contradiction.
    if (refusals.some((result) => result.error.errno === 'EINVAL')) {
      session.error('Failed to send flush request: Invalid argument\n', index);
      return 2;
    }
    if (options.stats > 0) out.text(`\n*** Round ${round + 1}, deleting ${routes.length} entries ***\n`);
  }
  return 1;
}

function deleteRoute(session: Session, route: RouteInfo): Result {
  const { family, destination, table, type, scope, protocol, metric, tos, preferredSource, nhid, nextHops } = route;
  return session.kernel.route.delete(session.netns, {
    family,
    destination,
    table,
    type,
    scope,
    protocol,
    metric,
    tos,
    ...(nhid === undefined ? {} : { nhid }),
    ...(preferredSource === undefined ? {} : { preferredSource }),
    nextHops: nextHops.map((hop) => ({
      ifindex: hop.ifindex,
      weight: hop.weight,
      ...(hop.gateway === undefined ? {} : { gateway: hop.gateway }),
      ...(hop.onlink ? { onlink: true } : {}),
    })),
  });
}
