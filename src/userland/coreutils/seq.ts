import type { Program } from '../process.ts';
import { misused } from './options.ts';
import { formatPrintf } from './printf.ts';

/** More numbers than this are cut off. */
const LIMIT = 1_000_000;

/** seq(1): `-s separator`, `-w`, `-f format`. */
export const seq: Program = (process) => {
  const { argv } = process;
  let separator = '\n';
  let format: string | undefined;
  let wide = false;
  let at = 1;
  for (; /^-(?![\d.])./.test(argv[at] ?? ''); at += 1) {
    const word = argv[at] as string;
    if (word === '-w' || word === '--equal-width') wide = true;
    else if (/^-[sf]/.test(word)) {
      const value = word.length > 2 ? word.slice(2) : argv[++at];
      if (value === undefined) return misused(process, `option requires an argument -- '${word[1]}'`);
      if (word[1] === 's') separator = value;
      else format = value;
    } else if (word === '--') {
      at += 1;
      break;
    } else return misused(process, `invalid option -- '${word[1]}'`);
  }
  const words = argv.slice(at);
  if (words.length === 0) return misused(process, 'missing operand');
  if (words.length > 3) return misused(process, `extra operand '${words[3]}'`);
  for (const word of words) {
    if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(word)) {
      process.blame(argv.indexOf(word));
      return misused(process, `invalid floating point argument: '${word}'`);
    }
  }
  const numbers = values(words, wide, format);
  if (numbers === undefined) return misused(process, `invalid Zero increment value: '${words[1]}'`);
  if (numbers.length > 0) process.stdout.write(`${numbers.join(separator)}\n`);
  return 0;
};

function values(words: readonly string[], wide: boolean, format: string | undefined): string[] | undefined {
  const first = words.length > 1 ? (words[0] as string) : '1';
  const step = words.length > 2 ? (words[1] as string) : '1';
  const last = words[words.length - 1] as string;
  const by = Number(step);
  if (by === 0) return undefined;
  const places = Math.max(placesOf(first), placesOf(step));
  const count = Math.floor((Number(last) - Number(first)) / by + 1e-10) + 1;
  const numbers: string[] = [];
  for (let at = 0; at < Math.min(count, LIMIT); at += 1) {
    const value = (Number(first) + at * by).toFixed(places);
    numbers.push(format === undefined ? value : formatted(format, value));
  }
  if (!wide) return numbers;
  const width = Math.max(...numbers.map((each) => each.length), 0);
  return numbers.map((each) =>
    each.startsWith('-') ? `-${each.slice(1).padStart(width - 1, '0')}` : each.padStart(width, '0'),
  );
}

function placesOf(word: string): number {
  return /\.(\d*)/.exec(word)?.[1]?.length ?? 0;
}

function formatted(format: string, value: string): string {
  return formatPrintf(format, [value], { quote: (text) => text, now: 0 }).text;
}
