import type { Inheritance, Running } from '../../../process.ts';
import type { Session } from '../../session.ts';

/** `ip netns exec NAME COMMAND…`, and `ip -all netns exec COMMAND…`; `index` is the word `exec`. */
export function execute(session: Session, index: number): number | Running {
  const { argv, kernel, options } = session;
  const first = index + 1;
  if (argv[first] === undefined && !options.all) {
    session.error('No netns name specified\n', index);
    return 1;
  }
  if (argv[first + (options.all ? 0 : 1)] === undefined) {
    session.error('No command specified\n', index);
    return 1;
  }
  if (options.all) return executeEverywhere(session, first);
  const netns = kernel.netns.find(argv[first]!);
  if (netns !== undefined) return start(session, first + 1, { netns, vrf: undefined });
  return session.notStarted(`Cannot open network namespace "${argv[first]}": No such file or directory\n`, first);
}

/** Starts the command whose words begin at `index`, elsewhere (cmd_exec). */
export function start(session: Session, index: number, where: Inheritance): Running | number {
  session.out.flush();
  const { process, argv } = session;
  const origins = session.batch === undefined ? process.origins.slice(index) : [];
  const running = process.spawn(argv.slice(index), origins, where);
  if (running !== undefined) return running;
  session.error(`exec of "${argv[index]}" failed: No such file or directory\n`, index);
  return 1;
}

function* executeEverywhere(session: Session, index: number): Running {
  for (const { name, netns } of session.kernel.netns.list()) {
    session.out.text(`\nnetns: ${name}\n`);
    const running = start(session, index, { netns, vrf: undefined });
    if (typeof running !== 'number') yield* running;
  }
  session.out.flush();
  return 0;
}
