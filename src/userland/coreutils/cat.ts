import { encodeText } from '../encoding.ts';
import type { Process, Program, Running } from '../process.ts';
import { eachPiece, readFile } from './input.ts';
import { parseOptions } from './options.ts';

const TABLE = {
  letters: 'AbeEnstTuv',
  long: {
    number: 'n',
    'number-nonblank': 'b',
    'show-ends': 'E',
    'show-tabs': 'T',
    'squeeze-blank': 's',
    'show-all': 'A',
    'show-nonprinting': 'v',
  },
};

/** cat(1). */
export const cat: Program = (process) => {
  const options = parseOptions(process, TABLE);
  return typeof options === 'number'
    ? options
    : run(process, options.operands, options.indexes, formatter(options.given));
};

function* run(
  process: Process,
  paths: readonly string[],
  indexes: readonly number[],
  format: (text: string) => string,
): Running {
  let status = 0;
  const each = paths.length === 0 ? ['-'] : paths;
  for (let at = 0; at < each.length; at += 1) {
    const path = each[at] as string;
    if (path === '-') {
      yield* eachPiece(process, (text) => {
        process.stdout.write(format(text));
        return undefined;
      });
    } else {
      const text = readFile(process, path, indexes[at]);
      if (text === undefined) status = 1;
      else process.stdout.write(format(text));
    }
  }
  return status;
}

/** What the options do to the lines; numbers go on from file to file. */
function formatter(given: ReadonlyMap<string, string>): (text: string) => string {
  const has = (letters: string) => [...letters].some((letter) => given.has(letter));
  if (given.size === 0) return (text) => text;
  let number = 0;
  let blanks = 0;
  return (text) =>
    text.replace(/([^\n]*)(\n|$)/g, (all, line: string, end: string) => {
      if (all === '') return '';
      blanks = line === '' ? blanks + 1 : 0;
      if (given.has('s') && blanks > 1) return '';
      const visible = has('vetA') ? line.replace(INVISIBLE, caret) : line;
      const shown = has('tTA') ? visible.replaceAll('\t', '^I') : visible;
      const numbered = given.has('b') ? line !== '' : given.has('n');
      if (numbered) number += 1;
      return `${numbered ? `${String(number).padStart(6)}\t` : ''}${shown}${end !== '' && has('eEA') ? '$' : ''}${end}`;
    });
}

/** Everything but tabs and what ASCII shows. */
const INVISIBLE = /[^\t\x20-\x7e]/gu;

/** A letter in cat's notation for what cannot be seen: `^X`, and `M-` in front of bytes beyond ASCII. */
function caret(letter: string): string {
  return [...encodeText(letter)].map(byteShown).join('');
}

function byteShown(byte: number): string {
  if (byte >= 128) return `M-${byteShown(byte - 128)}`;
  if (byte === 127) return '^?';
  return byte < 32 ? `^${String.fromCharCode(byte + 64)}` : String.fromCharCode(byte);
}
