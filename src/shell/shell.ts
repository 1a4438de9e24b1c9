import type { Process, Wait } from '../userland/process.ts';
import type { Call } from './call-stack.ts';
import type { Traced } from './command-text.ts';
import { Exit } from './control.ts';
import type { Node } from './interpreter.ts';
import type { SimpleCommand } from './observer.ts';
import { type FileAccess, type OpenFile, write } from './open-file.ts';
import type { SetOption } from './options.ts';
import type { Task } from './scheduler.ts';
import type { Session } from './session.ts';
import { DEFAULT_IGNORED, SIGNALS } from './signals.ts';
import type { Source } from './source.ts';
import { forkState, type ShellState } from './state.ts';
import { inheritedTraps } from './trap.ts';

/** A background job of a shell. */
export interface Job {
  readonly number: number;
  readonly task: Task;
  readonly text: string;
  /** The elements of it, where it is a pipeline. */
  readonly texts: readonly string[];
  /** The shell that runs in it. */
  readonly shell: Shell;
  /** True in a subshell, which sees its parent's jobs but cannot wait for them. */
  readonly foreign?: boolean;
  /** True once it was said that a signal ended it. */
  told?: boolean;
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
  /** The command behind a `!`, whose own status nothing comes of. */
  inverted: Node | undefined;
  /** True in what `eval`, `source` and `command` run where the script looks at the status. */
  isForgiving = false;
  /** True while a program runs in the foreground. */
  waitsForProgram = false;
  /** Enclosing loops in this environment. */
  loops = 0;
  /** The functions being called and the files being sourced, the innermost last. */
  calls: readonly Call[] = [];
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
  /** It was called by the name sh, which is dash on Debian: some messages are worded as dash does. */
  isDash = false;
  /** `$BASHPID`. */
  pid: number;
  /** The status of the last command substitution of the command being expanded. */
  substitutionStatus: number | undefined;
  /** True while a trap runs. */
  trapping = false;
  /** Trapped signals that have come and are not yet handled. */
  readonly pending: string[] = [];
  /** A command whose DEBUG trap the parent has run already. */
  announced: Node | undefined;
  /** The command that runs, for `BASH_COMMAND`. */
  running: { readonly node: Traced; readonly source: Source } | undefined;
  /** It is a job that is a pipeline: the elements of it, once they have started. */
  elements: readonly Task[] | undefined;
  /** It is a job of one command, which takes its place. */
  isReplaced = false;
  /** The part of the script that it was made for: a `( … )` runs in it, and needs no other. */
  body: Node | undefined;
  /** The program that takes its place, as nothing comes behind it in a `( … )`. */
  last: Node | undefined;
  /** It is a substitution, whose output another shell takes. */
  isCaptured = false;
  /** The next number for a process substitution's descriptor. */
  substitutions = 63;
  /** Pipes of process substitutions that `exec` has given to the shell itself, until it ends. */
  kept: OpenFile[] = [];
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
    for (const { kind } of this.state.files.values())
      if (kind !== 'terminal' && kind !== 'file' && kind !== 'text') return false;
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
    child.isForgiving = this.isForgiving;
    child.calls = this.calls;
    child.returnable = this.returnable;
    child.traceDepth = this.traceDepth;
    child.subshells = this.subshells + 1;
    child.command = this.command;
    child.vrf = this.vrf;
    child.inner = this.inner;
    child.fromString = this.fromString;
    child.isDash = this.isDash;
    child.pid = this.session.nextPid();
    child.trapping = this.trapping;
    // Traps that are to be ignored stay ignored; the others fall back (bash manual, "trap").
    if (this.state.traps.size > 0) child.state.traps = inheritedTraps(this);
    child.running = this.running;
    child.jobs = this.jobs.map((job) => ({ ...job, foreign: true }));
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

  /** Prints an error of the kind that ends the shell with `set -e` wherever it happens (error.c, `report_error`). */
  failWith(message: string): void {
    this.complain(message);
    if (this.option('errexit') && !this.isForgiving) throw new Exit(this.state.status || 1);
  }

  /** `lab.netlab: line 3: `; `bash: line 1: ` in a string that bash runs, `environment: line 1: ` in a function of one. */
  messagePrefix(prefix = this.source.prefix): string {
    const isInFunction = this.fromString && !this.isDash && this.calls.some(({ kind }) => kind === 'function');
    const { file = isInFunction ? 'environment' : this.state.name } = this.source;
    if (this.isDash) return `${file}: ${this.line}: `;
    return `${file}: ${prefix === '' ? '' : `${prefix}: `}line ${this.line}: `;
  }

  /** A signal comes (kill(2)): a trap is kept for after the command that runs. False when it ends the shell. */
  receive(signal: number): boolean {
    const name = SIGNALS[signal] ?? '';
    const trap = name === 'KILL' || name === 'STOP' ? undefined : this.state.traps.get(name);
    if (trap === undefined) return DEFAULT_IGNORED.has(name);
    if (trap.text !== '') this.pending.push(name);
    return true;
  }

  option(name: SetOption): boolean {
    return this.state.options.has(name);
  }
}
