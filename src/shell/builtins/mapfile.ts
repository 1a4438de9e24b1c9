import type { Running, Wait } from '../../userland/process.ts';
import { isReady, take } from '../open-file.ts';
import type { Shell } from '../shell.ts';
import { UNSET } from '../variables.ts';
import type { Builtin, Call } from './builtin.ts';

/** `mapfile [-t] [-n count] [-s skip] [-d delim] [array]`, also called `readarray`. */
export const mapfile: Builtin = (shell, call) => run(shell, call);

function* run(shell: Shell, { argv }: Call): Running {
  let trim = false;
  let count = 0;
  let skip = 0;
  let delimiter = '\n';
  let at = 1;
  for (; /^-./.test(argv[at] ?? ''); at += 1) {
    const word = argv[at] as string;
    if (word === '-t') trim = true;
    else {
      const value = argv[at + 1] ?? '';
      if (word === '-n') count = Number(value) || 0;
      else if (word === '-s') skip = Number(value) || 0;
      else if (word === '-d') delimiter = value.slice(0, 1);
      at += 1;
    }
  }
  const lines = split(yield* readAll(shell), delimiter, trim).slice(skip);
  const kept = count > 0 ? lines.slice(0, count) : lines;
  shell.state.variables.set(argv[at] ?? 'MAPFILE', { ...UNSET, kind: 'indexed', indexed: new Map(kept.entries()) });
  return 0;
}

function* readAll(shell: Shell): Generator<Wait, string, void> {
  const file = shell.state.files.get(0);
  let text = '';
  if (file === undefined) return text;
  for (;;) {
    const more = take(file, shell);
    if (more === null) return text;
    text += more;
    if (more === '') yield { ready: () => isReady(file) };
  }
}

function split(text: string, delimiter: string, trim: boolean): string[] {
  const lines = text.split(delimiter);
  const last = lines.pop() ?? '';
  const whole = lines.map((line) => (trim ? line : line + delimiter));
  return last === '' ? whole : [...whole, last];
}
