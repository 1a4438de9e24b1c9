import { VRF } from '../../../grammar/iproute2/vrf.ts';
import type { LinkInfo } from '../../../kernel/link/requests.ts';
import type { Running } from '../../process.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import { parseUnsigned } from '../number.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';
import { start } from './netns/exec.ts';
import { subcommand } from './subcommand.ts';

/** No process has a higher number (kernel.pid_max of small machines). */
const MOST_PIDS = 32768;

/** The routing table of a VRF by its name; undefined for what is none. */
export function vrfTable(session: Session, name: string): number | undefined {
  return session.device(name)?.vrfTable;
}

/** `ip vrf`; `index` is the word `vrf`. */
export function vrf(session: Session, index: number): number | Running {
  switch (subcommand(session, VRF, index, 'ip vrf help')) {
    case 'exec':
      return execute(session, index + 1);
    case 'identify':
      return identify(session, index + 1);
    case 'pids':
      return pids(session, index + 1);
    case 'help':
      return usage(session, index);
    default:
      return show(session, index + 1);
  }
}

function show(session: Session, index: number): number {
  const { argv, kernel, netns, out } = session;
  const name = argv[index + 1];
  if (name !== undefined) {
    const table = vrfTable(session, name);
    if (table !== undefined) {
      out.text(`${name} ${table}\n`);
      return 0;
    }
    session.error('Invalid VRF\n', index + 1);
    return EXIT_MINUS_ONE;
  }
  const all = kernel.link.dump(netns).filter((link) => link.vrfTable !== undefined);
  list(session, all);
  if (all.length === 0) out.text('No VRF has been configured\n');
  return 0;
}

function list({ out }: Session, links: readonly LinkInfo[]): void {
  out.openDocument();
  out.text('Name              Table\n-----------------------\n');
  for (const { name, vrfTable: table } of links) {
    out.openObject();
    out.field('name', name, name.padEnd(16));
    out.field('table', table!, ` ${String(table).padStart(5)}`);
    out.text('\n');
    out.closeObject();
  }
  out.closeDocument();
}

/** `ip vrf exec NAME COMMAND…`: the sockets of the command belong to the VRF. */
function execute(session: Session, index: number): number | Running {
  const [name, command] = [session.argv[index + 1], session.argv[index + 2]];
  if (name === undefined || command === undefined) {
    session.error(`No ${name === undefined ? 'VRF name' : 'command'} specified\n`, index);
    return 1;
  }
  if (name === 'default') return start(session, index + 2, { vrf: undefined });
  if (vrfTable(session, name) !== undefined) return start(session, index + 2, { vrf: name });
  return session.notStarted('Invalid VRF name\n', index + 1);
}

/** The VRF of a process, which is taken to be of this one's kin; of one that does not exist nothing can be said. */
function identify(session: Session, index: number): number {
  const { argv } = session;
  if (argv.length > index + 2) {
    session.error('Extra arguments specified\n', index + 2);
    return 1;
  }
  const pid = argv[index + 1];
  const number = pid === undefined ? 0 : (parseUnsigned(pid) ?? session.invalid('Invalid pid\n', index + 1));
  if (number <= MOST_PIDS) {
    if (session.process.vrf !== undefined) session.out.text(`${session.process.vrf}\n`);
    return 0;
  }
  session.error('Failed to lookup vrf association: No such file or directory\n', index + 1);
  return 1;
}

/** The processes of a VRF; of those there may be, only this one is known. */
function pids(session: Session, index: number): number {
  const name = session.argv[index + 1];
  if (name === undefined || session.argv.length > index + 2) {
    session.error('Invalid arguments\n', index);
    return 1;
  }
  if (vrfTable(session, name) === undefined) {
    session.error('Invalid VRF name\n', index + 1);
    return 1;
  }
  const { pid, vrf } = session.process;
  if (vrf === name) session.out.text(`${String(pid).padStart(5)}  ip\n`);
  return 0;
}
