import { NEIGHBOUR_FILTERS, NEIGHBOUR_GET_OPTIONS } from '../../../../grammar/iproute2/neighbour.ts';
import type { NeighbourInfo } from '../../../../kernel/neigh/requests.ts';
import type { Family } from '../../../../net/prefix.ts';
import { Arguments } from '../../arguments.ts';
import { type InetPrefix, sharesPrefix } from '../../inet-prefix.ts';
import { PROTOCOLS, protocolNumber } from '../../names.ts';
import type { Session } from '../../session.ts';
import { usage } from '../help.ts';
import { vrfTable } from '../vrf.ts';
import { printNeighbour } from './print.ts';
import { NUD_BITS, parseNudState } from './state.ts';

/** Stands for the state NONE in a filter, which has no bit. */
const NONE = 0x100;
const MOST_ROUNDS = 10;

/** What `ip neigh show` and `flush` pick entries by. */
class NeighbourFilter {
  ifindex: number | undefined;
  /** The ifindex of a master, -1 for devices without one. */
  master: number | undefined;
  proxy = false;
  protocol: number | undefined;
  family: Family | undefined;
  prefix: InetPrefix | undefined;

  constructor(
    readonly session: Session,
    public states: number,
  ) {
    this.family = session.family;
  }

  takes(entry: NeighbourInfo): boolean {
    if (entry.proxy !== this.proxy) return false;
    if (this.protocol !== undefined && protocolNumber(entry.protocol) !== this.protocol) return false;
    if (this.ifindex !== undefined && entry.ifindex !== this.ifindex) return false;
    const bit = NUD_BITS[entry.state];
    // Whatever the state, those that someone else looks after are shown (print_neigh).
    const hasState = !entry.proxy && !entry.externLearn;
    if (hasState && (bit === 0 ? !(this.states & NONE) : !(this.states & bit))) return false;
    if (this.master !== undefined && !this.hasMaster(entry.ifindex)) return false;
    const { prefix } = this;
    return prefix === undefined || !prefix.given || sharesPrefix(entry.destination, prefix.address, prefix.length);
  }

  private hasMaster(ifindex: number): boolean {
    const master = this.session.kernel.link.get(this.session.netns, ifindex)?.master;
    return this.master === -1 ? master === undefined : master?.ifindex === this.master;
  }
}

/** Reads the words; undefined after a complaint that ends the command with status 1. */
function readFilter(session: Session, index: number, flush: boolean): NeighbourFilter | undefined {
  const args = new Arguments(session, NEIGHBOUR_FILTERS, index);
  const filter = new NeighbourFilter(session, flush ? ~(NUD_BITS.PERMANENT | NUD_BITS.NOARP) : 0xff & ~NUD_BITS.NOARP);
  let stateGiven = false;
  let deviceAt: number | undefined;
  while (args.next()) {
    switch (args.row?.name) {
      case 'dev':
        args.take();
        if (deviceAt !== undefined) session.duplicate('dev', args.index);
        deviceAt = args.index;
        break;
      case 'master':
        args.take();
        filter.master = args.deviceIndex('Device does not exist\n');
        break;
      case 'vrf': {
        const vrf = args.take();
        if (vrfTable(session, vrf) === undefined) session.invalid('Not a valid VRF name\n', args.index);
        filter.master = args.deviceIndex('VRF does not exist\n');
        break;
      }
      case 'nomaster':
        filter.master = -1;
        break;
      case 'unused':
        break;
      case 'nud':
        args.take();
        if (!stateGiven) filter.states = 0;
        stateGiven = true;
        filter.states |= readState(args, flush);
        break;
      case 'protocol': {
        const protocol = PROTOCOLS.parse(args.take());
        if (protocol === undefined && args.word !== 'all') session.invalid('invalid "protocol"\n', args.index);
        filter.protocol = protocol;
        break;
      }
      case 'proxy':
        filter.proxy = true;
        break;
      default:
        if (args.word === 'to') args.take();
        if (args.help) usage(session, index);
        filter.prefix = args.prefix(filter.family);
        filter.family ??= filter.prefix.family;
    }
  }
  if (deviceAt === undefined) return filter;
  filter.ifindex = session.ifindexOf(session.argv[deviceAt]!);
  if (filter.ifindex !== undefined) return filter;
  session.noDevice(deviceAt);
  return undefined;
}

