import { Exit, LoopExit, Return } from '../control.ts';
import type { Shell } from '../shell.ts';
import { type Builtin, type Call, complain, refuse } from './builtin.ts';

/** `exit [n]`. */
export const exit: Builtin = (shell, call) => {
  throw new Exit(statusOf(shell, call, 2));
};

/** `return [n]`: only in a function or a sourced file. */
export const return_: Builtin = (shell, call) => {
  if (shell.returnable === 0) {
    complain(shell, 'return', "can only `return' from a function or sourced script");
    return 2;
  }
  throw new Return(statusOf(shell, call, 2));
};

/** The status given, or that of the last command. */
function statusOf(shell: Shell, call: Call, bad: number): number {
  const { argv } = call;
  const at = argv[1] === '--' ? 2 : 1;
  const word = argv[at];
  if (word === undefined) return shell.state.status;
  if (!/^\s*[-+]?\d+\s*$/.test(word)) return refuse(shell, call, at, `${word}: numeric argument required`, bad);
  if (argv.length > at + 1) {
    refuse(shell, call, at + 1, 'too many arguments');
    throw new Exit(1);
  }
  return Number(BigInt.asUintN(8, BigInt(word.trim().replace(/^\+/, ''))));
}

/** `break [n]`, `continue [n]`. */
export const leaveLoop: Builtin = (shell, call) => {
  const kind = call.argv[0] as 'break' | 'continue';
  if (shell.loops === 0) {
    complain(shell, kind, "only meaningful in a `for', `while', or `until' loop");
    return 0;
  }
  const word = call.argv[1];
  if (word !== undefined && !/^\d+$/.test(word)) {
    refuse(shell, call, 1, `${word}: numeric argument required`);
    throw new Exit(128);
  }
  const levels = word === undefined ? 1 : Number(word);
  if (levels < 1) {
    refuse(shell, call, 1, `${word}: loop count out of range`);
    throw new LoopExit('break', shell.loops);
  }
  throw new LoopExit(kind, Math.min(levels, shell.loops));
};
