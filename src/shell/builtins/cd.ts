import { changeDirectory, searched } from '../directories.ts';
import { getParameter } from '../parameters.ts';
import { type Builtin, complain, invalidOption, print, refuse } from './builtin.ts';

/** `cd [-L|-P] [directory]`; `cd -` goes back and prints where. */
export const cd: Builtin = (shell, call) => {
  const { argv } = call;
  let at = 1;
  for (; /^-[LPe@]+$/.test(argv[at] ?? ''); at += 1);
  if (argv[at] === '--') at += 1;
  else if (/^-./.test(argv[at] ?? '')) {
    return invalidOption(shell, 'cd', (argv[at] as string).slice(0, 2), 'cd [-L|[-P [-e]] [-@]] [dir]');
  }
  if (argv.length > at + 1) return refuse(shell, call, at + 1, 'too many arguments');
  const back = argv[at] === '-';
  const target = back ? getParameter(shell, 'OLDPWD') : (argv[at] ?? getParameter(shell, 'HOME'));
  if (target === undefined) {
    complain(shell, 'cd', back ? 'OLDPWD not set' : 'HOME not set');
    return 1;
  }
  const found = argv[at] === undefined || back ? undefined : searched(shell, target);
  const problem = changeDirectory(shell, found ?? target);
  if (problem !== undefined) return refuse(shell, call, at, problem);
  return back || found !== undefined ? print(shell, 'cd', `${shell.state.cwd}\n`) : 0;
};

/** `pwd [-LP]`. */
export const pwd: Builtin = (shell, { argv }) => {
  const bad = /^-(?:[LP]*)([^LP-])/.exec(argv[1] ?? '');
  if (bad !== null) return invalidOption(shell, 'pwd', `-${bad[1]}`, 'pwd [-LP]');
  return print(shell, 'pwd', `${shell.state.cwd}\n`);
};
