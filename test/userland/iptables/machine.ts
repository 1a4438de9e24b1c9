import { Kernel } from '../../../src/kernel/kernel.ts';
import type { FileSystem } from '../../../src/userland/file-system.ts';
import { ipsetPackage } from '../../../src/userland/ipset/index.ts';
import { iptablesPrograms } from '../../../src/userland/iptables/index.ts';
import type { Process, Program, Running } from '../../../src/userland/process.ts';
import { ProcessTable } from '../../../src/userland/process-table.ts';

/** What a command said. */
export interface Said {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** Splits a command at blanks outside quotes. */
function splitWords(text: string): string[] {
  return [...text.matchAll(/(?:'[^']*'|"(?:\\.|[^"\\])*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"((?:\\.|[^"\\])*)"/g, (_, raw, quoted) => raw ?? quoted.replace(/\\(["\\$`])/g, '$1')),
  );
}

/** A fresh network namespace with the programs of netfilter. */
export class Machine {
  readonly kernel = new Kernel();
  private readonly programs: ReadonlyMap<string, Program> = new Map([...iptablesPrograms, ...ipsetPackage]);

  /** Runs one command to its end. */
  run(command: string): Said {
    const argv = splitWords(command);
    const said = { stdout: '', stderr: '' };
    const output = (stream: keyof typeof said) => ({
      write: (text: string) => {
        said[stream] += text;
      },
    });
    const process: Process = {
      pid: 100,
      argv,
      origins: [],
      env: new Map(),
      cwd: '/',
      netns: this.kernel.netns.initial,
      vrf: undefined,
      stdin: { take: () => null, ready: () => true },
      stdout: output('stdout'),
      stderr: output('stderr'),
      system: {
        kernel: this.kernel,
        fs: {} as FileSystem,
        processes: new ProcessTable(),
        programs: this.programs,
      },
      blame: () => {},
      unsimulated: () => {},
      spawn: () => undefined,
      background: () => undefined,
      signal: () => false,
      raise: () => {
        throw new Error('raised');
      },
      nextPid: () => 0,
    };
    const result = this.programs.get(argv[0]!)!(process);
    return { ...said, status: typeof result === 'number' ? result : exhaust(result) };
  }
}

function exhaust(running: Running): number {
  for (;;) {
    const step = running.next();
    if (step.done) return step.value;
  }
}
