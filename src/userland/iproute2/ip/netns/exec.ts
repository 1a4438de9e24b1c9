import type { Netns } from '../../../../kernel/netns/netns.ts';
import type { Running } from '../../../process.ts';
import { EXIT_MINUS_ONE } from '../../exit.ts';
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
  if (netns !== undefined) return run(session, netns, first + 1);
  session.error(`Cannot open network namespace "${argv[first]}": No such file or directory\n`, first);
  return EXIT_MINUS_ONE;
}

/** Starts the command whose words begin at `index`. */
function run(session: Session, netns: Netns, index: number): Running | number {
  session.out.flush();
  const { process, argv } = session;
  const origins = session.batch === undefined ? process.origins.slice(index) : [];
  const running = process.spawn(argv.slice(index), origins, { netns });
  if (running !== undefined) return running;
  session.error(`exec of "${argv[index]}" failed: No such file or directory\n`, index);
  return 1;
}

function* executeEverywhere(session: Session, index: number): Running {
  for (const { name, netns } of session.kernel.netns.list()) {
    session.out.text(`\nnetns: ${name}\n`);
    const running = run(session, netns, index);
    if (typeof running !== 'number') yield* running;
  }
  session.out.flush();
  return 0;
}
