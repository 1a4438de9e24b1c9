import { formatPrintf, type Printed } from '../../userland/coreutils/printf.ts';
import { setNamed } from '../assign.ts';
import { ansiQuoted, hasControl } from '../expand/quote.ts';
import type { Shell } from '../shell.ts';
import { isName } from '../variables.ts';
import { type Builtin, complain, invalidOption, print, stores } from './builtin.ts';

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
  if (target === undefined) return printAll(shell, printed);
  for (const error of printed.errors) complain(shell, 'printf', error);
  return stores(shell, () => setNamed(shell, target, printed.text)) ? printed.status : 1;
};

/** Prints line by line, so that an error comes behind the lines before it. */
function printAll(shell: Shell, { text, errors, lines, status }: Printed): number {
  let done = 0;
  let failed = 0;
  for (const [at, error] of errors.entries()) {
    const line = lines[at] ?? '';
    if (line !== '') failed ||= print(shell, 'printf', line);
    done += line.length;
    complain(shell, 'printf', error);
  }
  return print(shell, 'printf', text.slice(done)) || failed || status;
}

/** `%q`: a backslash in front of each character that means something. */
export function backslashed(text: string): string {
  if (text === '') return "''";
  if (hasControl(text)) return ansiQuoted(text);
  return text.replace(/[\s'"\\|&;()<>!{}*[\]?^$`,]|^[#~]/g, '\\$&');
}
