import { SHOW_OPTIONS } from '../../../grammar/iproute2/link.ts';
import type { AddressInfo } from '../../../kernel/address/requests.ts';
import type { LinkInfo } from '../../../kernel/link/requests.ts';
import { familyOf } from '../../../net/prefix.ts';
import { Arguments } from '../arguments.ts';
import { type InetPrefix, sharesPrefix } from '../inet-prefix.ts';
import { parseGroup, SCOPES, scopeNumber } from '../names.ts';
import type { Session } from '../session.ts';
import { ADDRESS_FLAGS, flagsOf } from './address/flags.ts';
import { usage } from './help.ts';
import { vrfTable } from './vrf.ts';

/** What `ip link show`, `ip addr show` and `ip addr flush` pick devices and addresses by. */
export class Selection {
  family: Session['options']['family'];
  prefix: InetPrefix | undefined;
  scope: number | undefined;
  up = false;
  flags = 0;
  flagMask = 0;
  label: string | undefined;
  group: number | undefined;
  /** The ifindex of a master, -1 for devices without one. */
  master: number | undefined;
  kind: string | undefined;
  slaveKind: string | undefined;
  device: string | undefined;
  ifindex: number | undefined;

  constructor(readonly session: Session) {
    this.family = session.options.family;
  }

  /** Sets or clears a flag by its word; false when the word is no flag. */
  setFlag(word: string): boolean {
    let wanted = !word.startsWith('-');
    let name = wanted ? word : word.slice(1);
    if (name === 'dynamic' || name === 'primary') {
      wanted = !wanted;
      name = name === 'dynamic' ? 'permanent' : 'secondary';
    }
    const mask = ADDRESS_FLAGS.find((flag) => flag.name === name)?.mask;
    if (mask === undefined) return false;
    if (wanted) this.flags |= mask;
    else this.flags &= ~mask;
    this.flagMask |= mask;
    return true;
  }

  /** True when an address is among the selected ones; the device is not asked. */
  takes(address: AddressInfo): boolean {
    const { family, scope, prefix } = this;
    if ((family === 4 || family === 6) && address.family !== family) return false;
    if (scope !== undefined && scopeNumber(address.scope) !== scope) return false;
    if ((this.flags ^ flagsOf(address)) & this.flagMask) return false;
    if (this.label !== undefined && !matchesPattern(this.label, address.label ?? address.dev)) return false;
    if (prefix?.family === undefined || !prefix.given) return true;
    return familyOf(address.local) === prefix.family && sharesPrefix(address.local, prefix.address, prefix.length);
  }

  /** True when the kernel itself leaves a device out of the list, because of its master or kind. */
  leavesOut(link: LinkInfo): boolean {
    const { master, kind } = this;
    if (master !== undefined && (master === -1 ? link.master !== undefined : link.master?.ifindex !== master))
      return true;
    return kind !== undefined && link.kind !== kind;
  }
}

/** fnmatch(3) for `*`, `?` and `[…]`. */
function matchesPattern(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  try {
    return new RegExp(`^${source}$`).test(text);
  } catch {
    return pattern === text;
  }
}

/** Reads the words of a listing; undefined after a complaint that ends it with status 1. */
export function readSelection(session: Session, index: number): Selection | undefined {
  const selection = new Selection(session);
  const args = new Arguments(session, SHOW_OPTIONS, index);
  let at = index;
  while (args.next()) {
    const name = args.row?.name;
    if (name === undefined || name === 'help') {
      if (args.word === 'dev') args.take();
      else if (args.help) usage(session, index);
      if (selection.device !== undefined) session.garbage('dev', args.index);
      selection.device = args.word;
      at = args.index;
    } else readFilter(selection, args, name);
  }
  if (selection.device === undefined) return selection;
  selection.ifindex = session.ifindexOf(selection.device);
  if (selection.ifindex !== undefined) return selection;
  session.error(`Device "${selection.device}" does not exist.\n`, at);
  return undefined;
}

function readFilter(selection: Selection, args: Arguments, name: string): void {
  const { session } = selection;
  switch (name) {
    case 'to':
      args.take();
      selection.prefix = args.prefix(session.family);
      selection.family ??= selection.prefix.family;
      return;
    case 'scope': {
      const scope = SCOPES.parse(args.take());
      if (scope === undefined && args.word !== 'all') session.invalid('invalid "scope"\n', args.index);
      selection.scope = scope;
      return;
    }
    case 'up':
      selection.up = true;
      return;
    case 'label':
      selection.label = args.take();
      return;
    case 'group':
      selection.group = args.named(parseGroup, 'Invalid "group" value\n');
      return;
    case 'master':
      args.take();
      selection.master = args.deviceIndex('Device does not exist\n');
      return;
    case 'vrf': {
      const vrf = args.take();
      if (vrfTable(session, vrf) === undefined) session.invalid('Not a valid VRF name\n', args.index);
      selection.master = args.deviceIndex('VRF does not exist\n');
      return;
    }
    case 'nomaster':
      selection.master = -1;
      return;
    case 'type': {
      const word = args.take();
      if (word.endsWith('_slave')) selection.slaveKind = word.slice(0, -'_slave'.length);
      else selection.kind = word;
      return;
    }
    default:
      selection.setFlag(args.word);
  }
}
