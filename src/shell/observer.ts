import type { Origin, Process } from '../userland/process.ts';

/** A simple command that the shell is about to run, after expansion. */
export interface SimpleCommand {
  /** The command in the lab's text, from its first word or assignment to its last word or redirection. */
  readonly range: Origin;
  /** The expanded words; empty for a command that only assigns or redirects. */
  readonly argv: readonly string[];
  readonly origins: readonly (Origin | undefined)[];
  /** `NAME=value` words before the command, as expanded. */
  readonly assignments: readonly string[];
  /** What runs: a program, a builtin, a function of the script, or nothing but assignments. */
  readonly kind: 'program' | 'builtin' | 'function' | 'assignment' | 'not-found';
  /** True when the script itself looks at the status: in `if`, `while`, `!`, before `&&` or `||`. */
  readonly tested: boolean;
  /** The namespace of the shell that runs it. */
  readonly netns: Process['netns'];
}

/** What the owner of a shell is told while a script runs. Calls nest: a function's commands come between its two. */
export interface ShellObserver {
  commandStart(command: SimpleCommand): void;
  commandEnd(command: SimpleCommand, exitCode: number): void;
  /** A program starts in a process of its own on behalf of the command, directly or through sudo, `ip netns exec` and the like. */
  spawned(command: SimpleCommand, process: Process): void;
  /** The command's program goes on after a wait during which other commands may have run (pipelines, background jobs). */
  resumed(command: SimpleCommand): void;
  /**
   * A word of the command line that is to blame for an error or not simulated, from `Process.blame` / `unsimulated`.
   * `origin` is where that word was written: inside the word `index` when the command runs it from a string (`bash -c '…'`).
   */
  blame(command: SimpleCommand, index: number, origin: Origin | undefined): void;
  unsimulated(command: SimpleCommand, what: string, index: number | undefined, origin: Origin | undefined): void;
  /** Shell syntax that is valid in bash but not simulated here (`select`, `coproc`). */
  unsimulatedSyntax(what: string, range: Origin): void;
  /** A syntax error at a place of the lab's text. bash stops reading there. */
  syntaxError(message: string, range: Origin): void;
  /** What a simple command itself wrote to its standard output or error, wherever that was redirected to. */
  wrote(command: SimpleCommand, stream: 'stdout' | 'stderr', text: string): void;
  /** The shell is between two statements of the script's top level; `next` is the index of the one that comes. True: it may rest there. */
  statement(next: number): boolean;
}
