import type { Wait } from '../process.ts';
import { AwkArray } from './array.ts';
import { unescaped } from './bytes.ts';
import { AwkError } from './error.ts';
import { formatValues } from './format.ts';
import { LARGEST_INTEGER } from './integer.ts';
import type { AwkFunction, AwkProgram, Expression, Rule, Statement, Target } from './program.ts';
import type { RecordReader } from './records.ts';
import { regexOf, splitText } from './regex.ts';
import { compare, isTrue, numberOf, Outside, textOf, type Value } from './value.ts';

/** What a step of a program does: it may have to wait, for input or for a command. */
type Doing<T> = Generator<Wait, T, void>;

type Redirect = { readonly operator: string; readonly to: string };

/** What a program needs of its surroundings. */
export interface Surroundings {
  print(text: string, redirect: Redirect | undefined): void;
  /** The records of a file (standard input for `-`); undefined where it cannot be read. */
  file(path: string): RecordReader | undefined;
  /** Those of a file that `getline` reads: the same reader until it is closed. */
  opened(path: string): RecordReader | undefined;
  /** Those of what a command writes, as long as it is not closed. */
  command(command: string): Doing<RecordReader | undefined>;
  /** Runs a command and answers its status (`system`). */
  system(command: string): Doing<number>;
  /** Ends what goes to a file or a command, or comes from there: the status of the command, 0, or -1 for what is not open. */
  close(name: string): Doing<number>;
  /** Writes what of standard output is held back. */
  flush(): void;
  /** Seconds since 1970. */
  now(): number;
  formatTime(format: string, seconds: number): string;
}

/** Ways out of a statement. */
class Leave {
  constructor(readonly how: string) {}
}
class Exit {}
class Return {
  constructor(readonly value: Value | undefined) {}
}
/** Steps a program may take: more means that it does not end. */
const MOST = 5_000_000;

const NOTHING: Statement = { kind: 'block', body: [] };

/** Runs a program over records (POSIX, awk). Strings are bytes, a letter each, as mawk has them. */
export class Execution {
  status = 0;
  #globals = new Map<string, Value>();
  #arrays = new Map<string, AwkArray>();
  #frames: Map<string, Value | AwkArray | undefined>[] = [];
  #fields: string[] = [];
  #record = '';
  #isSplit = true;
  #exited = false;
  #steps = 0;
  #inRange = new Set<Rule>();
  #seed = 0;
  /** The place in ARGV of the next file, and the records of the one that is read. */
  #argument = 1;
  #input: RecordReader | undefined;
  #hasInput = false;
  /** Nothing is left to be read. */
  #isAtEnd = false;

  constructor(
    private readonly program: AwkProgram,
    private readonly out: Surroundings,
    environment: ReadonlyMap<string, string>,
    args: readonly string[],
  ) {
    const initial: [string, Value][] = [
      ['FS', ' '],
      ['OFS', ' '],
      ['ORS', '\n'],
      ['RS', '\n'],
      ['NR', 0],
      ['FNR', 0],
      ['NF', 0],
      ['SUBSEP', '\x1c'],
      ['CONVFMT', '%.6g'],
      ['OFMT', '%.6g'],
      ['RSTART', 0],
      ['RLENGTH', -1],
      ['FILENAME', ''],
      ['ARGC', args.length],
    ];
    for (const [name, value] of initial) this.#globals.set(name, value);
    for (const [name, value] of environment) this.#array('ENVIRON').set(name, new Outside(value));
    args.forEach((word, at) => {
      this.#array('ARGV').set(at, new Outside(word));
    });
  }

  setVariable(name: string, text: string): void {
    this.#set(name, new Outside(text));
  }

