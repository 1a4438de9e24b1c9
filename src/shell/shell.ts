import type { Process, Wait } from '../userland/process.ts';
import type { SimpleCommand } from './observer.ts';
import { type FileAccess, type OpenFile, write } from './open-file.ts';
import type { SetOption } from './options.ts';
import type { Task } from './scheduler.ts';
import type { Session } from './session.ts';
import type { Source } from './source.ts';
import { forkState, type ShellState } from './state.ts';

/** A background job of a shell. */
export interface Job {
  readonly number: number;
  readonly task: Task;
  readonly text: string;
}

/**
 * A shell execution environment (bash manual, "Command Execution Environment"): the script's own, or that of a subshell,
 * an element of a pipeline, a substitution, a `bash -c`. What it remembers is `state`; the rest is where it is right now.
 */
export class Shell implements FileAccess {
  /** The offset in `source` whose line messages name. */
  position = 0;
  /** Above 0 where the script looks at the status itself, so that errexit and the ERR trap are off. */
  tested = 0;
  /** Enclosing loops in this environment. */
  loops = 0;
  /** The names of the functions being called, the innermost last (`FUNCNAME`). */
  calls: string[] = [];
  /** Sourced files and functions that `return` can leave. */
  returnable = 0;
  /** How many `+` a trace line begins with. */
  traceDepth = 1;
  /** `BASH_SUBSHELL`. */
  subshells = 0;
  jobs: Job[] = [];
  /** The command of the lab on whose behalf things happen. */
  command: SimpleCommand | undefined;
  /** The VRF of the processes that it starts. */
  vrf: Process['vrf'];
  /** True inside strings that one command of the lab runs: their commands are not the lab's own. */
  inner = false;
  /** True in a shell that runs the string of `bash -c`. */
  fromString = false;
  /** `$BASHPID`. */
  pid: number;
  /** The status of the last command substitution of the command being expanded. */
  substitutionStatus: number | undefined;
  /** True while the ERR or EXIT trap runs. */
  trapping = false;
  /** The next number for a process substitution's descriptor. */
  substitutions = 63;
  /** Called when the simple command ends that process substitutions `>(…)` belong to. */
  pendingSubstitutions: (() => Generator<Wait, void, void>)[] = [];

  constructor(
    readonly session: Session,
    readonly state: ShellState,
    readonly netns: Process['netns'],
    public source: Source,
  ) {
    this.pid = state.pid;
  }

  /** True when `state` is all that it remembers: nothing runs in the background, and no file is the end of a pipe. */
  get isAtRest(): boolean {
    if (this.jobs.length > 0 || this.session.scheduler.crowded) return false;
    for (const { kind } of this.state.files.values()) if (kind === 'reading' || kind === 'writing') return false;
    return true;
  }

  get fs(): FileAccess['fs'] {
    return this.session.system.fs;
  }

  /** The environment of a subshell (fork(2)). */
  fork(): Shell {
    const child = new Shell(this.session, forkState(this.state), this.netns, this.source);
    child.position = this.position;
    child.tested = this.tested;
    child.calls = this.calls;
    child.returnable = this.returnable;
    child.traceDepth = this.traceDepth;
    child.subshells = this.subshells + 1;
    child.command = this.command;
    child.vrf = this.vrf;
    child.inner = this.inner;
    child.fromString = this.fromString;
    child.pid = this.session.nextPid();
    child.trapping = this.trapping;
    // Traps that are to be ignored stay ignored; the others fall back (bash manual, "trap").
    for (const [signal, trap] of child.state.traps) if (trap.text !== '') child.state.traps.delete(signal);
    return child;
  }

  /** The line that messages name. */
  get line(): number {
    return this.source.lineAt(this.position);
  }

  terminal(stream: 'stdout' | 'stderr', text: string): void {
    this.session.terminal(stream, text);
  }

  /** Writes to a descriptor on behalf of the current command. */
  put(fd: 1 | 2, text: string): ReturnType<typeof write> {
    if (text === '') return { ok: true, value: undefined };
    this.session.budget.spendOutput(text.length);
    if (this.command !== undefined) {
      this.session.observer.wrote(this.command, fd === 1 ? 'stdout' : 'stderr', text);
    }
    const file: OpenFile | undefined = this.state.files.get(fd);
    return file === undefined ? { ok: false, error: { errno: 'EBADF' } } : write(file, text, this);
  }

  /** Prints an error as bash does, with the script's name and the line. */
  complain(message: string): void {
    this.put(2, `${this.messagePrefix()}${message}\n`);
  }

  /** `lab.netlab: line 3: `; `bash: line 1: ` in a string that bash runs. */
  messagePrefix(): string {
    const { prefix } = this.source;
    return `${this.state.name}: ${prefix === '' ? '' : `${prefix}: `}line ${this.line}: `;
  }

  option(name: SetOption): boolean {
    return this.state.options.has(name);
  }
}
