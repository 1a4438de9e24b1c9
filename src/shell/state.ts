import type { CompoundList, Function as FunctionNode } from 'unbash';
import type { Origin } from '../userland/process.ts';
import type { OpenFile } from './open-file.ts';
import type { SetOption } from './options.ts';
import type { Source } from './source.ts';
import type { Variables } from './variables.ts';

/** A function of the script. */
export interface ShellFunction {
  readonly name: string;
  readonly body: FunctionNode['body'] | CompoundList;
  readonly source: Source;
}

/** What `trap` was told to run, and where that was written. */
export interface Trap {
  readonly text: string;
  /** The offset in the lab's text of the string's first character, where it was one quoted literal. */
  readonly base: number | undefined;
  readonly origin: Origin | undefined;
}

/** Everything a shell remembers between two commands; plain data. */
export interface ShellState {
  variables: Variables;
  functions: Map<string, ShellFunction>;
  exportedFunctions: Set<string>;
  aliases: Map<string, string>;
  /** `$0`, and the name in front of messages. */
  name: string;
  positional: readonly string[];
  options: Set<SetOption>;
  /** What `local -` in the function that runs has put away, to be the options again behind it. */
  outerOptions?: ReadonlySet<SetOption> | undefined;
  shopts: Set<string>;
  cwd: string;
  /** The directory stack without the working directory. */
  directories: readonly string[];
  status: number;
  /** `PIPESTATUS`: the statuses of the elements of the last pipeline. */
  pipeStatus: readonly number[];
  traps: Map<string, Trap>;
  files: Map<number, OpenFile>;
  /** `$$`. */
  pid: number;
  /** `$!`. */
  lastJob: number | undefined;
  /** The exit statuses of background jobs that have ended and were not waited for, by process number. */
  ended: Map<number, number>;
  /** `$_`. */
  lastArgument: string;
  /** The state of `$RANDOM`, and the last number given. */
  random: { seed: number; last: number };
  /** The virtual time in microseconds that counts as `SECONDS=0`. */
  secondsFrom: number;
  /** The place inside the argument that `getopts` has come to. */
  getopts: { index: number; within: number };
  umask: number;
  /** The number of the last process that was started. */
  lastPid: number;
}

/** A copy that shares nothing that changes, for a checkpoint. */
export function copyState(state: ShellState): ShellState {
  const copies = new Map<OpenFile, OpenFile>();
  const copyOf = (file: OpenFile) => {
    const copy = copies.get(file) ?? { ...file };
    copies.set(file, copy);
    return copy;
  };
  return { ...forkState(state), files: new Map([...state.files].map(([fd, file]) => [fd, copyOf(file)])) };
}

/** What a subshell starts with (fork(2)): open files are shared with the parent, all else is its own. */
export function forkState(state: ShellState): ShellState {
  return {
    ...state,
    variables: state.variables.copy(),
    functions: new Map(state.functions),
    exportedFunctions: new Set(state.exportedFunctions),
    aliases: new Map(state.aliases),
    options: new Set(state.options),
    shopts: new Set(state.shopts),
    traps: new Map(state.traps),
    files: new Map(state.files),
    ended: new Map(state.ended),
    random: { ...state.random },
    getopts: { ...state.getopts },
  };
}
