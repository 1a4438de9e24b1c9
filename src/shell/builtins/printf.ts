import { formatPrintf } from '../../userland/coreutils/printf.ts';
import { ansiQuoted, hasControl } from '../expand/quote.ts';
import { setElement, setVariable } from '../parameters.ts';
import type { Shell } from '../shell.ts';
import { isName } from '../variables.ts';
import { type Builtin, complain, invalidOption, print } from './builtin.ts';

const USAGE = 'printf [-v var] format [arguments]';

/** `printf [-v name] format [arg …]`. */
export const printf: Builtin = (shell, { argv }) => {
  let at = 1;
  let target: string | undefined;
  if (argv[at] === '-v') {
    target = argv[at + 1] ?? '';
    at += 2;
    if (!isName(target.replace(/\[.*\]$/, ''))) {
      complain(shell, 'printf', `\`${target}': not a valid identifier`);
      return 2;
    }
  } else if (argv[at]?.startsWith('-') && argv[at] !== '-' && argv[at] !== '--') {
    return invalidOption(shell, 'printf', (argv[at] as string).slice(0, 2), USAGE);
  }
  if (argv[at] === '--') at += 1;
  const format = argv[at];
  if (format === undefined) {
    shell.put(2, `printf: usage: ${USAGE}\n`);
    return 2;
  }
  const now = shell.session.clock.now / 1_000_000;
  const printed = formatPrintf(format, argv.slice(at + 1), { quote: backslashed, now });
  for (const error of printed.errors) complain(shell, 'printf', error);
  if (target === undefined) return print(shell, 'printf', printed.text) || printed.status;
  store(shell, target, printed.text);
  return printed.status;
};

function store(shell: Shell, target: string, text: string): void {
  const element = /^(\w+)\[(.*)\]$/.exec(target);
  if (element === null) setVariable(shell, target, text);
  else setElement(shell, element[1] as string, element[2] as string, text);
}

/** `%q`: a backslash in front of each character that means something. */
export function backslashed(text: string): string {
  if (text === '') return "''";
  if (hasControl(text)) return ansiQuoted(text);
  return text.replace(/[\s'"\\|&;()<>!{}*[\]?^$`,]|^[#~]/g, '\\$&');
}
