import { MADDRESS, MADDRESS_OPTIONS } from '../../../grammar/iproute2/maddress.ts';
import { strerror } from '../../../kernel/errno.ts';
import type { GroupInfo } from '../../../kernel/link/group-requests.ts';
import { formatMac } from '../../../net/mac.ts';
import { formatIp } from '../../../net/prefix.ts';
import { Arguments } from '../arguments.ts';
import { macOf } from '../link-address.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';
import { subcommand } from './subcommand.ts';

/** Longest device name (IFNAMSIZ, with its zero byte): ioctls take no longer one. */
const NAME_SIZE = 16;
const MAC_LENGTH = 6;

/** `ip maddress`; `index` is the word `maddress`. */
export function maddress(session: Session, index: number): number {
  switch (subcommand(session, MADDRESS, index, 'ip maddr help')) {
    case 'add':
      return modify(session, index + 1, 'add');
    case 'delete':
      return modify(session, index + 1, 'delete');
    case 'help':
      return usage(session, index);
    default:
      return show(session, index + 1);
  }
}

/** The words of a line as read. */
interface Line {
  device?: number;
  mac?: number;
  macAt?: number;
}

function modify(session: Session, index: number, how: 'add' | 'delete'): number {
  const line = read(session, index);
  if (line === undefined) return 1;
  if (line.device === undefined) session.die('Not enough information: "dev" is required.\n', index);
  const name = session.argv[line.device]!;
  const ifindex = session.device(name)?.ifindex ?? 0;
  const result = session.kernel.group.change(session.netns, ifindex, line.mac ?? 0, how);
  if (result.ok) return 0;
  const at = result.error.errno === 'ENODEV' ? line.device : (line.macAt ?? line.device);
  session.error(`ioctl: ${strerror(result.error.errno)}\n`, at);
  return 1;
}

function read(session: Session, index: number): Line | undefined {
  const args = new Arguments(session, MADDRESS_OPTIONS, index);
  const line: Line = {};
  while (args.next()) {
    if (args.row?.name === 'dev') {
      args.take();
      if (line.device !== undefined) session.duplicate('dev', args.index);
      const isWrong = args.word === '' || args.word.length >= NAME_SIZE || /[/\s]/.test(args.word);
      if (isWrong) session.invalid('"dev" not a valid ifname', args.index);
      line.device = args.index;
      continue;
    }
    if (args.row?.name === 'address') args.take();
    if (args.help) usage(session, index);
    // Only the first octet tells iproute2 that there is an address already.
    if (line.mac !== undefined && line.mac >= 2 ** 40) session.duplicate('address', args.index);
    const octets = args.linkAddress();
    if (octets === undefined) return undefined;
    if (octets.length !== MAC_LENGTH) {
      session.error(`Error: Invalid address length ${octets.length} - must be ${MAC_LENGTH} bytes\n`, args.index);
      return undefined;
    }
    line.mac = macOf(octets);
    line.macAt = args.index;
  }
  return line;
}

/** One group as it is listed: its layer, its address, how often it is asked for. */
interface Row {
  readonly layer: 'link' | 'inet' | 'inet6';
  readonly address: string;
  readonly users: number;
  readonly byHand: boolean;
}

function show(session: Session, index: number): number {
  const args = new Arguments(session, [], index);
  let device: string | undefined;
  while (args.next()) {
    if (args.word === 'dev') args.take();
    else if (args.help) usage(session, index);
    if (device !== undefined) session.garbage('dev', args.index);
    device = args.word;
  }
  const { out, kernel, netns, options } = session;
  out.openDocument();
  for (const info of kernel.group.dump(netns)) {
    if (device !== undefined && info.dev !== device) continue;
    const rows = rowsOf(session, info);
    if (options.oneline) for (const row of rows) printDevice(session, info, [row]);
    else if (rows.length > 0) printDevice(session, info, rows);
  }
  out.closeDocument();
  return 0;
}

function rowsOf({ options: { family } }: Session, { link, inet, inet6 }: GroupInfo): Row[] {
  const ip = (layer: 'inet' | 'inet6', groups: GroupInfo['inet6']): Row[] =>
    groups.map(({ address, users }) => ({ layer, address: formatIp(address), users, byHand: false }));
  const macs = link.map(({ mac, users, byHand }): Row => ({ layer: 'link', address: formatMac(mac), users, byHand }));
  return [
    ...(family === undefined || family === 'link' ? macs : []),
    ...(family === undefined || family === 4 ? ip('inet', inet) : []),
    ...(family === undefined || family === 6 ? ip('inet6', inet6) : []),
  ];
}

function printDevice({ out }: Session, { ifindex, dev }: GroupInfo, rows: readonly Row[]): void {
  out.openObject();
  out.field('ifindex', ifindex, `${ifindex}:`);
  out.field('ifname', dev, `\t${dev}`);
  out.openArray('maddr');
  out.newline();
  for (const { layer, address, users, byHand } of rows) {
    out.openObject();
    if (layer === 'link') out.field('link', address, `\tlink  ${address}`);
    else {
      out.field('family', layer, `\t${layer.padEnd(5)} `);
      out.field('address', address, address);
    }
    if (users > 1) out.field('users', users, ` users ${users}`);
    if (byHand) out.field('features', 'static', ' static');
    out.text('\n');
    out.closeObject();
  }
  out.closeArray();
  out.closeObject();
}
