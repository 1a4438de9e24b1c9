import { bash } from '../../src/shell/bash.ts';
import type { ShellObserver, SimpleCommand } from '../../src/shell/observer.ts';
import { createShell, type Outcome, type ShellOptions, type ShellRun } from '../../src/shell/run.ts';
import type { Clock } from '../../src/shell/scheduler.ts';
import { coreutils } from '../../src/userland/coreutils/index.ts';
import { createFileSystem, type MemoryFileSystem } from '../../src/userland/file-system/memory.ts';
import { initialFiles } from '../../src/userland/file-system/node.ts';
import type { Process, Program, System } from '../../src/userland/process.ts';
import { ProcessTable } from '../../src/userland/process-table.ts';

/** A machine without a network: its clock has no events. */
export class IdleClock implements Clock {
  now = 0;

  next(limit: number): boolean {
    this.now = limit;
    return false;
  }
}

/** What an observer heard, as lines of text. */
export class Log implements ShellObserver {
  readonly lines: string[] = [];

  commandStart(command: SimpleCommand): void {
    this.lines.push(`start ${command.kind} ${command.range.start}-${command.range.end} ${command.argv.join(' ')}`);
  }

  commandEnd(command: SimpleCommand, exitCode: number): void {
    this.lines.push(`end ${command.argv.join(' ')} ${exitCode}`);
  }

  spawned(_: SimpleCommand, process: Process): void {
    this.lines.push(`spawned ${process.argv.join(' ')}`);
  }

  resumed(command: SimpleCommand): void {
    this.lines.push(`resumed ${command.argv.join(' ')}`);
  }

  blame(command: SimpleCommand, index: number, origin: { start: number; end: number } | undefined): void {
    this.lines.push(`blame ${command.argv[0]} ${index} ${origin?.start}-${origin?.end}`);
  }

  unsimulated(_: SimpleCommand, what: string, index: number | undefined): void {
    this.lines.push(`unsimulated ${what} ${index}`);
  }

  unsimulatedSyntax(what: string, range: { start: number; end: number }): void {
    this.lines.push(`unsimulated syntax ${what} ${range.start}-${range.end}`);
  }

  syntaxError(message: string, range: { start: number; end: number }): void {
    this.lines.push(`syntax error ${message} ${range.start}-${range.end}`);
  }

  wrote(command: SimpleCommand, stream: 'stdout' | 'stderr', text: string): void {
    this.lines.push(`wrote ${command.argv[0]} ${stream} ${JSON.stringify(text)}`);
  }

  statement(next: number): boolean {
    this.lines.push(`statement ${next}`);
    return false;
  }
}

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
  readonly outcome: Outcome;
  readonly log: readonly string[];
  readonly shell: ShellRun;
  readonly clock: IdleClock;
  readonly fs: MemoryFileSystem;
}

/** Runs a script on a machine that has nothing but files. */
export function runScript(
  source: string,
  options: Partial<ShellOptions> & { programs?: [string, Program][] } = {},
): Ran {
  let stdout = '';
  let stderr = '';
  const log = new Log();
  const clock = new IdleClock();
  const fs = createFileSystem([], initialFiles('255.255.255.255'), clock);
  const { programs, ...rest } = options;
  const system = {
    kernel: clock as unknown as System['kernel'],
    fs,
    processes: new ProcessTable(),
    programs: new Map([['bash', bash], ['sh', bash], ...coreutils, ...(programs ?? [])]),
  };
  const shell = createShell({
    source,
    name: 'lab.netlab',
    system,
    netns: { id: 1 } as unknown as Process['netns'],
    clock,
    observer: log,
    stdout: {
      write: (text) => {
        stdout += text;
      },
    },
    stderr: {
      write: (text) => {
        stderr += text;
      },
    },
    cwd: '/tmp',
    ...rest,
  });
  const outcome = shell.run();
  return { stdout, stderr, status: outcome.status, outcome, log: log.lines, shell, clock, fs };
}
