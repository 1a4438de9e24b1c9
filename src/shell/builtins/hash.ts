import { findProgram } from '../lookup.ts';
import { type Builtin, complain, invalidOption, print } from './builtin.ts';
import { isBuiltin } from './names.ts';
import { pathOf } from './type.ts';

const USAGE = 'hash [-lr] [-p pathname] [-dt] [name ...]';

/** `hash [-r] [-t] name …`: whether each name is that of a program; what was looked up before is not remembered, as looking costs nothing. */
export const hash: Builtin = (shell, call) => {
  const { argv } = call;
  let letters = '';
  let at = 1;
  for (; /^-./.test(argv[at] ?? '') && argv[at] !== '--'; at += 1) {
    const bad = /[^lrpdt]/.exec((argv[at] as string).slice(1));
    if (bad !== null) return invalidOption(shell, 'hash', `-${bad[0]}`, USAGE);
    letters += (argv[at] as string).slice(1);
    if (letters.endsWith('p')) at += 1;
  }
  if (argv[at] === '--') at += 1;
  let status = 0;
  const names = argv.slice(at);
  for (const name of names) {
    if (name.includes('/') || isBuiltin(name) || shell.state.functions.has(name)) continue;
    if (findProgram(shell.session.system, name) === undefined) {
      complain(shell, 'hash', `${name}: not found`);
      status = 1;
    } else if (letters.includes('t')) {
      print(shell, 'hash', `${names.length > 1 ? `${name}\t` : ''}${pathOf(shell, name)}\n`);
    }
  }
  return status;
};
