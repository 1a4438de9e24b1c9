import type { Netns } from '../../kernel/netns/netns.ts';
import type { Process } from '../process.ts';
import { DaemonError } from './complaint.ts';
import type { Docker } from './state.ts';

/**
 * The daemon does its work with the machine's ordinary commands, in any namespace. What they complain of is a refusal of
 * the daemon.
 */
export function run(process: Process, netns: Netns, line: string): void {
  const { status, stderr } = attempt(process, netns, line);
  if (status !== 0) throw new DaemonError(stderr.trim().replace(/^RTNETLINK answers: |^Error: /, ''));
}

/** The same where a failure does not matter; answers what came of it. */
export function attempt(process: Process, netns: Netns, line: string): { status: number; stderr: string } {
  const argv = line.match(/(?:"[^"]*"|\S)+/g)!.map((word) => word.replaceAll('"', ''));
  const program = process.system.programs.get(argv[0]!);
  if (program === undefined) throw new Error(`no such program: ${argv[0]}`);
  let stderr = '';
  const started = program({
    pid: process.pid,
    argv,
    origins: [],
    env: process.env,
    cwd: '/',
    netns,
    vrf: undefined,
    stdin: { take: () => null, ready: () => true },
    stdout: { write: () => {} },
    stderr: {
      write: (text) => {
        stderr += text;
      },
    },
    system: process.system,
    blame: () => {},
    unsimulated: () => {},
    spawn: () => undefined,
    background: () => undefined,
    signal: () => false,
    raise: (signal) => process.raise(signal),
    nextPid: () => process.nextPid(),
  });
  // None of them waits.
  const ended = typeof started === 'number' ? started : started.next().value;
  const status = typeof ended === 'number' ? ended : 0;
  const { kernel } = process.system;
  const docker = kernel.residents.get('dockerd') as Docker | undefined;
  const isQuestion = / -C /.test(line);
  if (status === 0 && !isQuestion) docker?.commands.push({ cause: kernel.cause, netns, line });
  return { status, stderr };
}
