import { type Builtin, complain, print } from './builtin.ts';
import { isBuiltin } from './names.ts';

/** `times`: the simulated processor takes no time. */
export const times: Builtin = (shell) => print(shell, 'times', '0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n');

/** `ulimit`: nothing here is limited but the files that may be open; setting a limit has no effect. */
export const ulimit: Builtin = (shell, { argv }) => {
  const words = argv.slice(1);
  const letters = words.filter((word) => word.startsWith('-')).join('');
  if (words.some((word) => !word.startsWith('-'))) return 0;
  return print(shell, 'ulimit', letters.includes('n') ? '1024\n' : 'unlimited\n');
};

/** `logout`: only a login shell has one. */
export const logout: Builtin = (shell) => {
  complain(shell, 'logout', "not login shell: use `exit'");
  return 1;
};

/** `enable`: builtins are always enabled. */
export const enable: Builtin = (shell, { argv }) => {
  let status = 0;
  for (const word of argv.slice(1)) {
    if (word.startsWith('-') || isBuiltin(word)) continue;
    complain(shell, 'enable', `${word}: not a shell builtin`);
    status = 1;
  }
  return status;
};
