import { getParameter, setVariable } from '../parameters.ts';
import type { Shell } from '../shell.ts';
import { type Builtin, stores } from './builtin.ts';

/** `getopts optstring name [arg …]` (bash manual, `getopts`). */
export const getopts: Builtin = (shell, { argv }) => {
  const [, options, name] = argv;
  if (options === undefined || name === undefined) {
    shell.put(2, 'getopts: usage: getopts optstring name [arg ...]\n');
    return 2;
  }
  const words = argv.length > 3 ? argv.slice(3) : shell.state.positional;
  const place = shell.state.getopts;
  const index = Number(getParameter(shell, 'OPTIND') ?? '1') || 1;
  if (index !== place.index) {
    place.index = index;
    place.within = 0;
  }
  let status = 2;
  stores(shell, () => {
    status = next(shell, options, name, words);
  });
  return status;
};

function next(shell: Shell, options: string, name: string, words: readonly string[]): number {
  const place = shell.state.getopts;
  const word = words[place.index - 1];
  if (word === undefined || !/^-./s.test(word) || word === '--') {
    if (word === '--') advance(shell, 1);
    setVariable(shell, name, '?');
    return 1;
  }
  if (place.within === 0) place.within = 1;
  const letter = word[place.within] as string;
  place.within += 1;
  const isLast = place.within >= word.length;
  const at = letter === ':' ? -1 : options.indexOf(letter, options.startsWith(':') ? 1 : 0);
  if (at < 0) {
    if (isLast) advance(shell, 1);
    return complainOf(shell, options, name, letter, '?', `illegal option -- ${letter}`);
  }
  if (options[at + 1] !== ':') {
    if (isLast) advance(shell, 1);
    shell.state.variables.unset('OPTARG');
    setVariable(shell, name, letter);
    return 0;
  }
  const argument = isLast ? words[place.index] : word.slice(place.within);
  advance(shell, isLast && argument !== undefined ? 2 : 1);
  if (argument === undefined) {
    return complainOf(shell, options, name, letter, ':', `option requires an argument -- ${letter}`);
  }
  setVariable(shell, 'OPTARG', argument);
  setVariable(shell, name, letter);
  return 0;
}

function advance(shell: Shell, by: number): void {
  shell.state.getopts = { index: shell.state.getopts.index + by, within: 0 };
  setVariable(shell, 'OPTIND', String(shell.state.getopts.index));
}

/** An option that is wrong: said in words, or by `OPTARG` when the option string begins with a colon. */
function complainOf(
  shell: Shell,
  options: string,
  name: string,
  letter: string,
  quiet: string,
  message: string,
): number {
  if (options.startsWith(':')) {
    setVariable(shell, 'OPTARG', letter);
    setVariable(shell, name, quiet);
    return 0;
  }
  if (getParameter(shell, 'OPTERR') !== '0') shell.put(2, `${shell.state.name}: ${message}\n`);
  shell.state.variables.unset('OPTARG');
  setVariable(shell, name, '?');
  return 0;
}
