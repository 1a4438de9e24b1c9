import { deletePaths, getPath, setPath } from './access.ts';
import { described, split } from './arithmetic.ts';
import { gmtime, mktime, strftime, strptime } from './dates.ts';
import { type Argument, type Builtin, type Item, made, pathsOf } from './execute.ts';
import { fail, Halt, JqError } from './failure.ts';
import { format, text } from './formats.ts';
import { MATHEMATICS } from './mathematics.ts';
import { print } from './print.ts';
import { JsonError, parseJson } from './reader.ts';
import { matches } from './regex.ts';
import { compare, elementsOf, isArray, isObject, isTrue, kindOf, sortedKeys, type Value } from './value.ts';

/** A builtin that makes one value of its input and of the values of its arguments. */
type Simple = (input: Value, ...words: Value[]) => Value;

const SIMPLE: Readonly<Record<string, Simple>> = {
  'not/0': (input) => !isTrue(input),
  'length/0': length,
  'utf8bytelength/0': (input) => {
    if (typeof input !== 'string') return fail(`${described(input)} only strings have UTF-8 byte length`);
    return encodedLength(input);
  },
  'keys/0': (input) => (isObject(input) ? sortedKeys(input) : indexes(input)),
  'keys_unsorted/0': (input) => (isObject(input) ? [...input.keys()] : indexes(input)),
  'has/1': has,
  'contains/1': contains,
  'type/0': (input) => kindOf(input),
  'tojson/0': (input) => print(input),
  'fromjson/0': (input) => {
    if (typeof input !== 'string') return fail(`${described(input)} only strings can be parsed`);
    return fromJson(input);
  },
  'tostring/0': (input) => text(input),
  'tonumber/0': toNumber,
  'explode/0': (input) =>
    typeof input === 'string'
      ? [...input].map((each) => each.codePointAt(0) as number)
      : fail('explode input must be a string'),
  'implode/0': (input) => {
    if (!isArray(input)) return fail('implode input must be an array');
    return input
      .map((each) =>
        typeof each === 'number' ? String.fromCodePoint(each) : fail('Unicode codepoint must be numeric'),
      )
      .join('');
  },
  'startswith/1': (input, word) => both(input, word, 'startswith() requires string inputs', (a, b) => a.startsWith(b)),
  'endswith/1': (input, word) => both(input, word, 'endswith() requires string inputs', (a, b) => a.endsWith(b)),
  'ltrimstr/1': (input, word) =>
    typeof input === 'string' && typeof word === 'string' && input.startsWith(word) ? input.slice(word.length) : input,
  'rtrimstr/1': (input, word) =>
    typeof input === 'string' && typeof word === 'string' && word !== '' && input.endsWith(word)
      ? input.slice(0, -word.length)
      : input,
  'split/1': (input, word) => both(input, word, 'split input and separator must be strings', split),
  '_places/1': (input, word) =>
    both(input, word, '_strindices input must be a string', (within, wanted) => placesOf(within, wanted)),
  'sort/0': (input) =>
    isArray(input) ? input.toSorted(compare) : fail(`${described(input)} cannot be sorted, as it is not an array`),
  '_sorted/1': (input, keys) => ordered(input, keys).map(({ value }) => value),
  '_grouped/1': grouped,
  '_least/1': (input, keys) => extreme(input, keys, (order) => order < 0),
  '_greatest/1': (input, keys) => extreme(input, keys, (order) => order >= 0),
  'min/0': (input) => extreme(input, input, (order) => order < 0),
  'max/0': (input) => extreme(input, input, (order) => order >= 0),
  'flatten/1': (input, depth) => {
    if (typeof depth !== 'number' || depth < 0) return fail('flatten depth must not be negative');
    return flatten(input, depth);
  },
  'setpath/2': (input, path, value) =>
    isArray(path) ? setPath(input, path, value) : fail('Path must be specified as an array'),
  'delpaths/1': (input, paths) => {
    if (!isArray(paths)) return fail('Paths must be specified as an array');
    return deletePaths(
      input,
      paths.map((path) => (isArray(path) ? path : fail('Path must be specified as an array'))),
    );
  },
  'format/1': (input, name) =>
    format(typeof name === 'string' ? name : fail(`${described(name)} is not a valid format`), input),
  'infinite/0': () => Number.POSITIVE_INFINITY,
  'nan/0': () => Number.NaN,
  'isinfinite/0': (input) => Math.abs(number(input)) === Number.POSITIVE_INFINITY,
  'isnan/0': (input) => input !== null && Number.isNaN(number(input)),
  'isnormal/0': (input) => Number.isFinite(number(input)) && Math.abs(number(input)) >= 2.2250738585072014e-308,
  '_match/3': matches,
  'gmtime/0': gmtime,
  'localtime/0': gmtime,
  'mktime/0': mktime,
  'strftime/1': strftime,
  'strflocaltime/1': strftime,
  'strptime/1': strptime,
  'bsearch/1': (input, wanted) => {
    if (!isArray(input)) return fail(`Cannot index ${kindOf(input)} with number`);
    const at = input.findIndex((each) => compare(each, wanted) >= 0);
    if (at >= 0 && compare(input[at] as Value, wanted) === 0) return at;
    return -1 - (at < 0 ? input.length : at);
  },
  'get_search_list/0': () => ['~/.jq', '$ORIGIN/../lib/jq', '$ORIGIN/lib'],
};

