import { errorText } from '../../userland/file-system/error.ts';
import { resolvePath } from '../../userland/file-system.ts';
import { getParameter, setVariable } from '../parameters.ts';
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
  const path = target === '' ? shell.state.cwd : resolvePath(shell.state.cwd, target);
  const kind = shell.fs.kind(path, shell.netns);
  if (kind !== 'directory') {
    return refuse(shell, call, at, `${target}: ${errorText(kind === undefined ? 'ENOENT' : 'ENOTDIR')}`);
  }
  setVariable(shell, 'OLDPWD', shell.state.cwd);
  shell.state.cwd = path;
  setVariable(shell, 'PWD', path);
  return back ? print(shell, 'cd', `${path}\n`) : 0;
};

/** `pwd`. */
export const pwd: Builtin = (shell) => print(shell, 'pwd', `${shell.state.cwd}\n`);
