import { ADDRLABEL, ADDRLABEL_OPTIONS } from '../../../grammar/iproute2/addrlabel.ts';
import { formatIp } from '../../../net/prefix.ts';
import { Arguments } from '../arguments.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import type { InetPrefix } from '../inet-prefix.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';
import { subcommand } from './subcommand.ts';

/** The label that stands for none. */
const NO_LABEL = 0xffffffff;

/** `ip addrlabel`; `index` is the word `addrlabel`. */
export function addrlabel(session: Session, index: number): number {
  const command = subcommand(session, ADDRLABEL, index, 'ip addrlabel help');
  switch (command) {
    case 'help':
      return usage(session, index);
    case 'add':
    case 'delete':
      return modify(session, index + 1, command);
    case 'flush':
      return flush(session, index + 1);
    default:
      return list(session, index + 1);
  }
}

/** Tells, and answers true, when a family was chosen that has no labels. */
function refusesFamily(session: Session): boolean {
  const { family } = session.options;
  if (family === undefined || family === 6) return false;
  session.refused({ errno: 'EOPNOTSUPP' });
  return true;
}

function list(session: Session, index: number): number {
  const { kernel, netns, out } = session;
  if (session.argv[index + 1] !== undefined) {
    session.error('"ip addrlabel show" does not take any arguments.\n', index + 1);
    return 1;
  }
  if (refusesFamily(session)) {
    session.error('Dump terminated\n');
    return EXIT_MINUS_ONE;
  }
  out.openDocument();
  for (const { prefix, length, ifindex, label } of kernel.addrlabel.dump(netns)) {
    const address = formatIp(prefix);
    out.openObject();
    out.field('address', address, `prefix ${address}`);
    out.field('prefixlen', length, `/${length} `);
    if (ifindex !== 0) {
      const device = session.deviceName(ifindex);
      out.field('ifname', device, `dev ${device} `);
    }
    out.field('label', label, `label ${label} `);
    out.text('\n');
    out.closeObject();
  }
  out.closeDocument();
  return 0;
}

/** The words of a line as read. */
interface Line {
  prefix?: InetPrefix;
  prefixAt?: number;
  ifindex: number;
  label: number;
}

function read(session: Session, index: number): Line {
  const args = new Arguments(session, ADDRLABEL_OPTIONS, index);
  const line: Line = { ifindex: 0, label: NO_LABEL };
  while (args.next()) {
    switch (args.row?.name) {
      case 'prefix':
        args.take();
        line.prefix = args.prefix(session.family);
        line.prefixAt = args.index;
        break;
      case 'dev':
        args.take();
        line.ifindex = args.deviceIndex('dev is invalid\n');
        break;
      case 'label':
        line.label = args.unsigned('label is invalid\n');
        if (line.label === NO_LABEL) session.invalid('label is invalid\n', args.index);
        break;
      // Other words are passed over.
    }
  }
  return line;
}

function modify(session: Session, index: number, how: 'add' | 'delete'): number {
  const { kernel, netns } = session;
  const { prefix, prefixAt, ifindex, label } = read(session, index);
  for (const [name, given] of [
    ['prefix', prefix !== undefined],
    ['label', label !== NO_LABEL],
  ] as const) {
    if (given) continue;
    session.error(`Not enough information: "${name}" argument is required.\n`, index);
    return 1;
  }
  if (refusesFamily(session)) return 2;
  const { address, length, given, lengthGiven } = prefix!;
  // `any` sends no address at all.
  if (typeof address !== 'bigint' || !(given || lengthGiven)) {
    session.refused({ errno: 'EINVAL', extack: 'Attribute failed policy validation' }, prefixAt);
    return 2;
  }
  const result = kernel.addrlabel[how](netns, { prefix: address, length, ifindex, label });
  if (result.ok) return 0;
  session.refused(result.error, prefixAt);
  return 2;
}

function flush(session: Session, index: number): number {
  const { kernel, netns } = session;
  if (session.argv[index + 1] !== undefined) {
    session.error('"ip addrlabel flush" does not allow extra arguments\n', index + 1);
    return 1;
  }
  if (refusesFamily(session)) {
    session.error('Flush terminated\n');
    return 1;
  }
  for (const label of kernel.addrlabel.dump(netns)) kernel.addrlabel.delete(netns, label);
  return 0;
}
