import type { Process, Program, Running } from '../process.ts';
import { escapeAt } from './escapes.ts';
import { eachPiece } from './input.ts';
import { misused, type Options, parseOptions } from './options.ts';

const TABLE = {
  letters: 'cCdst',
  long: { complement: 'c', delete: 'd', 'squeeze-repeats': 's', 'truncate-set1': 't' },
  posix: true,
};

const CLASSES: Readonly<Record<string, string>> = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digit: '0123456789',
  space: '\t\n\v\f\r ',
  blank: '\t ',
  punct: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  xdigit: '0123456789ABCDEFabcdef',
};

/** tr(1): translates, deletes (`-d`) and squeezes (`-s`) characters. */
export const tr: Program = (process) => {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const { operands, given } = options;
  if (operands.length === 0) return misused(process, 'missing operand');
  const alone = given.has('d') || given.has('s');
  if (operands.length === 1 && !alone) {
    const hint = 'Two strings must be given when translating.\n';
    return misused(process, `missing operand after '${operands[0]}'`, 1, hint);
  }
  if (operands.length > 2) return misused(process, `extra operand '${operands[2]}'`);
  return run(process, options);
};

function* run(process: Process, { operands, given }: Options): Running {
  const first = charactersOf(operands[0] as string, 0);
  const second = operands[1] === undefined ? undefined : charactersOf(operands[1], first.length);
  const set = new Set(first);
  const complement = given.has('c') || given.has('C');
  const isIn = (char: string) => set.has(char) !== complement;
  const translate = translator(first, second, isIn, complement, given);
  const squeezed = new Set(second ?? first);
  const squeezes = (char: string) => (second === undefined ? isIn(char) : squeezed.has(char));
  let last = '';
  yield* eachPiece(process, (text) => {
    let result = '';
    for (const char of text) {
      if (given.has('d') && isIn(char)) continue;
      const changed = translate(char);
      if (given.has('s') && changed === last && squeezes(changed)) continue;
      result += changed;
      last = changed;
    }
    process.stdout.write(result);
  });
  return 0;
}

function translator(
  first: readonly string[],
  second: readonly string[] | undefined,
  isIn: (char: string) => boolean,
  complement: boolean,
  given: ReadonlyMap<string, string>,
): (char: string) => string {
  if (second === undefined || second.length === 0 || given.has('d')) return (char) => char;
  const final = second[second.length - 1] as string;
  if (complement) return (char) => (isIn(char) ? final : char);
  const map = new Map<string, string>();
  first.forEach((char, at) => {
    if (at < second.length || !given.has('t')) map.set(char, second[at] ?? final);
  });
  return (char) => map.get(char) ?? char;
}

/** The characters of a set: ranges, classes, escapes, `[c*n]`. */
function charactersOf(text: string, length: number): string[] {
  const characters: string[] = [];
  for (let at = 0; at < text.length; ) {
    const named = /^\[:(\w+):\]/.exec(text.slice(at));
    const repeated = /^\[(\\?.)\*(\d*)\]/su.exec(text.slice(at));
    if (named !== null) {
      characters.push(...classOf(named[1] as string));
      at += named[0].length;
      continue;
    }
    if (repeated !== null) {
      const count = repeated[2] === '' ? Math.max(0, length - characters.length) : Number(repeated[2]);
      for (let times = 0; times < Math.min(count, 4096); times += 1) characters.push(repeated[1] as string);
      at += repeated[0].length;
      continue;
    }
    const start = characterAt(text, at);
    at += start.length;
    if (text[at] !== '-' || at + 1 >= text.length) {
      characters.push(start.char);
      continue;
    }
    const end = characterAt(text, at + 1);
    at += 1 + end.length;
    const last = Math.min(end.char.codePointAt(0) as number, (start.char.codePointAt(0) as number) + 4096);
    for (let code = start.char.codePointAt(0) as number; code <= last; code += 1)
      characters.push(String.fromCodePoint(code));
  }
  return characters;
}

function classOf(name: string): readonly string[] {
  if (name === 'alpha') return [...(CLASSES.upper as string), ...(CLASSES.lower as string)];
  if (name === 'alnum')
    return [...(CLASSES.digit as string), ...(CLASSES.upper as string), ...(CLASSES.lower as string)];
  return [...(CLASSES[name] ?? '')];
}

function characterAt(text: string, at: number): { readonly char: string; readonly length: number } {
  if (text[at] === '\\') {
    const decoded = escapeAt(text, at, 'printf');
    return {
      char: decoded.text.startsWith('\\') && decoded.length > 1 ? (decoded.text[1] ?? '\\') : decoded.text,
      length: decoded.length,
    };
  }
  const char = String.fromCodePoint(text.codePointAt(at) as number);
  return { char, length: char.length };
}
