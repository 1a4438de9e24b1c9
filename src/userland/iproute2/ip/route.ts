import { ROUTE } from '../../../grammar/iproute2/route.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';
import { getRoute } from './route/get.ts';
import { readRouteLine } from './route/line.ts';
import { modifyRoute, type RouteMode } from './route/modify.ts';
import { flushRoutes, showRoutes } from './route/show.ts';
import { subcommand } from './subcommand.ts';

/** `ip route`; `index` is the word `route`. */
export function route(session: Session, index: number): number {
  const command = subcommand(session, ROUTE, index, 'ip route help');
  switch (command) {
    case '':
    case 'list':
      return showRoutes(session, index + 1);
    case 'flush':
      return flushRoutes(session, index + 1);
    case 'get':
      return getRoute(session, index + 1);
    case 'test':
      return testRoute(session, index + 1);
    case 'help':
      return usage(session, index);
    default:
      return modifyRoute(session, index + 1, command as RouteMode);
  }
}

/** `ip route test`: NLM_F_EXCL without NLM_F_CREATE, which the kernel never grants. */
function testRoute(session: Session, index: number): number {
  const line = readRouteLine(session, index);
  session.refused({ errno: 'ENOENT' }, line.places.get('to') ?? index);
  return 2;
}
