import { VRF } from '../../../grammar/iproute2/vrf.ts';
import type { LinkInfo } from '../../../kernel/link/requests.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';
import { subcommand } from './subcommand.ts';

/** The routing table of a VRF by its name; undefined for what is none. */
export function vrfTable(session: Session, name: string): number | undefined {
  return session.device(name)?.vrfTable;
}

/** `ip vrf`; `index` is the word `vrf`. */
export function vrf(session: Session, index: number): number {
  switch (subcommand(session, VRF, index, 'ip vrf help')) {
    case 'exec':
      return execute(session, index + 1);
    case 'identify':
      return 0;
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

/** What is bound to a VRF by its cgroup is not simulated: programs name the device instead. */
function execute(session: Session, index: number): number {
  const [name, command] = [session.argv[index + 1], session.argv[index + 2]];
  if (name === undefined || command === undefined) {
    session.error(`No ${name === undefined ? 'VRF name' : 'command'} specified\n`, index);
    return 1;
  }
  if (vrfTable(session, name) === undefined && name !== 'default') session.die('Invalid VRF name\n', index + 1);
  session.unsimulated('programs whose sockets all belong to a VRF', index);
  session.error('ip vrf exec is not simulated\n', index);
  return 1;
}

function pids(session: Session, index: number): number {
  const name = session.argv[index + 1];
  if (name === undefined) {
    session.error('No VRF name specified\n', index);
    return 1;
  }
  if (vrfTable(session, name) !== undefined) return 0;
  session.die('Invalid VRF name\n', index + 1);
}
