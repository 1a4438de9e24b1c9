import type { Process } from './process.ts';

/** A process seen otherwise: with other words, or with its output going elsewhere. All else is that of the process itself. */
export function viewOf(process: Process, changes: Partial<Pick<Process, 'argv' | 'stdout' | 'stderr'>>): Process {
  return {
    pid: process.pid,
    argv: changes.argv ?? process.argv,
    origins: process.origins,
    env: process.env,
    cwd: process.cwd,
    get netns() {
      return process.netns;
    },
    get vrf() {
      return process.vrf;
    },
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return changes.stdout ?? process.stdout;
    },
    get stderr() {
      return changes.stderr ?? process.stderr;
    },
    get system() {
      return process.system;
    },
    blame: (index) => process.blame(index),
    unsimulated: (what, index) => process.unsimulated(what, index),
    spawn: (argv, origins, inherited) => process.spawn(argv, origins, inherited),
    background: (argv, inherited, output, ended) => process.background(argv, inherited, output, ended),
    signal: (pid, signal) => process.signal(pid, signal),
    raise: (signal) => process.raise(signal),
    nextPid: () => process.nextPid(),
  };
}
