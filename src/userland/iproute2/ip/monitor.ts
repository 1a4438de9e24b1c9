import { MONITOR } from '../../../grammar/iproute2/monitor.ts';
import type { Notice } from '../../../kernel/notice/requests.ts';
import { resolvePath } from '../../file-system.ts';
import type { Running } from '../../process.ts';
import { Arguments } from '../arguments.ts';
import { listen } from '../listen.ts';
import type { Session } from '../session.ts';
import { printAddress } from './address/print.ts';
import { usage } from './help.ts';
import { printLink } from './link/print.ts';
import { printFdbEntry, printNeighbour } from './neighbour/print.ts';
import { printNexthop } from './nexthop/print.ts';
import { RouteFilter } from './route/filter.ts';
import { printRoute } from './route/print.ts';
import { printRule } from './rule/show.ts';
import { Selection } from './selection.ts';
import { formatTimestamp } from './timestamp.ts';

/** What stands before a change where labels were asked for. */
const LABELS: Readonly<Record<Notice['group'], string>> = {
  link: '[LINK]',
  address: '[ADDR]',
  route: '[ROUTE]',
  rule: '[RULE]',
  neighbour: '[NEIGH]',
  fdb: '[NEIGH]',
  nexthop: '[NEXTHOP]',
};

/** What is watched. */
interface Watch {
  readonly session: Session;
  /** Empty for all. */
  readonly groups: ReadonlySet<string>;
  readonly labelled: boolean;
  readonly ifindex: number | undefined;
  /** Changes in other namespaces are watched, too. */
  readonly all: boolean;
  /** The names of devices by their indices, as far as they were told: whichever namespace they are in. */
  readonly names: Map<number, string>;
}

/** `ip monitor`; `index` is its word. Prints changes as they happen, until a signal ends it. */
export function monitor(session: Session, index: number): number | Running {
  const watch = readWords(session, index);
  return listen(session, (notice) => isWatched(watch, notice) && printNotice(watch, asNamed(watch, notice)), watch.all);
}

function readWords(session: Session, index: number): Watch {
  const args = new Arguments(session, MONITOR.options, index);
  const groups = new Set<string>();
  let labelled = false;
  let ifindex: number | undefined;
  let all = false;
  while (args.next()) {
    const { row } = args;
    if (row === undefined) session.die(`Argument "${args.word}" is unknown, try "ip monitor help".\n`, args.index);
    if (row.name === 'help') usage(session, index);
    if (row.name === 'all-nsid') all = true;
    else if (row.name === 'label' || row.name === 'all') labelled = true;
    else if (row.name === 'dev') {
      args.take();
      ifindex = args.deviceIndex('Device does not exist\n');
    } else if (row.name === 'file') readFile(args);
    else groups.add(row.name);
  }
  return { session, groups, labelled, ifindex, all, names: new Map() };
}

/** A file that rtmon(8) wrote, a program that is not simulated. */
function readFile(args: Arguments): never {
  const { session } = args;
  const { cwd, netns, system } = session.process;
  const file = system.fs.read(resolvePath(cwd, args.take()), netns);
  if (!file.ok) session.die('Cannot fopen: No such file or directory\n', args.index);
  session.unsimulated('what rtmon writes', args.index);
  return session.die('ip monitor file is not simulated\n', args.index);
}

function isWatched({ session, groups }: Watch, notice: Notice): boolean {
  // The entries of bridges are told to those who listen to neighbours.
  if (groups.size > 0 && !groups.has(notice.group === 'fdb' ? 'neighbour' : notice.group)) return false;
  if (notice.group === 'fdb') return session.family === undefined;
  const { family } = session;
  return family === undefined || !('family' in notice.info) || notice.info.family === family;
}

/** Rules and next hop objects are told whatever device was asked for. */
function concerns(notice: Notice, ifindex: number): boolean {
  if (notice.group === 'rule' || notice.group === 'nexthop') return true;
  if (notice.group === 'route')
    return notice.info.nextHops.length === 1 && notice.info.nextHops[0]!.ifindex === ifindex;
  return notice.info.ifindex === ifindex;
}

/** The devices of other namespaces by the names that their indices have here: only indices are told (ll_index_to_name). */
function asNamed({ session, names }: Watch, notice: Notice): Notice {
  if (notice.group === 'link') names.set(notice.info.ifindex, notice.info.name);
  if (notice.nsid === undefined || notice.group === 'link') return notice;
  const nameOf = (ifindex: number) => names.get(ifindex) ?? session.deviceName(ifindex);
  switch (notice.group) {
    case 'address':
      return { ...notice, info: { ...notice.info, dev: nameOf(notice.info.ifindex) } };
    case 'neighbour':
      return { ...notice, info: { ...notice.info, dev: nameOf(notice.info.ifindex) } };
    case 'fdb':
      return { ...notice, info: { ...notice.info, dev: nameOf(notice.info.ifindex) } };
    case 'route': {
      const nextHops = notice.info.nextHops.map((hop) => ({ ...hop, dev: nameOf(hop.ifindex) }));
      return { ...notice, info: { ...notice.info, nextHops } };
    }
    default:
      return notice;
  }
}

function printNotice({ session, labelled, ifindex, all }: Watch, notice: Notice): void {
  const { out } = session;
  if (session.options.timestamp) out.text(formatTimestamp(notice.time));
  if (all) out.text(`[nsid ${notice.nsid ?? 'current'}]`);
  if (labelled) out.text(LABELS[notice.group]);
  // What is about another device leaves its label behind.
  if (ifindex !== undefined && !concerns(notice, ifindex)) return;
  if (notice.deleted) out.text('Deleted ');
  switch (notice.group) {
    case 'link':
      printLink(session, notice.info, new Selection(session), { asLink: false, onlyInet6: false, isNotice: true });
      return;
    case 'address':
      printAddress(session, notice.info, true);
      return;
    case 'route':
      printRoute(session, notice.info, routesOf(ifindex));
      return;
    case 'rule':
      printRule(session, notice.info, session.kernel.rule.dump(session.netns, notice.info.family));
      return;
    case 'neighbour':
      printNeighbour(session, notice.info, ifindex === undefined);
      return;
    case 'fdb':
      printFdbEntry(session, notice.info, ifindex === undefined);
      return;
    case 'nexthop':
      printNexthop(session, notice.info);
  }
}

/** Nothing is left out of a route but the device that was asked for. */
function routesOf(ifindex: number | undefined): RouteFilter {
  const filter = new RouteFilter();
  filter.table = 0;
  filter.device = ifindex;
  return filter;
}
