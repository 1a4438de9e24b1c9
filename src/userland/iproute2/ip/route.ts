import { ROUTE } from '../../../grammar/iproute2/route.ts';
import type { Running } from '../../process.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';
import { getRoute } from './route/get.ts';
import { modifyRoute, type RouteMode } from './route/modify.ts';
import { restoreRoutes, saveRoutes, showSavedRoutes } from './route/saved.ts';
import { flushRoutes, showRoutes } from './route/show.ts';
import { subcommand } from './subcommand.ts';

/** `ip route`; `index` is the word `route`. */
export function route(session: Session, index: number): number | Running {
  const command = subcommand(session, ROUTE, index, 'ip route help');
  switch (command) {
    case '':
    case 'list':
      return showRoutes(session, index + 1);
    case 'flush':
      return flushRoutes(session, index + 1);
    case 'save':
      return saveRoutes(session, index + 1);
    case 'restore':
      return restoreRoutes(session, index + 1);
    case 'showdump':
      return showSavedRoutes(session, index + 1);
    case 'get':
      return getRoute(session, index + 1);
    case 'help':
      return usage(session, index);
    default:
      return modifyRoute(session, index + 1, command as RouteMode);
  }
}
