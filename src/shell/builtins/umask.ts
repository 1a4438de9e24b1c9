import { type Builtin, print, refuse } from './builtin.ts';

/** `umask [mode]`: remembered, without effect, as files here have no modes. */
export const umask: Builtin = (shell, call) => {
  const word = call.argv[1];
  if (word === undefined) return print(shell, 'umask', `${shell.state.umask.toString(8).padStart(4, '0')}\n`);
  if (!/^[0-7]{1,4}$/.test(word)) return refuse(shell, call, 1, `${word}: octal number out of range`);
  shell.state.umask = Number.parseInt(word, 8);
  return 0;
};
