import { FDB_FLUSH_OPTIONS } from '../../../grammar/iproute2/bridge.ts';
import type { FdbFlush } from '../../../kernel/link/requests.ts';
import { leadingNumber } from '../../stdlib.ts';
import { Arguments } from '../arguments.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';

type Filter = { -readonly [K in keyof FdbFlush]: FdbFlush[K] };

/** What the words ask of an entry. */
const STATES: Readonly<Record<string, Partial<FdbFlush>>> = {
  permanent: { permanent: true },
  nopermanent: { permanent: false },
  static: { static: true, permanent: false },
  nostatic: { static: false },
  dynamic: { static: false, permanent: false },
  nodynamic: { static: true },
  added_by_user: { byUser: true },
  noadded_by_user: { byUser: false },
  extern_learn: { externLearn: true },
  noextern_learn: { externLearn: false },
  sticky: { sticky: true },
  nosticky: { sticky: false },
  offloaded: {},
  nooffloaded: {},
};

/** `bridge fdb flush`. */
export function flushEntries(session: Session, index: number): number {
  const args = new Arguments(session, FDB_FLUSH_OPTIONS, index);
  const filter: Partial<Filter> = {};
  let deviceAt: number | undefined;
  let portAt: number | undefined;
  let master = false;
  let self = false;
  while (args.next()) {
    const name = args.row?.name;
    // A word that is not known is passed over (fdb_flush).
    if (name === undefined) continue;
    if (name === 'help') usage(session, index);
    if (name === 'dev') {
      args.take();
      deviceAt = args.index;
    } else if (name === 'brport') {
      args.take();
      portAt = args.index;
    } else if (name === 'vlan') {
      if (filter.vlan !== undefined) session.duplicate('vlan', args.index);
      filter.vlan = leadingNumber(args.take());
    } else if (name === 'master') master = true;
    else if (name === 'self') self = true;
    else Object.assign(filter, STATES[name]);
  }
  if (deviceAt === undefined) {
    session.error('Device is a required argument.\n', index);
    return EXIT_MINUS_ONE;
  }
  const ifindex = session.ifindexOf(session.argv[deviceAt]!);
  if (ifindex === undefined) {
    session.error(`Cannot find bridge device "${session.argv[deviceAt]}"\n`, deviceAt);
    return EXIT_MINUS_ONE;
  }
  if (portAt !== undefined) {
    const port = session.ifindexOf(session.argv[portAt]!);
    if (port === undefined) {
      session.error(`Cannot find bridge port device "${session.argv[portAt]}"\n`, portAt);
      return EXIT_MINUS_ONE;
    }
    filter.port = port;
  }
  const result = session.kernel.fdb.flush(session.netns, { ...filter, ifindex, master, self: self || !master });
  if (result.ok) return 0;
  session.refused(result.error, deviceAt);
  return EXIT_MINUS_ONE;
}