function encodedLength(input: string): number {
  let bytes = 0;
  for (const letter of input) {
    const code = letter.codePointAt(0) as number;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function number(input: Value): number {
  return typeof input === 'number' ? input : fail(`${described(input)} number required`);
}

function both<T extends Value>(a: Value, b: Value, otherwise: string, use: (a: string, b: string) => T): T {
  return typeof a === 'string' && typeof b === 'string' ? use(a, b) : fail(otherwise);
}

function length(input: Value): Value {
  if (input === null) return 0;
  if (typeof input === 'boolean') return fail(`${described(input)} has no length`);
  if (typeof input === 'number') return Math.abs(input);
  if (typeof input === 'string') return [...input].length;
  return isArray(input) ? input.length : input.size;
}

function indexes(input: Value): Value {
  return isArray(input) ? input.map((_, at) => at) : fail(`${described(input)} has no keys`);
}

function has(input: Value, key: Value): Value {
  if (input === null && (typeof key === 'string' || typeof key === 'number')) return false;
  if (isObject(input) && typeof key === 'string') return input.has(key);
  if (isArray(input) && typeof key === 'number') return key >= 0 && key < input.length;
  return fail(`Cannot check whether ${kindOf(input)} has a ${kindOf(key)} key`);
}

function contains(input: Value, part: Value): Value {
  return holds(input, part, `${described(input)} and ${described(part)} cannot have their containment checked`);
}

function holds(input: Value, part: Value, otherwise?: string): boolean {
  if (isObject(input) && isObject(part)) {
    return [...part].every(([key, value]) => input.has(key) && holds(input.get(key) as Value, value));
  }
  if (isArray(input) && isArray(part)) return part.every((each) => input.some((other) => holds(other, each)));
  if (typeof input === 'string' && typeof part === 'string') return input.includes(part);
  if (otherwise === undefined || kindOf(input) === kindOf(part)) return compare(input, part) === 0;
  return fail(otherwise);
}

function fromJson(input: string): Value {
  try {
    return parseJson(input);
  } catch (thrown) {
    if (thrown instanceof JsonError) return fail(thrown.message);
    throw thrown;
  }
}

function toNumber(input: Value): Value {
  if (typeof input === 'number') return input;
  if (typeof input !== 'string') return fail(`${described(input)} cannot be parsed as a number`);
  const value = fromJson(input);
  return typeof value === 'number' ? value : fail(`${described(value)} cannot be parsed as a number`);
}

/** Where a text stands in another one, in bytes. */
function placesOf(within: string, wanted: string): Value {
  if (wanted === '') return null;
  const found: number[] = [];
  for (let at = within.indexOf(wanted); at >= 0; at = within.indexOf(wanted, at + 1)) {
    found.push(encodedLength(within.slice(0, at)));
  }
  return found;
}

function ordered(input: Value, keys: Value): { readonly value: Value; readonly key: Value }[] {
  if (!isArray(input) || !isArray(keys)) return fail(`${described(input)} cannot be sorted, as it is not an array`);
  return input.map((value, at) => ({ value, key: keys[at] as Value })).sort((a, b) => compare(a.key, b.key));
}

function grouped(input: Value, keys: Value): Value {
  if (!isArray(input)) return fail(`Cannot iterate over ${described(input)}`);
  const groups: Value[][] = [];
  let last: Value | undefined;
  for (const { value, key } of ordered(input, keys)) {
    if (last !== undefined && compare(last, key) === 0) groups.at(-1)?.push(value);
    else groups.push([value]);
    last = key;
  }
  return groups;
}

function extreme(input: Value, keys: Value, better: (order: number) => boolean): Value {
  if (!isArray(input) || !isArray(keys))
    return fail(`${described(input)} and ${described(keys)} cannot be iterated over`);
  let best = 0;
  for (let at = 1; at < input.length; at += 1) {
    if (better(compare(keys[at] as Value, keys[best] as Value))) best = at;
  }
  return input[best] ?? null;
}

function flatten(input: Value, depth: number): Value[] {
  if (!isArray(input) && !isObject(input)) return fail(`Cannot iterate over ${described(input)}`);
  return elementsOf(input).flatMap((each) => (isArray(each) && depth > 0 ? flatten(each, depth - 1) : [each]));
}

/** Every combination of the values of arguments; the last one's change slowest. */
function* combinations(words: readonly Argument[], input: Item, values: readonly Value[] = []): Generator<Value[]> {
  const word = words[words.length - 1 - values.length];
  if (word === undefined) yield [...values].reverse();
  else {
    for (const { value } of word({ value: input.value })) yield* combinations(words, input, [...values, value]);
  }
}

function simple(builtin: Simple): Builtin {
  return function* (_, input, words) {
    for (const values of combinations(words, input)) yield made(builtin(input.value, ...values), input);
  };
}

function* range(input: Item, words: readonly Argument[]) {
  const [from, to, by] = words as [Argument, Argument, Argument | undefined];
  const numbers = function* (word: Argument | undefined) {
    if (word === undefined) yield 1;
    else
      for (const { value } of word({ value: input.value }))
        yield typeof value === 'number' ? value : fail('Range bounds must be numeric');
  };
  for (const start of numbers(from)) {
    for (const end of numbers(to)) {
      for (const step of numbers(by)) {
        if (step > 0) for (let at = start; at < end; at += step) yield made(at, input);
        else if (step < 0) for (let at = start; at > end; at += step) yield made(at, input);
        else if (start < end) for (;;) yield made(start, input);
      }
    }
  }
}

const NATIVE: Readonly<Record<string, Builtin>> = {
  *'empty/0'() {},
  *'error/0'(_, input) {
    if (input.value !== null) throw new JqError(input.value);
    yield* [];
  },
  *'error/1'(_, input, [message]) {
    yield* [];
    for (const { value } of (message as Argument)({ value: input.value })) if (value !== null) throw new JqError(value);
  },
  *'path/1'(_, input, [filter]) {
    const items = (filter as Argument)({ value: input.value, path: [], at: input.value });
    for (const path of pathsOf(items)) yield made(path, input);
  },
  *'getpath/1'(_, input, [word]) {
    for (const { value: path } of (word as Argument)({ value: input.value })) {
      if (!isArray(path)) fail('Path must be specified as an array');
      const keys = path as readonly Value[];
      const value = getPath(input.value, keys);
      yield input.path === undefined ? { value } : { value, path: [...input.path, ...keys], at: value };
    }
  },
  *'range/2'(_, input, words) {
    yield* range(input, words);
  },
  *'range/3'(_, input, words) {
    yield* range(input, words);
  },
  *'first/1'(_, input, [filter]) {
    for (const each of (filter as Argument)(input)) {
      yield each;
      return;
    }
  },
  *'limit/2'(_, input, [most, filter]) {
    for (const { value } of (most as Argument)({ value: input.value })) {
      let left = value as number;
      for (const each of (filter as Argument)(input)) {
        yield each;
        left -= 1;
        if ((value as number) >= 0 && left <= 0) break;
      }
    }
  },
  *'isempty/1'(_, input, [filter]) {
    const found = (filter as Argument)({ value: input.value }).next();
    yield made(found.done === true, input);
  },
  *'any/2'(_, input, words) {
    yield made(some(input, words, true), input);
  },
  *'all/2'(_, input, words) {
    yield made(!some(input, words, false), input);
  },
  *'input/0'({ world }, input) {
    const value = world.input();
    yield made(value === undefined ? fail('break') : value, input);
  },
  *'_input_or_end/0'({ world }, input) {
    const value = world.input();
    yield made(value === undefined ? [] : [value], input);
  },
  *'debug/0'({ world }, input) {
    world.error(`${print(['DEBUG:', input.value])}\n`);
    yield input;
  },
  *'stderr/0'({ world }, input) {
    world.error(`${print(input.value)}\n`);
    yield input;
  },
  *'now/0'({ world }, input) {
    yield made(world.now(), input);
  },
  *'input_filename/0'({ world }, input) {
    yield made(world.position.name, input);
  },
  *'input_line_number/0'({ world }, input) {
    yield made(world.position.line, input);
  },
  *'halt/0'() {
    yield* [];
    throw new Halt(0, '');
  },
  *'halt_error/1'(_, input, [status]) {
    yield* [];
    for (const { value } of (status as Argument)({ value: input.value })) {
      if (typeof value !== 'number') fail('halt_error/1: number required');
      throw new Halt(value as number, lastWords(input.value));
    }
  },
  *'builtins/0'(_, input) {
    yield made(
      [...nativeBuiltins().keys()].filter((name) => !name.startsWith('_')),
      input,
    );
  },
};

/** What `halt_error` prints. */
function lastWords(value: Value): string {
  if (value === null) return '';
  return typeof value === 'string' ? value.replace(/\n?$/, '\n') : `${print(value)}\n`;
}

/** True when a filter gives, for one of the values, what counts as `wanted`. */
function some(input: Item, [values, filter]: readonly Argument[], wanted: boolean): boolean {
  for (const { value } of (values as Argument)({ value: input.value })) {
    for (const each of (filter as Argument)({ value })) if (isTrue(each.value) === wanted) return true;
  }
  return false;
}

let known: ReadonlyMap<string, Builtin> | undefined;

/** Builtins by name and number of arguments. */
export function nativeBuiltins(): ReadonlyMap<string, Builtin> {
  known ??= new Map([
    ...Object.entries(SIMPLE).map(([name, builtin]) => [name, simple(builtin)] as const),
    ...Object.entries(MATHEMATICS).map(([name, builtin]) => [name, simple(mathematical(builtin))] as const),
    ...Object.entries(NATIVE),
  ]);
  return known;
}

function mathematical(builtin: (...words: number[]) => number): Simple {
  const takesInput = builtin.length === 1;
  return (input, ...words) => builtin(...(takesInput ? [input] : words).map(number));
}
