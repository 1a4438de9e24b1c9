import { resolvePath } from '../../userland/file-system.ts';
import type { Running } from '../../userland/process.ts';
import { Exit } from '../control.ts';
import { environmentOf } from '../environment.ts';
import { findCommand, notFound, placeOf } from '../lookup.ts';
import { runProcess, ShellProcess } from '../process.ts';
import type { Shell } from '../shell.ts';
import { type Builtin, type Call, complain } from './builtin.ts';

/** `exec [-cl] [-a name] [command [arg …]]`: the command takes the shell's place; without one, redirections stay. */
export const exec: Builtin = (shell, call) => {
  let at = 1;
  for (; /^-[cl]+$/.test(call.argv[at] ?? ''); at += 1);
  if (call.argv[at] === '-a') at += 2;
  if (call.argv[at] === '--') at += 1;
  return call.argv[at] === undefined ? 0 : replace(shell, call, at);
};

function* replace(shell: Shell, { argv, origins }: Call, from: number): Running {
  const name = argv[from] as string;
  const program = findCommand(placeOf(shell), name.includes('/') ? resolvePath(shell.state.cwd, name) : name);
  if (program === undefined) {
    if (name.includes('/')) {
      const { message, status } = notFound(shell, name);
      shell.complain(message.replace(name, resolvePath(shell.state.cwd, name)));
      throw new Exit(status);
    }
    complain(shell, 'exec', `${name}: not found`);
    throw new Exit(127);
  }
  const env = environmentOf(shell);
  const called = name.includes('/') ? resolvePath(shell.state.cwd, name) : name;
  shell.isReplaced = true;
  const process = new ShellProcess(shell, [called, ...argv.slice(from + 1)], origins.slice(from), env, {}, from);
  shell.state.traps.delete('EXIT');
  throw new Exit(yield* runProcess(process, program));
}
