import type { Process, Program, Running } from '../process.ts';
import { type Row, readWords } from './options.ts';

const ROWS: readonly Row[] = [
  { letter: 'n', long: 'net', argument: 'optional-long' },
  { letter: 'm', long: 'mount', argument: 'optional-long' },
  { letter: 'u', long: 'uts', argument: 'optional-long' },
  { letter: 'i', long: 'ipc', argument: 'optional-long' },
  { letter: 'p', long: 'pid', argument: 'optional-long' },
  { letter: 'U', long: 'user', argument: 'optional-long' },
  { letter: 'C', long: 'cgroup', argument: 'optional-long' },
  { letter: 'T', long: 'time', argument: 'optional-long' },
  { letter: 'f', long: 'fork' },
  { letter: 'r', long: 'map-root-user' },
  { letter: 'c', long: 'map-current-user' },
  { long: 'mount-proc', argument: 'optional' },
  { long: 'kill-child', argument: 'optional' },
  { long: 'propagation', argument: 'required' },
  { long: 'setgroups', argument: 'required' },
  { long: 'map-user', argument: 'required' },
  { long: 'map-group', argument: 'required' },
  { long: 'map-auto' },
  { long: 'keep-caps' },
  { letter: 'R', long: 'root', argument: 'required' },
  { letter: 'w', long: 'wd', argument: 'required' },
  { letter: 'S', long: 'setuid', argument: 'required' },
  { letter: 'G', long: 'setgid', argument: 'required' },
  { letter: 'h', long: 'help' },
  { letter: 'V', long: 'version' },
];

/**
 * unshare(1) of util-linux: runs a command in a network namespace of its own (`-n`), which ends with the command unless it
 * is given a name. Namespaces of other kinds make no difference here.
 */
export const unshare: Program = (process) => {
  const words = readWords(process, ROWS);
  if (typeof words === 'number') return words;
  const { given, command } = words;
  if (given.has('help')) {
    process.stdout.write('\nUsage:\n unshare [options] [<program> [<argument>...]]\n');
    return 0;
  }
  if (given.has('version')) {
    process.stdout.write('unshare from util-linux 2.38.1\n');
    return 0;
  }
  return run(process, given.get('net'), command);
};

function* run(process: Process, file: string | undefined, command: number): Running {
  if (file === undefined) return yield* start(process, command, 'unshare', process.netns);
  const { kernel, fs } = process.system;
  const netns = kernel.netns.unshare(process.pid, process.argv[command] ?? 'unshare');
  try {
    if (file !== '') {
      const followed = fs.follow(file);
      const name = followed.ok ? /^\/run\/netns\/([^/]+)$/.exec(followed.value)?.[1] : undefined;
      if (name === undefined || !kernel.netns.bind(name, netns).ok) {
        const from = `/proc/${process.pid}/ns/net`;
        process.stderr.write(`unshare: mount ${from} on ${file} failed: No such file or directory\n`);
        return 1;
      }
    }
    return yield* start(process, command, 'unshare', netns);
  } finally {
    kernel.netns.leave(netns, process.pid);
  }
}

/** Runs the command whose words begin at `at`, or a shell, in a namespace; `name` says so when there is no such program. */
export function* start(process: Process, at: number, name: string, netns: Process['netns']): Running {
  const changes = netns === process.netns ? {} : { netns, vrf: undefined };
  const written = process.argv.slice(at);
  const running =
    written.length === 0
      ? process.spawn([process.env.get('SHELL') ?? '/bin/sh'], [undefined], changes)
      : process.spawn(written, process.origins.slice(at), changes);
  if (running !== undefined) return yield* running;
  process.blame(at);
  process.stderr.write(`${name}: failed to execute ${written[0]}: No such file or directory\n`);
  return 127;
}
