import { callStack } from '../call-stack.ts';
import { type Builtin, complain, print } from './builtin.ts';

/** `caller [n]`: where the function or sourced file of a level was called from; `NULL` where that is unknown. */
export const caller: Builtin = (shell, { argv }) => {
  const { names, lines, files } = callStack(shell);
  const word = argv[1];
  if (word === undefined) return print(shell, 'caller', `${lines[0] ?? 0} ${files[1] ?? 'NULL'}\n`);
  if (!/^[-+]?\d+$/.test(word)) {
    complain(shell, 'caller', `${word}: invalid number`);
    shell.put(2, 'caller: usage: caller [expr]\n');
    return 2;
  }
  const level = Number(word);
  const name = names[level + 1];
  if (level < 0 || name === undefined) return 1;
  return print(shell, 'caller', `${lines[level]} ${name} ${files[level + 1]}\n`);
};