function readState(args: Arguments, flush: boolean): number {
  const bit = parseNudState(args.word);
  if (bit !== undefined) return bit === 0 ? NONE : bit;
  if (args.word !== 'all') args.session.invalid('nud state is bad', args.index);
  return flush ? ~NUD_BITS.NOARP : ~0;
}

function entriesOf({ kernel, netns }: Session, family: Family, proxy: boolean): readonly NeighbourInfo[] {
  return proxy ? kernel.neighbour.proxies(netns, family) : kernel.neighbour.dump(netns, family);
}

function selected(session: Session, filter: NeighbourFilter): NeighbourInfo[] {
  if (session.foreignFamily === 'bridge') session.unsimulated('ip -B neigh: what `bridge fdb` shows', 1);
  if (session.foreignFamily !== undefined) return [];
  const families: readonly Family[] = filter.family === undefined ? [4, 6] : [filter.family];
  return families.flatMap((family) => entriesOf(session, family, filter.proxy)).filter((entry) => filter.takes(entry));
}

/** `ip neigh show`. */
export function showNeighbours(session: Session, index: number): number {
  const filter = readFilter(session, index, false);
  if (filter === undefined) return 1;
  if (session.foreignFamily === 'bridge' && filter.proxy) {
    session.refused({ errno: 'EINVAL', extack: 'Invalid values in header for fdb dump request' }, index);
    session.error('Dump terminated\n');
    return 1;
  }
  session.out.openDocument();
  for (const entry of selected(session, filter)) printNeighbour(session, entry, filter.ifindex === undefined);
  session.out.closeDocument();
  return 0;
}

/** `ip neigh flush`: removes round by round what `show` would show, permanent entries only when asked for. */
export function flushNeighbours(session: Session, index: number): number {
  const { out, options } = session;
  if (session.argv[index + 1] === undefined) {
    session.error('Flush requires arguments.\n', index);
    return 1;
  }
  const filter = readFilter(session, index, true);
  if (filter === undefined) return 1;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const entries = selected(session, filter);
    if (entries.length === 0) {
      const rounds = `*** Flush is complete after ${round} round${round > 1 ? 's' : ''} ***\n`;
      if (options.stats > 0) out.text(round === 0 ? 'Nothing to flush.\n' : rounds);
      return 0;
    }
    if (options.stats > 1) for (const entry of entries) printNeighbour(session, entry, filter.ifindex === undefined);
    for (const { ifindex, destination, proxy } of entries) {
      session.kernel.neighbour.delete(session.netns, { ifindex, destination, proxy });
    }
    if (options.stats > 0) out.text(`\n*** Round ${round + 1}, deleting ${entries.length} entries ***\n`);
    // What is deleted may stay as FAILED for a while.
    filter.states &= ~NUD_BITS.FAILED;
  }
  out.text(`*** Flush not complete bailing out after ${MOST_ROUNDS} rounds\n`);
  return 1;
}

/** `ip neigh get`. */
export function getNeighbour(session: Session, index: number): number {
  const args = new Arguments(session, NEIGHBOUR_GET_OPTIONS, index);
  let deviceAt: number | undefined;
  let proxy = false;
  let destination: InetPrefix | undefined;
  let at = index;
  while (args.next()) {
    if (args.row?.name === 'dev') {
      args.take();
      deviceAt = args.index;
      continue;
    }
    proxy ||= args.row?.name === 'proxy';
    if (args.row?.name === 'proxy' || args.word === 'to') args.take();
    if (args.help) usage(session, index);
    if (destination !== undefined) {
      if (args.row?.name === 'proxy') session.duplicate('address', args.index);
      session.garbage('to', args.index);
    }
    destination = args.address(session.family);
    at = args.index;
  }
  if ((deviceAt === undefined && !proxy) || destination?.family === undefined) {
    session.error('Device and address are required arguments.\n', index);
    return 1;
  }
  const ifindex = deviceAt === undefined ? 0 : session.ifindexOf(session.argv[deviceAt]!);
  if (ifindex === undefined) {
    session.noDevice(deviceAt!);
    return 1;
  }
  const { address, family } = destination;
  const entry = entriesOf(session, family, proxy).find((one) => one.ifindex === ifindex && one.destination === address);
  if (entry === undefined) {
    session.refused({ errno: 'ENOENT', extack: `${proxy ? 'Proxy neighbour' : 'Neighbour'} entry not found` }, at);
    return 2;
  }
  // This one listing of iproute2 knows no JSON.
  printNeighbour(session, entry, true, true);
  return 0;
}
