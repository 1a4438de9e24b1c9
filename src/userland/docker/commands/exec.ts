import type { Running } from '../../process.ts';
import { refusedCapability } from '../capability.ts';
import { DaemonError } from '../complaint.ts';
import { containerOf, inside } from '../containers.ts';
import { dockerOf } from '../daemon.ts';
import { type Call, expectOperands } from '../flags.ts';

const CANNOT_START = 126;

/** `docker exec`: a further program in a container that runs. */
export function exec(call: Call): number | Running {
  const { process, operands } = call;
  expectOperands(call, 2, Number.POSITIVE_INFINITY);
  const [name, program] = operands as [Call['operands'][0], Call['operands'][0]];
  process.blame(name.index);
  const container = containerOf(dockerOf(process), name.text);
  if (container.state !== 'running') throw new DaemonError(`Container ${container.id} is not running`);
  const argv = operands.slice(1).map(({ text }) => text);
  const origins = operands.slice(1).map(({ index }) => process.origins[index]);
  const where = inside(process, container, call.values('--env'), call.value('--workdir'));
  const refused = call.has('--privileged') ? undefined : refusedCapability(container, argv);
  if (refused !== undefined) {
    process.blame(program.index);
    process.stderr.write(refused.message);
    return refused.status;
  }
  const input = call.has('--interactive') ? {} : { stdin: { take: () => null, ready: () => true } };
  if (call.has('--detach')) {
    const pid = process.background(argv, where, { kind: 'capture', text: '', holders: 1 }, () => {
      if (pid !== undefined) container.execs.delete(pid);
    });
    if (pid !== undefined) container.execs.add(pid);
    return 0;
  }
  const running = process.spawn(argv, origins, { ...where, ...input });
  if (running !== undefined) return running;
  process.blame(program.index);
  const what = argv[0]!.includes('/')
    ? `stat ${argv[0]}: no such file or directory`
    : 'executable file not found in $PATH';
  // The daemon says it on the stream of the program's output, as it would be on a terminal.
  process.stdout.write(
    `OCI runtime exec failed: exec failed: unable to start container process: exec: ${JSON.stringify(argv[0])}: ${what}: unknown\r\n`,
  );
  return CANNOT_START;
}
