import { BRIDGE_LINK_OPTIONS } from '../../../grammar/iproute2/bridge.ts';
import type { LinkInfo, PortState } from '../../../kernel/link/requests.ts';
import { leadingInteger, leadingNumber, parseLong } from '../../stdlib.ts';
import { Arguments } from '../arguments.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import { printFlags, printName } from '../ip/link/flags.ts';
import { PORT_STATES, type PortChange, readPortSwitch } from '../ip/link/kind.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';

/** -EINVAL as an exit status, which is what a wrong `on` or `off` ends with. */
const EXIT_EINVAL = 256 - 22;

/** `bridge link show`. */
export function showPorts(session: Session, index: number): number {
  const { kernel, netns, out, options } = session;
  const at = deviceWord(session, index);
  const ifindex = at === undefined ? undefined : session.ifindexOf(session.argv[at]!);
  if (at !== undefined && ifindex === undefined) {
    session.noDevice(at);
    return EXIT_MINUS_ONE;
  }
  out.openDocument();
  for (const link of kernel.link.dump(netns)) {
    if (link.port === undefined || (ifindex !== undefined && link.ifindex !== ifindex)) continue;
    printPort(session, link, options.details > 0);
  }
  out.closeDocument();
  return 0;
}

/** The word behind the last `dev`; other words are passed over. */
export function deviceWord(session: Session, index: number): number | undefined {
  let at: number | undefined;
  for (let i = index + 1; i < session.argv.length; i++) {
    if (session.argv[i] !== 'dev') continue;
    i++;
    if (i >= session.argv.length) session.incomplete();
    if (at !== undefined) session.duplicate('dev', i);
    at = i;
  }
  return at;
}

/** `bridge` looks the other end's index up in its own namespace, wherever the other end is. */
function withPeerName({ kernel, netns }: Session, link: LinkInfo): LinkInfo {
  const { peer } = link;
  if (peer === undefined || peer.name !== undefined) return link;
  // The kernel names no other end whose index is the device's own (br_fill_ifinfo).
  if (peer.ifindex === link.ifindex) return { ...link, peer: undefined };
  const name = kernel.link.get(netns, peer.ifindex)?.name ?? `if${peer.ifindex}`;
  return { ...link, peer: { ...peer, name } };
}

function printPort(session: Session, link: LinkInfo, details: boolean): void {
  const { out } = session;
  const port = link.port!;
  out.openObject();
  printBase(session, link);
  out.field('state', port.state, `state ${port.state} `);
  out.field('priority', port.priority, `priority ${port.priority} `);
  out.field('cost', port.cost, `cost ${port.cost} `);
  if (details) printDetails(session, link);
  out.text('\n');
  out.closeObject();
}

/** Prints a device that has changed, without what it is as a port. */
export function printChanged(session: Session, link: LinkInfo): void {
  printBase(session, link);
  session.out.text('\n');
}

/** Who it is, and whose port. */
function printBase(session: Session, link: LinkInfo): void {
  const { out, kernel, netns } = session;
  const shown = withPeerName(session, link);
  const other = shown.peer?.name === undefined ? undefined : kernel.link.find(netns, shown.peer.name);
  out.field('ifindex', link.ifindex, `${link.ifindex}: `);
  printFlags(
    out,
    link,
    printName(out, shown, other, (name) => session.paint('ifname', `${name}: `)),
  );
  out.field('mtu', link.mtu, `mtu ${link.mtu} `);
  if (link.master !== undefined) out.field('master', link.master.name, `master ${link.master.name} `);
}

function printDetails(session: Session, { port }: LinkInfo): void {
  const { out } = session;
  const onOff = (name: string, value: boolean) => out.field(name, value, `${name} ${value ? 'on' : 'off'} `);
  out.newline();
  out.text('    ');
  onOff('hairpin', port!.hairpin);
  onOff('guard', port!.guard);
  onOff('root_block', port!.rootBlock);
  onOff('fastleave', port!.fastLeave);
  onOff('learning', port!.learning);
  onOff('flood', port!.flood);
  onOff('mcast_flood', port!.mcastFlood);
  onOff('bcast_flood', port!.bcastFlood);
  out.field('mcast_router', port!.mcastRouter, `mcast_router ${port!.mcastRouter} `);
  onOff('mcast_to_unicast', port!.mcastToUnicast);
  onOff('neigh_suppress', port!.neighSuppress);
  onOff('vlan_tunnel', port!.vlanTunnel);
  const backup = port!.backupPort;
  if (backup !== undefined) out.field('backup_port', backup, `backup_port ${backup} `);
  onOff('isolated', port!.isolated);
  onOff('locked', port!.locked);
}

