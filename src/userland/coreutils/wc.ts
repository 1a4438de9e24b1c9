import { encodeText } from '../encoding.ts';
import type { Process, Program, Running } from '../process.ts';
import { plainly, readAll } from './input.ts';
import { type Options, parseOptions } from './options.ts';

const TABLE = { letters: 'clLmw', long: { bytes: 'c', chars: 'm', lines: 'l', words: 'w', 'max-line-length': 'L' } };

/** wc(1). */
export const wc: Program = (process) => {
  const options = parseOptions(process, TABLE);
  return typeof options === 'number' ? options : run(process, options);
};

/** Lines, words, characters, bytes and the longest line: the order they are printed in. */
function counts(text: string): Readonly<Record<string, number>> {
  return {
    l: text.split('\n').length - 1,
    w: text.split(/\s+/).filter((word) => word !== '').length,
    m: [...text].length,
    c: encodeText(text).length,
    L: Math.max(0, ...text.split('\n').map((line) => [...line].length)),
  };
}

function* run(process: Process, { operands, indexes, given }: Options): Running {
  const { texts, failed } = yield* readAll(process, operands, indexes, (path, reason, errno) =>
    path === '' ? 'invalid zero-length file name' : plainly(path, reason, errno),
  );
  const shown = ['l', 'w', 'm', 'c', 'L'].filter((letter) =>
    given.size === 0 ? 'lwc'.includes(letter) : given.has(letter),
  );
  const rows = texts.map(({ name, text }) => ({ name, values: counts(text) }));
  const sum = (letter: string) => {
    const all = rows.map((row) => row.values[letter] as number);
    return letter === 'L' ? Math.max(0, ...all) : all.reduce((a, b) => a + b, 0);
  };
  const total = Object.fromEntries(['l', 'w', 'm', 'c', 'L'].map((letter) => [letter, sum(letter)]));
  const widest = Math.max(...Object.values(total).map((value) => String(value).length));
  // One number of one text stands alone; standard input among several gets the width of 7.
  const single = shown.length === 1 && operands.length <= 1;
  const width = single ? 1 : operands.length === 0 || operands.includes('-') ? 7 : widest;
  const line = (values: Readonly<Record<string, number>>, name: string) =>
    `${shown.map((letter) => String(values[letter]).padStart(width)).join(' ')}${name === '' ? '' : ` ${name}`}\n`;
  for (const { name, values } of rows) process.stdout.write(line(values, operands.length === 0 ? '' : name));
  if (operands.length > 1) process.stdout.write(line(total, 'total'));
  return failed ? 1 : 0;
}
