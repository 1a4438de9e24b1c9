import { singleQuoted } from '../expand/quote.ts';
import type { Shell } from '../shell.ts';
import { type Builtin, complain, invalidOption, print } from './builtin.ts';

/** `alias [-p] [name[=value] …]`. A script's shell expands aliases only with `shopt -s expand_aliases`. */
export const alias: Builtin = (shell, { argv }) => {
  const { aliases } = shell.state;
  let words = argv.slice(1);
  const option = /^-./.exec(words[0] ?? '') === null ? undefined : words[0];
  if (option !== undefined && !/^-p+$|^--$/.test(option))
    return invalidOption(shell, 'alias', option.slice(0, 2), 'alias [-p] [name[=value] ... ]');
  if (option !== undefined) words = words.slice(1);
  if (words.length === 0 || option?.startsWith('-p')) {
    for (const name of [...aliases.keys()].sort()) print(shell, 'alias', lineOf(shell, name));
  }
  let status = 0;
  for (const word of words) {
    const equals = word.indexOf('=', 1);
    const name = equals < 0 ? word : word.slice(0, equals);
    if (equals < 0 && aliases.has(name)) print(shell, 'alias', lineOf(shell, name));
    else if (equals > 0 && /^[^\s$`"'\\/&;()|<>]+$/.test(name)) aliases.set(name, word.slice(equals + 1));
    else {
      complain(shell, 'alias', equals < 0 ? `${word}: not found` : `\`${name}': invalid alias name`);
      status = 1;
    }
  }
  return status;
};

function lineOf(shell: Shell, name: string): string {
  return `alias ${name}=${singleQuoted(shell.state.aliases.get(name) as string)}\n`;
}

/** `unalias [-a] name …`. */
export const unalias: Builtin = (shell, { argv }) => {
  const { aliases } = shell.state;
  const words = argv.slice(1);
  if (words[0] === '-a') {
    aliases.clear();
    return 0;
  }
  if (/^-[^-]/.test(words[0] ?? ''))
    return invalidOption(shell, 'unalias', (words[0] as string).slice(0, 2), 'unalias [-a] name [name ...]');
  if (words.length === 0) {
    shell.put(2, 'unalias: usage: unalias [-a] name [name ...]\n');
    return 2;
  }
  let status = 0;
  for (const word of words) {
    if (aliases.delete(word)) continue;
    complain(shell, 'unalias', `${word}: not found`);
    status = 1;
  }
  return status;
};
