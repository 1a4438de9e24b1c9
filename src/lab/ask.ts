import type { Kernel } from '../kernel/kernel.ts';
import type { Netns } from '../kernel/netns/netns.ts';
import type { ShellObserver } from '../shell/observer.ts';
import { createShell } from '../shell/run.ts';
import { createFileSystem } from '../userland/file-system/memory.ts';
import { initialFiles } from '../userland/file-system/node.ts';
import { kernelMounts } from '../userland/proc/mounts.ts';
import { ProcessTable } from '../userland/process-table.ts';
import { NAME_SERVERS } from './machine.ts';
import { PROGRAMS } from './programs.ts';

/** Nobody listens: only what is printed matters. */
const SILENT: ShellObserver = {
  commandStart: () => {},
  commandEnd: () => {},
  spawned: () => {},
  resumed: () => {},
  blame: () => {},
  unsimulated: () => {},
  unsimulatedSyntax: () => {},
  syntaxError: () => {},
  wrote: () => {},
  statement: () => false,
};

/** Steps of a shell, and events of the kernel, that a question may take. */
const BUDGET = 1000;

/**
 * What a command prints to its standard output when it is run in a namespace of a kernel, as it would there and then. For
 * commands that only look: the kernel must not be needed any more where they do not.
 */
export function ask(kernel: Kernel, netns: Netns, command: string): string {
  const printed: string[] = [];
  kernel.tracer = null;
  const processes = new ProcessTable(kernel.netns);
  const shell = createShell({
    source: command,
    name: 'ask',
    system: {
      kernel,
      fs: createFileSystem(kernelMounts(kernel, processes), initialFiles(NAME_SERVERS.bare), kernel),
      processes,
      programs: PROGRAMS,
    },
    netns,
    clock: kernel,
    stdout: { write: (text) => void printed.push(text) },
    stderr: { write: () => {} },
    observer: SILENT,
    budget: BUDGET,
  });
  shell.run();
  return printed.join('');
}
