import type { Process, Program, Running } from '../process.ts';
import { linesOf, readAll } from './input.ts';
import { type Options, parseOptions } from './options.ts';
import { compileRegex } from './regex.ts';

const TABLE = {
  letters: 'b:d:f:h:i:l:n:ps:v:w:',
  long: {
    'body-numbering': 'b',
    'line-increment': 'i',
    'number-format': 'n',
    'number-separator': 's',
    'starting-line-number': 'v',
    'number-width': 'w',
  },
};

/** nl(1): numbers lines; headers and footers of pages are not told apart. */
export const nl: Program = (process) => {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const { given } = options;
  const style = given.get('b') ?? 't';
  if (!/^(?:[atn]$|p)/.test(style)) {
    process.stderr.write(`nl: invalid body numbering style: '${style}'\nTry 'nl --help' for more information.\n`);
    return 1;
  }
  const format = given.get('n') ?? 'rn';
  if (!/^(?:ln|rn|rz)$/.test(format)) {
    process.stderr.write(`nl: invalid line numbering format: '${format}'\nTry 'nl --help' for more information.\n`);
    return 1;
  }
  return run(process, options, style, format);
};

function* run(process: Process, { given, operands, indexes }: Options, style: string, format: string): Running {
  const { texts, failed } = yield* readAll(process, operands, indexes);
  const width = Number(given.get('w') ?? 6);
  const separator = given.get('s') ?? '\t';
  const step = Number(given.get('i') ?? 1);
  const pattern = style.startsWith('p') ? compileRegex(style.slice(1), { extended: false }) : undefined;
  const isNumbered = (line: string) => {
    if (pattern !== undefined) return pattern.exec(line) !== null;
    return style === 'a' || (style === 't' && line !== '');
  };
  let number = Number(given.get('v') ?? 1);
  for (const line of texts.flatMap(({ text }) => linesOf(text))) {
    if (!isNumbered(line)) {
      process.stdout.write(`${' '.repeat(width + separator.length)}${line}\n`);
      continue;
    }
    const digits = String(number);
    const shown = format === 'ln' ? digits.padEnd(width) : digits.padStart(width, format === 'rz' ? '0' : ' ');
    process.stdout.write(`${shown}${separator}${line}\n`);
    number += step;
  }
  return failed ? 1 : 0;
}
