import { NEXTHOP } from '../../../grammar/iproute2/nexthop.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';
import { bucket } from './nexthop/bucket.ts';
import { modifyNexthop, type NexthopMode } from './nexthop/modify.ts';
import { getNexthop, listNexthops } from './nexthop/show.ts';
import { subcommand } from './subcommand.ts';

/** `ip nexthop`; `index` is the word `nexthop`. */
export function nexthop(session: Session, index: number): number {
  const command = subcommand(session, NEXTHOP, index, 'ip nexthop help');
  switch (command) {
    case '':
    case 'list':
    case 'flush':
      return listNexthops(session, index + 1, command === 'flush');
    case 'bucket':
      return bucket(session, index + 1);
    case 'get':
      return getNexthop(session, index + 1);
    case 'help':
      return usage(session, index);
    default:
      return modifyNexthop(session, index + 1, command as NexthopMode);
  }
}
