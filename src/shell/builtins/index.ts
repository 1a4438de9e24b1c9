import { alias, unalias } from './alias.ts';
import type { Builtin } from './builtin.ts';
import { caller } from './caller.ts';
import { cd, pwd } from './cd.ts';
import { builtin, command } from './command.ts';
import { compgen } from './compgen.ts';
import { declare } from './declare.ts';
import { echo } from './echo.ts';
import { eval_ } from './eval.ts';
import { exec } from './exec.ts';
import { exit, leaveLoop, return_ } from './exit.ts';
import { getopts } from './getopts.ts';
import { hash } from './hash.ts';
import { withoutJobControl } from './job-control.ts';
import { disown, jobs } from './jobs.ts';
import { kill } from './kill.ts';
import { let_ } from './let.ts';
import { enable, logout, times, ulimit } from './machine.ts';
import { mapfile } from './mapfile.ts';
import { printf } from './printf.ts';
import { dirs, popd, pushd } from './pushd.ts';
import { read } from './read.ts';
import { set } from './set.ts';
import { shift } from './shift.ts';
import { shopt } from './shopt.ts';
import { source } from './source.ts';
import { fail, succeed } from './status.ts';
import { test } from './test.ts';
import { trap } from './trap.ts';
import { type } from './type.ts';
import { umask } from './umask.ts';
import { unset } from './unset.ts';
import { wait } from './wait.ts';

/** The builtins by name. */
export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', succeed],
  ['.', source],
  ['[', test],
  ['alias', alias],
  ['bg', withoutJobControl],
  ['bind', succeed],
  ['break', leaveLoop],
  ['builtin', builtin],
  ['caller', caller],
  ['cd', cd],
  ['command', command],
  ['compgen', compgen],
  ['complete', succeed],
  ['continue', leaveLoop],
  ['declare', declare],
  ['dirs', dirs],
  ['disown', disown],
  ['echo', echo],
  ['enable', enable],
  ['eval', eval_],
  ['exec', exec],
  ['exit', exit],
  ['export', declare],
  ['false', fail],
  ['fc', succeed],
  ['fg', withoutJobControl],
  ['getopts', getopts],
  ['hash', hash],
  ['history', succeed],
  ['jobs', jobs],
  ['kill', kill],
  ['let', let_],
  ['local', declare],
  ['logout', logout],
  ['mapfile', mapfile],
  ['popd', popd],
  ['printf', printf],
  ['pushd', pushd],
  ['pwd', pwd],
  ['read', read],
  ['readarray', mapfile],
  ['readonly', declare],
  ['return', return_],
  ['set', set],
  ['shift', shift],
  ['shopt', shopt],
  ['source', source],
  ['suspend', withoutJobControl],
  ['test', test],
  ['times', times],
  ['trap', trap],
  ['true', succeed],
  ['type', type],
  ['typeset', declare],
  ['ulimit', ulimit],
  ['umask', umask],
  ['unalias', unalias],
  ['unset', unset],
  ['wait', wait],
]);

/** The builtins whose arguments may be assignments, arrays included. */
export const DECLARES: ReadonlySet<string> = new Set(['declare', 'export', 'local', 'readonly', 'typeset']);
