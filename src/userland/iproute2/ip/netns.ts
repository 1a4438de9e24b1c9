import { NETNS } from '../../../grammar/iproute2/netns.ts';
import { strerror } from '../../../kernel/errno.ts';
import type { Running } from '../../process.ts';
import { NETNS_DIRECTORY } from '../netns-name.ts';
import { parseInteger } from '../number.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';
import { execute } from './netns/exec.ts';
import { listIds, listNetns } from './netns/list.ts';
import { subcommand } from './subcommand.ts';

const NAME_MAX = 255;

const isWrongName = (name: string): boolean =>
  name === '' || name.length > NAME_MAX || name.includes('/') || name === '.' || name === '..';

/** `ip netns`; `index` is the word `netns`. */
export function netns(session: Session, index: number): number | Running {
  const name = session.argv[index + 2];
  if (name !== undefined && !session.options.all && isWrongName(name)) {
    session.die(`Invalid netns name "${name}"\n`, index + 2);
  }
  switch (subcommand(session, NETNS, index, 'ip netns help')) {
    case '':
    case 'list':
      return listNetns(session);
    case 'list-id':
      return listIds(session, index + 1);
    case 'add':
      return add(session, index + 1);
    case 'set':
      return setId(session, index + 1);
    case 'delete':
      return remove(session, index + 1);
    case 'identify':
      return identify(session, index + 1);
    case 'pids':
      return pids(session, index + 1);
    case 'attach':
      return attach(session, index + 1);
    case 'exec':
      return execute(session, index + 1);
    default:
      return usage(session, index);
  }
}

function add(session: Session, index: number): number {
  const name = session.argv[index + 1];
  if (name === undefined) {
    session.error('No netns name specified\n', index);
    return 1;
  }
  const result = session.kernel.netns.add(name);
  if (result.ok) return 0;
  const text = `Cannot create namespace file "${NETNS_DIRECTORY}/${name}": ${strerror(result.error.errno)}\n`;
  session.error(text, index + 1);
  return 1;
}

function remove(session: Session, index: number): number {
  const { kernel, options } = session;
  const name = session.argv[index + 1];
  if (options.all) {
    for (const entry of kernel.netns.list()) kernel.netns.delete(entry.name);
    return 0;
  }
  if (name === undefined) {
    session.error('No netns name specified\n', index);
    return 1;
  }
  const result = kernel.netns.delete(name);
  if (result.ok) return 0;
  const text = `Cannot remove namespace file "${NETNS_DIRECTORY}/${name}": ${strerror(result.error.errno)}\n`;
  session.error(text, index + 1);
  return 1;
}

/** Gives a namespace an id, as this one sees it. */
function setId(session: Session, index: number): number {
  const { argv, kernel } = session;
  const [name, id] = [argv[index + 1], argv[index + 2]];
  if (name === undefined || id === undefined) {
    session.error(name === undefined ? 'No netns name specified\n' : 'No nsid specified\n', index);
    return 1;
  }
  const nsid = id === 'auto' ? -1 : (parseInteger(id) ?? session.invalid('Invalid "netnsid" value', index + 2));
  if (id !== 'auto' && nsid < 0) session.invalid('"netnsid" value should be >= 0', index + 2);
  const other = kernel.netns.find(name);
  if (other === undefined) {
    session.error(`Cannot open network namespace "${name}": No such file or directory\n`, index + 1);
    return 1;
  }
  const result = kernel.netns.assignNsid(session.netns, other, nsid);
  if (result.ok) return 0;
  session.refused(result.error, index + 2);
  return 2;
}

/** Names the namespace of a process, unless that is the one the machine began with. */
function attach(session: Session, index: number): number {
  const { argv, kernel, process } = session;
  const [name, pid] = [argv[index + 1], argv[index + 2]];
  if (name === undefined || pid === undefined) {
    session.error('No netns name and PID specified\n', index);
    return 1;
  }
  if (!/^\d+$/.test(pid)) {
    session.error(`Invalid PID: ${pid}\n`, index + 2);
    return 1;
  }
  if (kernel.netns.find(name) !== undefined) {
    session.error(`Cannot create namespace file "${NETNS_DIRECTORY}/${name}": ${strerror('EEXIST')}\n`, index + 1);
    return 1;
  }
  const netns = process.system.processes.netnsOf(Number(pid)) ?? kernel.netns.ofProcess(Number(pid));
  if (netns !== undefined && netns !== kernel.netns.initial) {
    kernel.netns.bind(name, netns);
    return 0;
  }
  if (isKnown(process, pid)) session.unsimulated('a name for the namespace of a process', index);
  session.error(`Bind /proc/${pid}/ns/net -> ${NETNS_DIRECTORY}/${name} failed: ${strerror('ENOENT')}\n`, index + 2);
  return 1;
}

/** True for the processes that are certain to run: the first one, the shell and its command. */
function isKnown({ pid, env }: Session['process'], word: string): boolean {
  return (Number(word) > 0 && Number(word) <= pid) || word === env.get('PPID');
}

/** The name of the namespace a process is in. */
function identify(session: Session, index: number): number {
  const { argv, kernel, out } = session;
  const pid = argv[index + 1];
  if (argv.length > index + 2) {
    session.error('extra arguments specified\n', index + 2);
    return 1;
  }
  if (pid !== undefined && !/^\d*$/.test(pid)) {
    session.error(`Specified string '${pid}' is not a pid\n`, index + 1);
    return 1;
  }
  const number = Number(pid ?? 0);
  const stays = session.process.system.processes.netnsOf(number) ?? kernel.netns.ofProcess(number);
  if (stays === undefined && pid !== undefined && pid !== '' && !isKnown(session.process, pid)) {
    session.error(`Cannot open network namespace: ${strerror('ENOENT')}\n`, index + 1);
    return 1;
  }
  const where = stays ?? (pid === '1' ? kernel.netns.initial : session.netns);
  out.text(`${where.name ?? ''}\n`);
  return 0;
}

/** The processes in a namespace: containers, and jobs in the background. */
function pids(session: Session, index: number): number {
  const { argv, kernel } = session;
  const name = argv[index + 1];
  if (name === undefined) session.error('No netns name specified\n', index);
  else if (argv.length > index + 2) session.error('extra arguments specified\n', index + 2);
  else if (kernel.netns.find(name) === undefined) {
    session.error('Cannot open network namespace: No such file or directory\n', index + 1);
  } else {
    for (const pid of kernel.netns.find(name)!.processes) session.out.text(`${pid}\n`);
    return 0;
  }
  return 1;
}
