import { declaredValue } from '../declaration.ts';
import { ansiQuoted, hasControl, traced } from '../expand/quote.ts';
import { optionOfLetter, SET_OPTIONS, type SetOption } from '../options.ts';
import type { Shell } from '../shell.ts';
import { type Builtin, complain, invalidOption, print } from './builtin.ts';

const USAGE = 'set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]';

/** `set [-options] [-o name] [--] [arg …]` (bash manual, "The Set Builtin"). */
export const set: Builtin = (shell, { argv }) => {
  if (argv.length === 1) return print(shell, 'set', listing(shell));
  let at = 1;
  for (; at < argv.length; at += 1) {
    const word = argv[at] as string;
    if (word === '--' || word === '-') {
      if (word === '-') shell.state.options.delete('xtrace');
      if (word === '--' || at + 1 < argv.length) shell.state.positional = argv.slice(at + 1);
      return 0;
    }
    if (!/^[-+]./.test(word)) break;
    const used = applyOptions(shell, word, argv[at + 1]);
    if (used === undefined) return 2;
    if (used.failed) return used.status;
    if (used.tookName) at += 1;
  }
  if (at < argv.length) shell.state.positional = argv.slice(at);
  return 0;
};

/** `NAME=value` for each variable, as `set` prints them. */
export function listing(shell: Shell): string {
  let text = '';
  for (const name of shell.state.variables.names()) {
    const variable = shell.state.variables.get(name);
    if (variable === undefined) continue;
    if (variable.kind !== 'scalar') text += `${name}=${declaredValue(variable) ?? '()'}\n`;
    else if (variable.value !== undefined) {
      text += `${name}=${variable.value === '' ? '' : hasControl(variable.value) ? ansiQuoted(variable.value) : traced(variable.value)}\n`;
    }
  }
  return text;
}

interface Used {
  readonly tookName: boolean;
  readonly failed: boolean;
  readonly status: number;
}

/** Applies the letters of one word; `o` takes the next word as a name, or lists all options. */
export function applyOptions(shell: Shell, word: string, next: string | undefined): Used | undefined {
  const on = word[0] === '-';
  let tookName = false;
  for (const letter of word.slice(1)) {
    if (letter === 'o') {
      if (next === undefined) return { tookName, failed: true, status: print(shell, 'set', optionTable(shell, on)) };
      if (!switchOption(shell, next, on)) return { tookName, failed: true, status: 2 };
      tookName = true;
      continue;
    }
    const name = optionOfLetter(letter);
    if (name === undefined) {
      invalidOption(shell, 'set', `${word[0]}${letter}`, USAGE);
      return undefined;
    }
    switchOption(shell, name, on);
  }
  return { tookName, failed: false, status: 0 };
}

function switchOption(shell: Shell, name: string, on: boolean): boolean {
  if (!(name in SET_OPTIONS)) {
    complain(shell, 'set', `${name}: invalid option name`);
    return false;
  }
  if (on) shell.state.options.add(name as SetOption);
  else shell.state.options.delete(name as SetOption);
  return true;
}

function optionTable(shell: Shell, readable: boolean): string {
  return (Object.keys(SET_OPTIONS) as SetOption[])
    .map((name) => {
      const on = shell.state.options.has(name);
      return readable ? `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n` : `set ${on ? '-' : '+'}o ${name}\n`;
    })
    .join('');
}
