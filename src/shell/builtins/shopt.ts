import type { SetOption } from '../options.ts';
import { SET_OPTIONS } from '../options.ts';
import type { Shell } from '../shell.ts';
import { type Builtin, complain, print } from './builtin.ts';

/** The options of `shopt` that exist; those that matter here are read where they matter. */
const NAMES: ReadonlySet<string> = new Set(
  (
    'autocd assoc_expand_once cdable_vars cdspell checkhash checkjobs checkwinsize cmdhist compat31 compat32 compat40 ' +
    'compat41 compat42 compat43 compat44 complete_fullquote direxpand dirspell dotglob execfail expand_aliases extdebug ' +
    'extglob extquote failglob force_fignore globasciiranges globskipdots globstar gnu_errfmt histappend histreedit ' +
    'histverify hostcomplete huponexit inherit_errexit interactive_comments lastpipe lithist localvar_inherit ' +
    'localvar_unset login_shell mailwarn no_empty_cmd_completion nocaseglob nocasematch noexpand_translation nullglob ' +
    'patsub_replacement progcomp progcomp_alias promptvars restricted_shell shift_verbose sourcepath varredir_close xpg_echo'
  ).split(' '),
);

/** `shopt [-pqsu] [-o] [name …]`. */
export const shopt: Builtin = (shell, { argv }) => {
  let letters = '';
  let at = 1;
  for (; /^-[pqsuo]+$/.test(argv[at] ?? ''); at += 1) letters += argv[at];
  const names = argv.slice(at);
  let status = 0;
  for (const name of names) {
    if (letters.includes('o') ? !(name in SET_OPTIONS) : !NAMES.has(name)) {
      complain(shell, 'shopt', `${name}: invalid shell option name`);
      status = 1;
    } else if (letters.includes('s')) on(shell, letters).add(name);
    else if (letters.includes('u')) on(shell, letters).delete(name);
    else {
      const is = on(shell, letters).has(name);
      if (!is) status = 1;
      if (!letters.includes('q')) print(shell, 'shopt', line(name, is, letters.includes('p')));
    }
  }
  if (names.length > 0) return status;
  return print(
    shell,
    'shopt',
    [...NAMES].map((name) => line(name, shell.state.shopts.has(name), letters.includes('p'))).join(''),
  );
};

function on(shell: Shell, letters: string): Set<string> {
  return letters.includes('o') ? (shell.state.options as Set<SetOption> as Set<string>) : shell.state.shopts;
}

function line(name: string, is: boolean, reusable: boolean): string {
  return reusable ? `shopt -${is ? 's' : 'u'} ${name}\n` : `${name.padEnd(15)}\t${is ? 'on' : 'off'}\n`;
}
