import { NEIGHBOUR } from '../../../grammar/iproute2/neighbour.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';
import { modifyNeighbour, type NeighbourMode } from './neighbour/modify.ts';
import { flushNeighbours, getNeighbour, showNeighbours } from './neighbour/show.ts';
import { subcommand } from './subcommand.ts';

/** `ip neighbour`; `index` is the word `neighbour`. */
export function neighbour(session: Session, index: number): number {
  const command = subcommand(session, NEIGHBOUR, index, 'ip neigh help');
  switch (command) {
    case '':
    case 'show':
      return showNeighbours(session, index + 1);
    case 'flush':
      return flushNeighbours(session, index + 1);
    case 'get':
      return getNeighbour(session, index + 1);
    case 'help':
      return usage(session, index);
    default:
      return modifyNeighbour(session, index + 1, command as NeighbourMode);
  }
}
