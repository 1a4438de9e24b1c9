import { NTABLE, NTABLE_FILTERS, NTABLE_OPTIONS } from '../../../grammar/iproute2/ntable.ts';
import type { NeighParms, NeighTableInfo } from '../../../kernel/neigh/requests.ts';
import { Arguments } from '../arguments.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';
import { subcommand } from './subcommand.ts';

const NAMES = { 4: 'arp_cache', 6: 'ndisc_cache' } as const;

/** What the kernel counts a packet of full size as, in bytes of a queue. */
const FULL_PACKET = 2090;

/** The parameters by ip's words. */
const PARAMETERS: Readonly<Record<string, keyof NeighParms>> = {
  base_reachable: 'baseReachable',
  retrans: 'retrans',
  gc_stale: 'gcStale',
  delay_probe: 'delayProbe',
  queue: 'queueBytes',
  app_probes: 'appProbes',
  ucast_probes: 'unicastProbes',
  mcast_probes: 'multicastProbes',
  anycast_delay: 'anycastDelay',
  proxy_delay: 'proxyDelay',
  proxy_queue: 'proxyQueue',
  locktime: 'locktime',
};
const LINES = [
  ['gc_stale', 'delay_probe', 'queue'],
  ['app_probes', 'ucast_probes', 'mcast_probes'],
  ['anycast_delay', 'proxy_delay', 'proxy_queue', 'locktime'],
];

/** `ip ntable`; `index` is its word. */
export function ntable(session: Session, index: number): number {
  switch (subcommand(session, NTABLE, index, 'ip ntable help')) {
    case 'change':
      return change(session, index + 1);
    case 'help':
      return usage(session, index);
    default:
      return show(session, index + 1);
  }
}

function show(session: Session, index: number): number {
  const { kernel, netns, out, family } = session;
  const args = new Arguments(session, NTABLE_FILTERS, index);
  let ifindex: number | undefined;
  let name: string | undefined;
  while (args.next()) {
    if (args.row?.name === 'name') name = args.take();
    else if (args.row?.name === 'dev') {
      args.take();
      ifindex = args.deviceIndex('"DEV" is invalid');
    } else session.invalid('unknown', args.index);
  }
  if (session.options.stats > 0) session.unsimulated('statistics of the neighbour tables', index);
  out.openDocument();
  for (const table of session.foreignFamily === undefined ? kernel.neighbour.tables(netns) : []) {
    if (family !== undefined && table.family !== family) continue;
    if (name !== undefined && name !== NAMES[table.family]) continue;
    if (ifindex === undefined || ifindex === table.ifindex) printTable(session, table);
  }
  out.closeDocument();
  return 0;
}

function printTable({ out }: Session, { family, dev, parms }: NeighTableInfo): void {
  const count = (name: string, value: number, key = name) => out.field(key, value, `${name} ${value} `);
  const line = () => {
    out.newline();
    out.text('    ');
  };
  out.openObject();
  const word = family === 4 ? 'inet' : 'inet6';
  out.field('family', word, `${word} `);
  out.field('name', NAMES[family], `${NAMES[family]} `);
  line();
  if (dev !== undefined) out.field('dev', dev, `dev ${dev} `);
  else {
    count('thresh1', 128);
    count('thresh2', 512);
    count('thresh3', 1024);
    count('gc_int', 30_000, 'gc_interval');
  }
  line();
  count('refcnt', 1);
  // The kernel draws half to one and a half of the base by lot.
  count('reachable', parms.baseReachable);
  count('base_reachable', parms.baseReachable);
  count('retrans', parms.retrans);
  for (const names of LINES) {
    line();
    for (const name of names) {
      const value = parms[PARAMETERS[name]!];
      count(name, name === 'queue' ? Math.floor(value / FULL_PACKET) : value);
    }
  }
  out.newline();
  out.text('\n');
  out.closeObject();
}

function change(session: Session, index: number): number {
  const args = new Arguments(session, NTABLE_OPTIONS, index);
  const parms: { -readonly [K in keyof NeighParms]?: number } = {};
  let name: string | undefined;
  let deviceAt: number | undefined;
  let ofTable = false;
  while (args.next()) {
    const word = args.row?.name;
    if (word === undefined) session.invalid('unknown', args.index);
    if (word === 'name') {
      args.take();
      if (name !== undefined) session.duplicate('NAME', args.index);
      name = args.word;
    } else if (word === 'dev') {
      args.take();
      deviceAt = args.index;
    } else {
      const value = args.unsigned(`"${word}" value is invalid`);
      const key = PARAMETERS[word];
      if (key === undefined) ofTable = true;
      else parms[key] = key === 'queueBytes' ? value * FULL_PACKET : value;
    }
  }
  if (name === undefined) session.die('Error: argument "NAME" is required\n', index);
  if (!ofTable && Object.keys(parms).length === 0)
    session.die('Not enough information: changeable attributes required.\n', index);
  const ifindex = deviceAt === undefined ? 0 : session.ifindexOf(session.argv[deviceAt]!);
  if (ifindex === undefined) {
    session.noDevice(deviceAt!);
    return 1;
  }
  const family = name === NAMES[4] ? 4 : name === NAMES[6] ? 6 : undefined;
  const isKnown = family !== undefined && (session.family === undefined || session.family === family);
  const { kernel, netns } = session;
  // The table as a whole can be changed in the first namespace only, which a lab is not.
  const result = isKnown && !ofTable ? kernel.neighbour.setParms(netns, family, ifindex, parms) : undefined;
  if (result?.ok) return 0;
  session.refused(result?.error ?? { errno: 'ENOENT' }, index);
  return 2;
}
