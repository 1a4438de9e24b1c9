import type { Process, Program, Running } from '../process.ts';
import { readAll } from './input.ts';
import { type Options, parseOptions } from './options.ts';
import { quote } from './quote.ts';

/** fold(1): `-w`, `-s`; a letter counts as one column. */
export const fold: Program = (process) => {
  const options = parseOptions(process, { letters: 'bsw:', long: { bytes: 'b', spaces: 's', width: 'w' } });
  if (typeof options === 'number') return options;
  const width = options.given.get('w') ?? '80';
  if (!/^[1-9]\d*$/.test(width)) {
    process.stderr.write(
      `fold: invalid number of columns: ${quote(width)}${width === '0' ? ': Numerical result out of range' : ''}\n`,
    );
    return 1;
  }
  return run(process, options, (line) => folded(line, Number(width), options.given.has('s')));
};

/** expand(1): tabs become blanks, `-t`, `-i`. */
export const expand: Program = (process) => {
  const options = parseOptions(process, { letters: 'it:', long: { initial: 'i', tabs: 't' } });
  if (typeof options === 'number') return options;
  const every = Number(options.given.get('t') ?? 8);
  return run(process, options, (line) => {
    let text = '';
    let onlyBlanks = true;
    for (const letter of line) {
      if (letter === '\t' && (onlyBlanks || !options.given.has('i')))
        text += ' '.repeat(every - ([...text].length % every));
      else text += letter;
      onlyBlanks &&= letter === ' ' || letter === '\t';
    }
    return text;
  });
};

function* run(process: Process, { operands, indexes }: Options, change: (line: string) => string): Running {
  const { texts, failed } = yield* readAll(process, operands, indexes);
  for (const { text } of texts) process.stdout.write(text.replace(/[^\n]+/g, change));
  return failed ? 1 : 0;
}

function folded(line: string, width: number, atBlanks: boolean): string {
  const lines: string[] = [];
  let rest = [...line];
  while (rest.length > width) {
    const blank = atBlanks ? rest.slice(0, width).lastIndexOf(' ') : -1;
    const end = blank < 0 ? width : blank + 1;
    lines.push(rest.slice(0, end).join(''));
    rest = rest.slice(end);
  }
  return [...lines, rest.join('')].join('\n');
}