  *run(): Doing<void> {
    yield* this.#special('begin');
    if (this.program.rules.some(({ pattern }) => pattern.kind !== 'begin')) {
      while (!this.#exited && (yield* this.#advance())) yield* this.#guarded(NOTHING, true);
    }
    this.#isAtEnd = true;
    this.#exited = false;
    yield* this.#special('end');
  }

  *#special(kind: 'begin' | 'end'): Doing<void> {
    for (const { pattern, action } of this.program.rules) {
      if (pattern.kind === kind && action !== undefined && !this.#exited) yield* this.#guarded(action);
    }
  }

  /** Makes the next record of the input the current one; false at its end. */
  *#advance(): Doing<boolean> {
    const record = yield* this.#nextRecord();
    if (record === undefined) return false;
    this.#setRecord(record);
    return true;
  }

  *#nextRecord(): Doing<string | undefined> {
    while (!this.#isAtEnd) {
      this.#input ??= this.#nextFile();
      const record = yield* this.#recordOf(this.#input);
      if (record !== undefined) {
        this.#set('NR', numberOf(this.#get('NR')) + 1);
        this.#set('FNR', numberOf(this.#get('FNR')) + 1);
        return record;
      }
      this.#input = undefined;
    }
    return undefined;
  }

  *#recordOf(reader: RecordReader | undefined): Doing<string | undefined> {
    return reader === undefined ? undefined : yield* reader.next(textOf(this.#get('RS')));
  }

  /** Opens the next file that ARGV names, once the assignments before it are made; standard input where it names none. */
  #nextFile(): RecordReader | undefined {
    for (; this.#argument < numberOf(this.#get('ARGC')); this.#argument += 1) {
      const word = textOf(this.#array('ARGV').find(this.#argument)?.value);
      if (word === '' || this.assign(word)) continue;
      this.#argument += 1;
      return this.#open(word);
    }
    if (!this.#hasInput) return this.#open('-');
    this.#isAtEnd = true;
    return undefined;
  }

  #open(path: string): RecordReader {
    this.#hasInput = true;
    this.#set('FILENAME', path);
    this.#set('FNR', 0);
    const reader = this.out.file(path);
    if (reader === undefined) throw new AwkError(`cannot open ${path} (No such file or directory)`);
    return reader;
  }

  /** Makes an assignment of the command line; false when the word is none. */
  assign(word: string): boolean {
    const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word);
    if (match === null) return false;
    this.setVariable(match[1] as string, unescaped(match[2] as string));
    return true;
  }

  *#guarded(statement: Statement, rules = false): Doing<void> {
    try {
      if (rules) for (const rule of this.program.rules) yield* this.#rule(rule);
      else yield* this.#run(statement);
    } catch (thrown) {
      if (thrown instanceof Exit) this.#exited = true;
      else if (!(thrown instanceof Leave)) throw thrown;
      else if (thrown.how === 'nextfile') this.#input = undefined;
    }
  }

  *#rule(rule: Rule): Doing<void> {
    const { pattern, action } = rule;
    if (pattern.kind === 'begin' || pattern.kind === 'end') return;
    if (pattern.kind === 'test' && !(yield* this.#holds(pattern.test))) return;
    if (pattern.kind === 'range') {
      if (!this.#inRange.has(rule) && !(yield* this.#holds(pattern.from))) return;
      this.#inRange.add(rule);
      if (yield* this.#holds(pattern.to)) this.#inRange.delete(rule);
    }
    if (action !== undefined) yield* this.#run(action);
    else this.out.print(this.#record + textOf(this.#get('ORS')), undefined);
  }

  // Records and fields

  #setRecord(text: string): void {
    this.#record = text;
    this.#isSplit = false;
  }

  #split(): void {
    if (this.#isSplit) return;
    this.#isSplit = true;
    const separator = textOf(this.#get('FS'));
    this.#fields = splitText(
      this.#record,
      textOf(this.#get('RS')) === '' && separator !== ' ' ? `${separator}|\n` : separator,
    );
    this.#globals.set('NF', this.#fields.length);
  }

  #field(index: number): Value | undefined {
    if (index === 0) return new Outside(this.#record);
    this.#split();
    const text = this.#fields[index - 1];
    return text === undefined ? undefined : new Outside(text);
  }

  #setField(index: number, value: Value | undefined): void {
    const text = textOf(value, textOf(this.#get('CONVFMT')));
    if (index === 0) {
      this.#setRecord(text);
      return;
    }
    this.#split();
    while (this.#fields.length < index) this.#fields.push('');
    this.#fields[index - 1] = text;
    this.#globals.set('NF', this.#fields.length);
    this.#join();
  }

  #join(): void {
    this.#record = this.#fields.join(textOf(this.#get('OFS')));
  }

  // Variables

  #get(name: string): Value | undefined {
    const frame = this.#frames.at(-1);
    if (frame?.has(name)) {
      const local = frame.get(name);
      return local instanceof AwkArray ? undefined : local;
    }
    if (name === 'NF') this.#split();
    return this.#globals.get(name);
  }

  #set(name: string, value: Value | undefined): void {
    const frame = this.#frames.at(-1);
    if (frame?.has(name)) {
      frame.set(name, value);
      return;
    }
    this.#globals.set(name, value ?? '');
    if (name !== 'NF') return;
    this.#split();
    const count = numberOf(value);
    while (this.#fields.length < count) this.#fields.push('');
    this.#fields.length = count;
    this.#globals.set('NF', count);
    this.#join();
  }

  #array(name: string): AwkArray {
    const frame = this.#frames.at(-1);
    if (frame?.has(name)) {
      const local = frame.get(name);
      if (local instanceof AwkArray) return local;
      const made = new AwkArray();
      frame.set(name, made);
      return made;
    }
    const known = this.#arrays.get(name);
    if (known !== undefined) return known;
    const made = new AwkArray();
    this.#arrays.set(name, made);
    return made;
  }

  /** What an element is found by: a whole number is kept as one. */
  *#key(subscripts: readonly Expression[]): Doing<number | string> {
    const format = textOf(this.#get('CONVFMT'));
    const values: (Value | undefined)[] = [];
    for (const each of subscripts) values.push(yield* this.#value(each));
    const [only] = values;
    if (values.length === 1 && typeof only === 'number' && Number.isInteger(only) && Math.abs(only) <= LARGEST_INTEGER)
      return only + 0;
    return values.map((each) => textOf(each, format)).join(textOf(this.#get('SUBSEP')));
  }

  // Statements

  *#run(statement: Statement): Doing<void> {
    this.#steps += 1;
    if (this.#steps > MOST) throw new AwkError('the program does not come to an end');
    switch (statement.kind) {
      case 'expression':
        yield* this.#value(statement.expression);
        return;
      case 'print':
        yield* this.#print(statement);
        return;
      case 'block':
        for (const each of statement.body) yield* this.#run(each);
        return;
      case 'if':
        if (yield* this.#holds(statement.test)) yield* this.#run(statement.yes);
        else if (statement.no !== undefined) yield* this.#run(statement.no);
        return;
      case 'loop':
        yield* this.#loop(statement);
        return;
      case 'each':
        for (const key of this.#array(statement.array).subscripts()) {
          this.#set(statement.variable, new Outside(key));
          if (yield* this.#turn(statement.body)) return;
        }
        return;
      case 'delete':
        if (statement.subscripts === undefined) this.#array(statement.name).clear();
        else this.#array(statement.name).delete(yield* this.#key(statement.subscripts));
        return;
      case 'leave':
        throw new Leave(statement.how);
      case 'end': {
        const value = statement.value === undefined ? undefined : yield* this.#value(statement.value);
        if (statement.how === 'return') throw new Return(value);
        if (value !== undefined) this.status = numberOf(value) & 255;
        throw new Exit();
      }
    }
  }

  /** Runs the body of a loop; true when it is left. */
  *#turn(body: Statement): Doing<boolean> {
    try {
      yield* this.#run(body);
    } catch (thrown) {
      if (!(thrown instanceof Leave) || (thrown.how !== 'break' && thrown.how !== 'continue')) throw thrown;
      return thrown.how === 'break';
    }
    return false;
  }

  *#loop({ before, test, after, body, testsLast }: Extract<Statement, { kind: 'loop' }>): Doing<void> {
    if (before !== undefined) yield* this.#run(before);
    for (let first = true; ; first = false) {
      const isTested = test !== undefined && !(testsLast && first);
      if (isTested && !(yield* this.#holds(test))) return;
      if (yield* this.#turn(body)) return;
      if (after !== undefined) yield* this.#run(after);
    }
  }

  *#print({ formatted, words, redirect }: Extract<Statement, { kind: 'print' }>): Doing<void> {
    const values: (Value | undefined)[] = [];
    for (const each of words) values.push(yield* this.#value(each));
    const to =
      redirect === undefined ? undefined : { operator: redirect.operator, to: textOf(yield* this.#value(redirect.to)) };
    this.out.print(formatted ? this.#formatted('printf', values) : this.#line(values), to);
  }

  #line(values: readonly (Value | undefined)[]): string {
    const shown = values.map((each) => textOf(each, textOf(this.#get('OFMT'))));
    const text = values.length === 0 ? this.#record : shown.join(textOf(this.#get('OFS')));
    return text + textOf(this.#get('ORS'));
  }

  #formatted(name: string, [format, ...values]: readonly (Value | undefined)[]): string {
    try {
      return formatValues(name, textOf(format), values);
    } catch (thrown) {
      throw thrown instanceof AwkError ? this.#runTimeError(thrown.message) : thrown;
    }
  }

  #runTimeError(message: string): AwkError {
    const [file, fileNumber, number] = ['FILENAME', 'FNR', 'NR'].map((name) => textOf(this.#get(name)));
    return new AwkError(`run time error: ${message}\n\tFILENAME="${file}" FNR=${fileNumber} NR=${number}`);
  }

  // Expressions

  *#holds(expression: Expression): Doing<boolean> {
    return isTrue(yield* this.#value(expression));
  }

  *#value(expression: Expression): Doing<Value | undefined> {
    switch (expression.kind) {
      case 'number':
      case 'string':
        return expression.value;
      case 'regex':
        return regexOf(expression.source).test(this.#record) ? 1 : 0;
      case 'variable':
        return this.#get(expression.name);
      case 'field':
        return this.#field(yield* this.#fieldIndex(expression));
      case 'element': {
        const element = this.#array(expression.name).element(yield* this.#key(expression.subscripts));
        return element.value;
      }
      case 'in':
        return this.#array(expression.name).find(yield* this.#key(expression.subscripts)) === undefined ? 0 : 1;
      case 'unary':
        return yield* this.#unary(expression.operator, expression.operand);
      case 'binary':
        return yield* this.#binary(expression);
      case 'conditional':
        return yield* this.#value((yield* this.#holds(expression.test)) ? expression.yes : expression.no);
      case 'assign':
        return yield* this.#assign(expression);
      case 'step': {
        const before = numberOf(yield* this.#value(expression.target));
        yield* this.#store(expression.target, before + expression.by);
        return expression.prefix ? before + expression.by : before;
      }
      case 'getline':
        return yield* this.#getline(expression);
      case 'call':
        return yield* this.#call(expression.name, expression.words);
    }
  }

  *#unary(operator: string, operand: Expression): Doing<Value | undefined> {
    const value = yield* this.#value(operand);
    if (operator === '(') return value;
    if (operator === '!') return isTrue(value) ? 0 : 1;
    return operator === '-' ? -numberOf(value) : numberOf(value);
  }

  *#binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Doing<Value> {
    if (operator === '&&') return (yield* this.#holds(left)) && (yield* this.#holds(right)) ? 1 : 0;
    if (operator === '||') return (yield* this.#holds(left)) || (yield* this.#holds(right)) ? 1 : 0;
    const a = yield* this.#value(left);
    if (operator === '~' || operator === '!~')
      return (yield* this.#regex(right)).test(textOf(a)) === (operator === '~') ? 1 : 0;
    const b = yield* this.#value(right);
    if (operator === ' ') return textOf(a, textOf(this.#get('CONVFMT'))) + textOf(b, textOf(this.#get('CONVFMT')));
    return this.#compared(operator, a, b) ?? calculate(operator, numberOf(a), numberOf(b));
  }

  #compared(operator: string, a: Value | undefined, b: Value | undefined): number | undefined {
    if (!/^(?:[<>]=?|==|!=)$/.test(operator)) return undefined;
    const order = compare(a, b);
    const holds =
      operator === '<'
        ? order < 0
        : operator === '<='
          ? order <= 0
          : operator === '>'
            ? order > 0
            : operator === '>='
              ? order >= 0
              : (order === 0) === (operator === '==');
    return holds ? 1 : 0;
  }

  *#assign({ operator, target, value }: Extract<Expression, { kind: 'assign' }>): Doing<Value | undefined> {
    const right = yield* this.#value(value);
    const result = operator === '' ? right : calculate(operator, numberOf(yield* this.#value(target)), numberOf(right));
    yield* this.#store(target, result);
    return result;
  }

  *#store(target: Target, value: Value | undefined): Doing<void> {
    if (target.kind === 'variable') this.#set(target.name, value);
    else if (target.kind === 'field') this.#setField(yield* this.#fieldIndex(target), value);
    else this.#array(target.name).set(yield* this.#key(target.subscripts), value ?? new Outside(''));
  }

  /** A regular expression as written, or the text of any other expression as one. */
  *#regex(expression: Expression): Doing<RegExp> {
    return expression.kind === 'regex' ? regexOf(expression.source) : regexOf(textOf(yield* this.#value(expression)));
  }

  *#fieldIndex({ index }: Extract<Expression, { kind: 'field' }>): Doing<number> {
    const number = Math.trunc(numberOf(yield* this.#value(index)));
    if (number < 0) throw this.#runTimeError(`negative field index $${number}`);
    return number;
  }

  *#getline({ target, from, of }: Extract<Expression, { kind: 'getline' }>): Doing<number> {
    let record: string | undefined;
    if (from === undefined) record = yield* this.#nextRecord();
    else {
      const name = textOf(yield* this.#value(from));
      const reader = of === 'file' ? this.out.opened(name) : yield* this.out.command(name);
      if (reader === undefined) return -1;
      record = yield* this.#recordOf(reader);
    }
    if (record === undefined) return 0;
    if (target === undefined) this.#setRecord(record);
    else yield* this.#store(target, new Outside(record));
    return 1;
  }

  *#call(name: string, words: readonly Expression[]): Doing<Value | undefined> {
    const called = this.program.functions.get(name);
    if (called !== undefined) return yield* this.#callFunction(called, words);
    if (name === 'length') return yield* this.#length(words);
    if (name === 'split') return yield* this.#splitInto(words);
    if (name === 'sub' || name === 'gsub') return yield* this.#replace(words, name === 'gsub');
    if (name === 'match') return yield* this.#match(words);
    const values: (Value | undefined)[] = [];
    for (const each of words) values.push(yield* this.#value(each));
    const text = (at: number) => textOf(values[at], textOf(this.#get('CONVFMT')));
    if (name === 'system') return yield* this.out.system(text(0));
    if (name === 'close') return yield* this.out.close(text(0));
    return this.#plainCall(name, values, text);
  }

  #plainCall(name: string, values: readonly (Value | undefined)[], text: (at: number) => string): Value | undefined {
    const number = (at: number) => numberOf(values[at]);
    switch (name) {
      case 'substr':
        return substring(text(0), number(1), values.length > 2 ? number(2) : undefined);
      case 'index':
        return text(0).indexOf(text(1)) + 1;
      case 'sprintf':
        return this.#formatted('sprintf', values);
      case 'tolower':
        return text(0).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
      case 'toupper':
        return text(0).replace(/[a-z]+/g, (letters) => letters.toUpperCase());
      case 'int':
        return Math.trunc(number(0)) + 0;
      case 'sqrt':
        return Math.sqrt(number(0));
      case 'exp':
        return Math.exp(number(0));
      case 'log':
        return Math.log(number(0));
      case 'sin':
        return Math.sin(number(0));
      case 'cos':
        return Math.cos(number(0));
      case 'atan2':
        return Math.atan2(number(0), number(1));
      case 'rand':
        this.#seed = (this.#seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        return this.#seed / 2_147_483_648;
      case 'srand': {
        const before = this.#seed;
        this.#seed = values.length > 0 ? number(0) : 0;
        return before;
      }
      case 'systime':
        return this.out.now();
      case 'strftime':
        return this.out.formatTime(values.length > 0 ? text(0) : '%c', values.length > 1 ? number(1) : this.out.now());
      case 'mktime': {
        const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = text(0).split(/\s+/).map(Number);
        return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
      }
      case 'fflush':
        this.out.flush();
        return 0;
      default:
        throw new AwkError(`function ${name} never defined`);
    }
  }

  *#length(words: readonly Expression[]): Doing<number> {
    const [only] = words;
    if (only === undefined) return this.#record.length;
    if (only.kind === 'variable' && this.#isArray(only.name)) return this.#array(only.name).size;
    return textOf(yield* this.#value(only), textOf(this.#get('CONVFMT'))).length;
  }

  *#match(words: readonly Expression[]): Doing<number> {
    const text = textOf(yield* this.#value(words[0] as Expression));
    const found = (yield* this.#regex(words[1] as Expression)).exec(text);
    this.#set('RSTART', found === null ? 0 : found.index + 1);
    this.#set('RLENGTH', found === null ? -1 : found[0].length);
    return found === null ? 0 : found.index + 1;
  }

  #isArray(name: string): boolean {
    const frame = this.#frames.at(-1);
    return frame?.has(name) ? frame.get(name) instanceof AwkArray : this.#arrays.has(name);
  }

  *#callFunction({ parameters, body }: AwkFunction, words: readonly Expression[]): Doing<Value | undefined> {
    if (this.#frames.length > 200) throw new AwkError('function call nesting too deep');
    const frame = new Map<string, Value | AwkArray | undefined>();
    for (const [at, parameter] of parameters.entries()) {
      const word = words[at];
      if (word?.kind === 'variable' && this.#get(word.name) === undefined) frame.set(parameter, this.#array(word.name));
      else frame.set(parameter, word === undefined ? undefined : yield* this.#value(word));
    }
    this.#frames.push(frame);
    try {
      yield* this.#run(body);
    } catch (thrown) {
      if (thrown instanceof Return) return thrown.value;
      throw thrown;
    } finally {
      this.#frames.pop();
    }
    return undefined;
  }

  *#splitInto([string, array, separator]: readonly Expression[]): Doing<number> {
    const text = textOf(string === undefined ? undefined : yield* this.#value(string));
    let by: string;
    if (separator === undefined) by = textOf(this.#get('FS'));
    else by = separator.kind === 'regex' ? separator.source : textOf(yield* this.#value(separator));
    if (array?.kind !== 'variable') throw new AwkError('split: the second argument is no array');
    const pieces = splitText(text, by);
    this.#array(array.name).load(pieces.map((piece) => new Outside(piece)));
    return pieces.length;
  }

  *#replace(words: readonly Expression[], all: boolean): Doing<number> {
    const regex = yield* this.#regex(words[0] as Expression);
    const replacement = textOf(yield* this.#value(words[1] as Expression));
    const target = (words[2] ?? { kind: 'field', index: { kind: 'number', value: 0 } }) as Target;
    let count = 0;
    const before = textOf(yield* this.#value(target));
    const text = before.replace(new RegExp(regex.source, all ? 'gs' : 's'), (match) => {
      count += 1;
      return replacement.replace(/\\\\&|\\&|&/g, (mark) =>
        mark === '&' ? match : mark === '\\&' ? '&' : `\\${match}`,
      );
    });
    if (count > 0) yield* this.#store(target, text);
    return count;
  }
}

function calculate(operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    default:
      return a ** b;
  }
}

/** The part of a string from `start` (1 for the first letter) on, as mawk rounds and cuts it. */
function substring(text: string, start: number, length: number | undefined): string {
  const first = Math.trunc(start);
  const from = Math.max(first, 1);
  if (length === undefined) return text.slice(from - 1);
  return text.slice(from - 1, Math.max(from - 1 + Math.trunc(length) - Math.min(first, 0), from - 1));
}
