import type { Kernel } from '../../../src/kernel/kernel.ts';
import type { Netns } from '../../../src/kernel/netns/netns.ts';
import { granted, refused } from '../../../src/kernel/result.ts';
import type { FileSystem } from '../../../src/userland/file-system.ts';
import { iproute2 } from '../../../src/userland/iproute2/index.ts';
import type { Inheritance, Process, Program, Running } from '../../../src/userland/process.ts';
import { bootKernel } from './boot.ts';
import type { Lab, Step } from './transcript.ts';

/** Splits a command at blanks outside quotes; operators are words when they stand alone. */
export function splitWords(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3]!);
}

const text = (escaped: string): string => escaped.replaceAll('\\n', '\n');

/** A machine with the programs of iproute2 and what their labs need besides: sleep, true, false, printf to a file. */
class Machine {
  readonly kernel: Kernel = bootKernel();
  private readonly files = new Map<string, string>();
  private readonly programs: ReadonlyMap<string, Program> = new Map<string, Program>([
    ...iproute2,
    ['true', () => 0],
    ['false', () => 1],
  ]);

  run(command: string): Pick<Step, 'stdout' | 'stderr' | 'status'> {
    const words = splitWords(command);
    if (words[0] === 'sleep') {
      const until = this.kernel.now + Number(words[1]) * 1_000_000;
      while (this.kernel.next(until));
      return { stdout: '', stderr: '', status: 0 };
    }
    if (words[0] === 'printf') {
      const to = words.indexOf('>');
      this.files.set(words[to + 1]!, text(words[to - 1]!));
      return { stdout: '', stderr: '', status: 0 };
    }
    const said = { stdout: '', stderr: '' };
    const running = this.start(words, this.kernel.netns.initial, said);
    const status = running === undefined ? 127 : exhaust(running);
    while (this.kernel.next(this.kernel.now));
    return { ...said, status };
  }

  private start(argv: readonly string[], netns: Netns, said: { stdout: string; stderr: string }): Running | undefined {
    const program = this.programs.get(argv[0]!.slice(argv[0]!.lastIndexOf('/') + 1));
    if (program === undefined) return undefined;
    const process: Process = {
      pid: 100,
      argv,
      origins: [],
      env: new Map(),
      cwd: '/',
      vrf: undefined,
      netns,
      stdin: { take: () => null, ready: () => true },
      stdout: {
        write: (out) => {
          said.stdout += out;
        },
      },
      stderr: {
        write: (out) => {
          said.stderr += out;
        },
      },
      system: { kernel: this.kernel, fs: this.fileSystem(), programs: this.programs },
      blame: () => {},
      unsimulated: () => {},
      spawn: (words, _origins, changes?: Inheritance) => this.start(words, changes?.netns ?? netns, said),
    };
    return (function* () {
      const result = program(process);
      return typeof result === 'number' ? result : yield* result;
    })();
  }

  private fileSystem(): FileSystem {
    return {
      read: (path) => {
        const found = this.files.get(path);
        return found === undefined ? refused('ENOENT') : granted(found);
      },
    } as Partial<FileSystem> as FileSystem;
  }
}

function exhaust(running: Running): number {
  for (;;) {
    const step = running.next();
    if (step.done) return step.value;
  }
}

/** Runs a lab on the simulator and answers it with what was said. */
export function simulate(lab: Lab): Lab {
  const machine = new Machine();
  return { title: lab.title, steps: lab.steps.map((step) => ({ ...step, ...machine.run(step.command) })) };
}