/** `bridge link set`. */
export function setPort(session: Session, index: number): number {
  const args = new Arguments(session, BRIDGE_LINK_OPTIONS, index);
  const change: PortChange = {};
  let at: number | undefined;
  let self = false;
  let master = false;
  while (args.next()) {
    const name = args.row?.name;
    if (name === undefined) usage(session, index);
    if (name === 'dev') {
      args.take();
      at = args.index;
    } else if (name === 'self' || name === 'hwmode') {
      self = true;
      if (name === 'hwmode' && !['vepa', 'veb'].includes(args.take())) {
        session.error('Mode argument must be "vepa" or "veb".\n', args.index);
        return EXIT_MINUS_ONE;
      }
    } else if (name === 'master') master = true;
    else {
      const status = readWord(change, args, name);
      if (status !== undefined) return status;
    }
  }
  if (at === undefined) {
    session.error('Device is a required argument.\n', index);
    return EXIT_MINUS_ONE;
  }
  const ifindex = session.ifindexOf(session.argv[at]!);
  if (ifindex === undefined) {
    session.error(`Cannot find bridge device "${session.argv[at]}"\n`, at);
    return EXIT_MINUS_ONE;
  }
  const { kernel, netns } = session;
  const link = kernel.link.get(netns, ifindex);
  // Only what bridges itself is asked: a network card that can, and a bridge, which knows of nothing to change (br_setlink).
  if (self && !master && link?.kind === 'bridge') return 0;
  if (self || link?.port === undefined) {
    session.refused({ errno: 'EOPNOTSUPP' }, at);
    return EXIT_MINUS_ONE;
  }
  const result = kernel.link.set(netns, ifindex, { port: change });
  if (result.ok) return 0;
  session.refused(result.error, args.index);
  return EXIT_MINUS_ONE;
}

/** Reads one word about the port; a number is the status of a complaint. */
function readWord(change: PortChange, args: Arguments, name: string): number | undefined {
  const { session } = args;
  const read = readPortSwitch(args, change, name);
  if (read === undefined) return EXIT_EINVAL;
  if (read) return undefined;
  switch (name) {
    case 'learning_sync':
      return args.oneOfOnOff(name) === undefined ? EXIT_EINVAL : undefined;
    case 'cost': {
      const cost = leadingInteger(args.take(), 32) >>> 0;
      if (cost > 0) change.cost = cost;
      return undefined;
    }
    case 'priority': {
      const priority = leadingInteger(args.take(), 16);
      if (priority >= 0) change.priority = priority;
      return undefined;
    }
    case 'mcast_router':
      change.mcastRouter = leadingNumber(args.take()) & 0xff;
      return undefined;
    case 'backup_port': {
      const ifindex = session.ifindexOf(args.take());
      if (ifindex === undefined) {
        session.error(`Error: device ${args.word} does not exist\n`, args.index);
        return EXIT_MINUS_ONE;
      }
      change.backupPort = ifindex;
      return undefined;
    }
    case 'nobackup_port':
      change.backupPort = 0;
      return undefined;
    case 'state':
      return readState(change, args);
    default:
      return undefined;
  }
}

function readState(change: PortChange, args: Arguments): number | undefined {
  const word = args.take();
  const isNumber = parseLong(word, 10) !== undefined;
  const state = isNumber ? leadingInteger(word, 8) : PORT_STATES.indexOf(word as PortState);
  if (state < 0 && !isNumber) {
    args.session.error('Error: invalid STP port state\n', args.index);
    return EXIT_MINUS_ONE;
  }
  if (state >= 0) change.state = PORT_STATES[state] ?? (state as unknown as PortState);
  return undefined;
}
