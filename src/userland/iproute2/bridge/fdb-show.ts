import { FDB_FILTERS, FDB_GET_OPTIONS } from '../../../grammar/iproute2/bridge.ts';
import { abbreviates } from '../../../grammar/keyword.ts';
import type { FdbInfo } from '../../../kernel/link/requests.ts';
import { leadingNumber } from '../../stdlib.ts';
import { Arguments } from '../arguments.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import { parseUnsigned } from '../number.ts';
import type { Session } from '../session.ts';
import { printEntry } from './fdb-print.ts';
import { usage } from './help.ts';

/** NUD_* bits of the kinds of entry, as the kernel tells them. */
const BITS: Readonly<Record<FdbInfo['kind'], number>> = { permanent: 0x80, static: 0x40, learned: 0x02 };
const PERMANENT = 0x80;
/** -ENOENT of `fdb get` as an exit status: iproute2 returns -2. */
const EXIT_MINUS_TWO = 254;

function parseState(word: string): number | undefined {
  if (abbreviates(word, 'permanent')) return BITS.permanent;
  if (abbreviates(word, 'static') || abbreviates(word, 'temp')) return BITS.static;
  if (abbreviates(word, 'stale')) return 0x04;
  if (abbreviates(word, 'reachable') || abbreviates(word, 'dynamic')) return BITS.learned;
  return word === 'all' ? ~0 : parseUnsigned(word);
}

/** What `bridge fdb show` picks entries by. */
class FdbFilter {
  deviceAt: number | undefined;
  bridgeAt: number | undefined;
  ifindex: number | undefined;
  bridge: string | undefined;
  vlan = 0;
  states = 0;
  dynamic = false;

  takes(entry: FdbInfo): boolean {
    if (this.ifindex !== undefined && entry.ifindex !== this.ifindex) return false;
    if (this.states !== 0 && !(BITS[entry.kind] & this.states)) return false;
    if (this.vlan !== 0 && entry.vlan !== this.vlan) return false;
    return !(this.dynamic && BITS[entry.kind] & PERMANENT);
  }
}

function readFilter(session: Session, index: number): FdbFilter {
  const args = new Arguments(session, FDB_FILTERS, index);
  const filter = new FdbFilter();
  while (args.next()) {
    switch (args.row?.name) {
      case 'dev':
        args.take();
        filter.deviceAt = args.index;
        break;
      case 'br':
        args.take();
        filter.bridgeAt = args.index;
        break;
      case 'vlan':
        args.take();
        if (filter.vlan !== 0) session.duplicate('vlan', args.index);
        filter.vlan = leadingNumber(args.word);
        break;
      case 'state':
        filter.states |= parseState(args.take()) ?? session.invalid('invalid state', args.index);
        break;
      case 'dynamic':
        filter.dynamic = true;
        break;
      case 'help':
        usage(session, index);
    }
  }
  return filter;
}

/** `bridge fdb show`. */
export function showEntries(session: Session, index: number): number {
  const filter = readFilter(session, index);
  const { bridgeAt, deviceAt } = filter;
  if (bridgeAt !== undefined) {
    filter.bridge = session.argv[bridgeAt]!;
    if (session.ifindexOf(filter.bridge) === undefined) {
      session.error(`Cannot find bridge device "${filter.bridge}"\n`, bridgeAt);
      return EXIT_MINUS_ONE;
    }
  }
  if (deviceAt !== undefined) {
    filter.ifindex = session.ifindexOf(session.argv[deviceAt]!);
    if (filter.ifindex === undefined) {
      session.noDevice(deviceAt);
      return EXIT_MINUS_ONE;
    }
  }
  session.out.openDocument();
  for (const entry of entriesOf(session, filter.bridge)) {
    if (filter.takes(entry)) printEntry(session, entry, filter.ifindex === undefined);
  }
  session.out.closeDocument();
  return 0;
}

/** All entries, or those of a bridge and its ports. */
function entriesOf(session: Session, bridge: string | undefined): readonly FdbInfo[] {
  const { kernel, netns } = session;
  const entries = kernel.fdb.dump(netns);
  if (bridge === undefined) return entries;
  const owner = kernel.link.find(netns, bridge);
  if (owner?.kind !== 'bridge') return [];
  const members = new Set([owner.ifindex]);
  for (const link of kernel.link.dump(netns)) if (link.master?.ifindex === owner.ifindex) members.add(link.ifindex);
  return entries.filter((entry) => members.has(entry.ifindex));
}

/** `bridge fdb get`. */
export function getEntry(session: Session, index: number): number {
  const args = new Arguments(session, FDB_GET_OPTIONS, index);
  const words: { dev?: number; br?: number; mac?: number } = {};
  let self = false;
  let vlan = 0;
  while (args.next()) {
    const name = args.row?.name;
    if (name === 'dev' || name === 'br') {
      args.take();
      words[name] = args.index;
    } else if (name === 'self') self = true;
    else if (name === 'vlan') vlan = leadingNumber(args.take());
    else if (name === undefined || name === 'help') {
      if (args.word === 'to') args.take();
      if (args.help) usage(session, index);
      if (words.mac !== undefined) session.garbage('to', args.index);
      words.mac = args.index;
    }
  }
  return findEntry(session, index, words, { self, vlan });
}

function findEntry(
  session: Session,
  index: number,
  words: { readonly dev?: number; readonly br?: number; readonly mac?: number },
  how: { readonly self: boolean; readonly vlan: number },
): number {
  const { argv, out } = session;
  const { dev, br, mac: at } = words;
  if ((dev === undefined && br === undefined) || at === undefined) {
    session.error('Device or master and address are required arguments.\n', index);
    return EXIT_MINUS_ONE;
  }
  const mac = parseFdbMac(argv[at]!);
  if (mac === undefined) {
    session.error(`Invalid mac address ${argv[at]}\n`, at);
    return EXIT_MINUS_ONE;
  }
  const ifindex = dev === undefined ? undefined : session.ifindexOf(argv[dev]!);
  if (dev !== undefined && ifindex === undefined) {
    session.noDevice(dev);
    return EXIT_MINUS_ONE;
  }
  const bridge = br === undefined ? undefined : session.ifindexOf(argv[br]!);
  if (br !== undefined && bridge === undefined) {
    session.error(`Cannot find bridge device "${argv[br]}"\n`, br);
    return EXIT_MINUS_ONE;
  }
  const found = session.kernel.fdb.get(session.netns, {
    mac,
    ...how,
    ...(ifindex === undefined ? {} : { ifindex }),
    ...(bridge === undefined ? {} : { bridge }),
  });
  if (!found.ok) {
    session.refused(found.error, at);
    return EXIT_MINUS_TWO;
  }
  out.openDocument();
  printEntry(session, found.value, true);
  out.closeDocument();
  return 0;
}

/** Reads six octets as sscanf's `%hhx:…` does; undefined when they are not six. */
export function parseFdbMac(text: string): number | undefined {
  const match = /^\s*([0-9a-f]+):([0-9a-f]+):([0-9a-f]+):([0-9a-f]+):([0-9a-f]+):([0-9a-f]+)/i.exec(text);
  return match === null
    ? undefined
    : match.slice(1).reduce((mac, octet) => mac * 256 + (Number.parseInt(octet, 16) & 255), 0);
}
