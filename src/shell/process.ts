import type { FileSystem } from '../userland/file-system.ts';
import type {
  Inheritance,
  Input,
  Origin,
  Output,
  Process,
  Program,
  Running,
  System,
  Transcript,
} from '../userland/process.ts';
import { BrokenPipe, Killed, SIGPIPE_STATUS } from './control.ts';
import { findCommand } from './lookup.ts';
import type { SimpleCommand } from './observer.ts';
import { openForReading, openForWriting } from './open.ts';
import { isFull, isReady, type OpenFile, take, unread, write } from './open-file.ts';
import { Task } from './scheduler.ts';
import type { Shell } from './shell.ts';

const CLOSED: OpenFile = { kind: 'text', rest: '' };

/** A process that the shell started, directly or through sudo and the like; also the shell itself, as builtins see it. */
export class ShellProcess implements Process {
  readonly pid: number;
  readonly cwd: string;
  #stdin: Input | undefined;
  #stdout: Output | undefined;
  #stderr: Output | undefined;
  #system: System | undefined;

  constructor(
    readonly shell: Shell,
    readonly argv: readonly string[],
    readonly origins: readonly (Origin | undefined)[],
    readonly env: ReadonlyMap<string, string>,
    readonly changes: Inheritance = {},
    /** How many words of the lab's command stand before this process's own. */
    private readonly skipped: number | undefined = 0,
    /** The command of the lab on whose behalf it runs. */
    readonly command: SimpleCommand | undefined = shell.command,
    readonly files: ReadonlyMap<number, OpenFile> = shell.state.files,
  ) {
    // What a job consists of takes its place, number and all.
    this.pid = shell.isReplaced ? shell.pid : shell.session.nextPid();
    this.cwd = changes.cwd ?? shell.state.cwd;
  }

  get netns(): Process['netns'] {
    return this.changes.netns ?? this.shell.netns;
  }

  get vrf(): Process['vrf'] {
    return 'vrf' in this.changes ? this.changes.vrf : this.shell.vrf;
  }

  get stdin(): Input {
    this.#stdin ??= this.changes.stdin ?? this.#input();
    return this.#stdin;
  }

  get stdout(): Output {
    this.#stdout ??= this.#output(1, 'stdout', this.changes.stdout);
    return this.#stdout;
  }

  get stderr(): Output {
    this.#stderr ??= this.#output(2, 'stderr', this.changes.stderr);
    return this.#stderr;
  }

  /** The machine, its file system with this process's `/dev/stdin`, `/dev/fd/N` … where the command names one. */
  get system(): System {
    if (this.#system === undefined) {
      const system = this.machine;
      const named = this.argv.some((word) => /\/dev\/|\/proc\/self\//.test(word));
      this.#system = named ? { ...system, fs: withDescriptors(system.fs, this.shell, this.files) } : system;
    }
    return this.#system;
  }

  /** What can be reached from here, without this process's own descriptors. */
  get machine(): System {
    return this.changes.system ?? this.shell.session.system;
  }

  blame(index: number): void {
    if (this.command === undefined) return;
    this.shell.session.observer.blame(this.command, this.#outer(index) ?? 0, this.origins[index]);
  }

  unsimulated(what: string, index?: number): void {
    if (this.command === undefined) return;
    const outer = index === undefined ? undefined : this.#outer(index);
    const origin = index === undefined ? undefined : this.origins[index];
    this.shell.session.observer.unsimulated(this.command, what, outer, origin);
  }

  spawn(
    argv: readonly string[],
    origins: readonly (Origin | undefined)[],
    changes: Inheritance = {},
  ): Running | undefined {
    const inherited: Inheritance = { ...this.changes, ...changes };
    const program = this.#find(argv[0], inherited);
    if (program === undefined) return undefined;
    const child = new ShellProcess(
      this.shell,
      argv,
      origins,
      inherited.env ?? this.env,
      inherited,
      this.#skippedBy(argv),
      this.command,
      this.files,
    );
    return runProcess(child, program);
  }

  background(
    argv: readonly string[],
    changes: Inheritance,
    output: Transcript,
    ended: (status: number) => void,
  ): number | undefined {
    const inherited: Inheritance = { ...this.changes, ...changes };
    const program = this.#find(argv[0], inherited);
    if (program === undefined) return undefined;
    const { shell } = this;
    const files = new Map<number, OpenFile>([
      [0, CLOSED],
      [1, output],
      [2, output],
    ]);
    const env = inherited.env ?? this.env;
    const child = new ShellProcess(shell, argv, [], env, inherited, undefined, this.command, files);
    const { kernel } = shell.session.system;
    const running = onBehalfOf(kernel, kernel.cause, runProcess(child, program));
    shell.session.scheduler.start(new Task(child.pid, running, { receive: () => false }, ended));
    return child.pid;
  }

  signal(pid: number, signal: number): boolean {
    return this.shell.session.scheduler.signal(pid, signal);
  }

  raise(signal: number): never {
    throw new Killed(this.pid, signal);
  }

  nextPid(): number {
    return this.shell.session.nextPid();
  }

  /** The program or script that a child with these changes finds by a name. */
  #find(name: string | undefined, { system, cwd, netns, env }: Inheritance): Program | undefined {
    if (name === undefined) return undefined;
    const path = (env ?? this.env).get('PATH');
    return findCommand(
      { system: system ?? this.machine, cwd: cwd ?? this.cwd, netns: netns ?? this.netns, path },
      name,
    );
  }

  /** The word of the lab's command that an index of this process's `argv` is. */
  #outer(index: number): number | undefined {
    if (this.skipped !== undefined) return index + this.skipped;
    const origin = this.origins[index];
    const at = origin === undefined ? -1 : (this.command?.origins.findIndex((each) => covers(each, origin)) ?? -1);
    return at < 0 ? undefined : at;
  }

  /** Known when the child's words are the tail of this process's. */
  #skippedBy(argv: readonly string[]): number | undefined {
    const more = this.argv.length - argv.length;
    if (this.skipped === undefined || more < 0) return undefined;
    return argv.every((word, at) => word === this.argv[more + at]) ? this.skipped + more : undefined;
  }

  #input(): Input {
    const file = this.files.get(0) ?? CLOSED;
    const isTerminal = file.kind === 'terminal';
    const giveBack = (text: string) => {
      if (file.kind === 'file') unread(file, text);
    };
    return { take: () => take(file, this.shell), ready: () => isReady(file), giveBack, isTerminal };
  }

  #output(fd: 1 | 2, stream: 'stdout' | 'stderr', given: Output | undefined): Output {
    const file = this.files.get(fd);
    const { session } = this.shell;
    return {
      isTerminal: given === undefined ? file?.kind === 'terminal' : given.isTerminal === true,
      get isFull() {
        return given === undefined ? file !== undefined && isFull(file) : given.isFull === true;
      },
      write: (text) => {
        if (text === '') return;
        session.budget.spendOutput(text.length);
        if (given !== undefined) {
          given.write(text);
          return;
        }
        if (this.command !== undefined) session.observer.wrote(this.command, stream, text);
        if (file !== undefined) write(file, text, this.shell);
      },
    };
  }
}

function covers(outer: Origin | undefined, inner: Origin): boolean {
  return outer !== undefined && outer.start <= inner.start && inner.end <= outer.end;
}

/** Runs a program to its end. The observer hears of its start and of each time it goes on after a wait. */
export function* runProcess(process: ShellProcess, program: Program): Running {
  const { command } = process;
  const { observer, budget } = process.shell.session;
  const { processes } = process.shell.session.system;
  processes.enter(process.pid, process.netns);
  if (command !== undefined) observer.spawned(command, process);
  let running: Running | undefined;
  try {
    const started = program(process);
    if (typeof started === 'number') return started & 255;
    running = started;
    for (let step = running.next(); ; step = running.next()) {
      if (step.done) {
        running = undefined;
        return step.value & 255;
      }
      budget.spend();
      yield step.value;
      if (command !== undefined) observer.resumed(command);
    }
  } catch (thrown) {
    if (thrown instanceof BrokenPipe) return SIGPIPE_STATUS;
    throw thrown;
  } finally {
    // Only when it was killed while it waited.
    running?.return(0);
    processes.leave(process.pid);
  }
}

/** What happens while the process runs has the cause that it was started with, whichever command runs meanwhile. */
function* onBehalfOf(kernel: System['kernel'], cause: System['kernel']['cause'], running: Running): Running {
  try {
    for (;;) {
      const { cause: others } = kernel;
      kernel.cause = cause;
      const step = running.next();
      kernel.cause = others;
      if (step.done) return step.value;
      yield step.value;
    }
  } finally {
    running.return(0);
  }
}

/** A file system in which the paths of descriptors name those of a process. */
function withDescriptors(fs: FileSystem, shell: Shell, files: ReadonlyMap<number, OpenFile>): FileSystem {
  const isDescriptor = (path: string) => /^\/dev\/(?:std(?:in|out|err)|fd\/\d+)$|^\/proc\/self\/fd\/\d+$/.test(path);
  const within = <T>(act: () => T): T => {
    const own = shell.state.files;
    shell.state.files = new Map(files);
    try {
      return act();
    } finally {
      shell.state.files = own;
    }
  };
  return {
    read: (path, netns) => {
      if (!isDescriptor(path)) return fs.read(path, netns);
      const opened = within(() => openForReading(shell, path));
      return opened.ok ? { ok: true, value: take(opened.value, shell) ?? '' } : opened;
    },
    write: (path, text, how, netns) => {
      if (!isDescriptor(path)) return fs.write(path, text, how, netns);
      const opened = within(() => openForWriting(shell, path, how === 'truncate' ? 'overwrite' : how));
      return opened.ok ? write(opened.value, text, shell) : opened;
    },
    kind: (path, netns) => (isDescriptor(path) ? 'device' : fs.kind(path, netns)),
    status: (path, netns, of) => fs.status(path, netns, of),
    list: (path, netns) => fs.list(path, netns),
    makeDirectory: (path) => fs.makeDirectory(path),
    makeLink: (path, target) => fs.makeLink(path, target),
    remove: (path) => fs.remove(path),
    change: (path, changes) => fs.change(path, changes),
    follow: (path) => (isDescriptor(path) ? { ok: true, value: path } : fs.follow(path)),
  };
}
