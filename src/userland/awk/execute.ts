import { formatPrintf } from '../coreutils/printf.ts';
import { compileRegex } from '../coreutils/regex.ts';
import type { AwkFunction, AwkProgram, Expression, Rule, Statement, Target } from './program.ts';
import { compare, isTrue, numberOf, Outside, textOf, type Value } from './value.ts';

type Elements = Map<string, Value>;

/** What a program needs of its surroundings. */
export interface Surroundings {
  print(text: string, redirect: { readonly operator: string; readonly to: string } | undefined): void;
  /** The next line of a file for `getline < file`; undefined at its end, null where it cannot be read. */
  readLine(path: string): string | undefined | null;
  unsimulated(what: string): void;
}

/** Ways out of a statement. */
class Leave {
  constructor(readonly how: string) {}
}
class Exit {}
class Return {
  constructor(readonly value: Value | undefined) {}
}
/** An error that ends the program. */
export class AwkError {
  constructor(readonly message: string) {}
}
/** Steps a program may take: more means that it does not end. */
const MOST = 5_000_000;

/** Runs a program over records (POSIX, awk). */
export class Execution {
  status = 0;
  #globals = new Map<string, Value>();
  #arrays = new Map<string, Elements>();
  #frames: Map<string, Value | Elements | undefined>[] = [];
  #fields: string[] = [];
  #record = '';
  #isSplit = true;
  #exited = false;
  #steps = 0;
  #queue: string[] = [];
  #inRange = new Set<Rule>();
  #seed = 0;

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
    this.#arrays.set('ENVIRON', new Map([...environment].map(([name, value]) => [name, new Outside(value)])));
    this.#arrays.set('ARGV', new Map(args.map((word, at) => [String(at), new Outside(word)])));
  }

  setVariable(name: string, text: string): void {
    this.#set(name, new Outside(text));
  }

  /** True when the program looks at records at all. */
  get readsInput(): boolean {
    return !this.#exited && this.program.rules.some(({ pattern }) => pattern.kind !== 'begin');
  }

  begin(): void {
    this.#special('begin');
  }

  end(): void {
    this.#exited = false;
    this.#special('end');
  }

  /** False after `exit` outside of END. */
  get goesOn(): boolean {
    return !this.#exited;
  }

  #special(kind: 'begin' | 'end'): void {
    for (const { pattern, action } of this.program.rules) {
      if (pattern.kind === kind && action !== undefined && !this.#exited) this.#guarded(action);
    }
  }

  /** Goes through the records of one text. */
  file(name: string, text: string): void {
    this.#set('FILENAME', name);
    this.#set('FNR', 0);
    this.#queue = this.#recordsOf(text);
    while (this.#queue.length > 0 && !this.#exited) {
      this.#take();
      if (this.#guarded({ kind: 'block', body: [] }, true) === 'nextfile') break;
    }
  }

  #recordsOf(text: string): string[] {
    const separator = textOf(this.#get('RS'));
    if (text === '') return [];
    if (separator === '') return text.replace(/^\n+|\n+$/g, '').split(/\n\n+/);
    const records = separator.length === 1 ? text.split(separator) : text.split(regexOf(separator));
    if (records.at(-1) === '' || (separator !== '\n' && records.at(-1) === '\n')) records.pop();
    return records;
  }

  #take(): void {
    this.#setRecord(this.#queue.shift() as string);
    this.#set('NR', numberOf(this.#get('NR')) + 1);
    this.#set('FNR', numberOf(this.#get('FNR')) + 1);
  }

  #guarded(statement: Statement, rules = false): string | undefined {
    try {
      if (rules) for (const rule of this.program.rules) this.#rule(rule);
      else this.#run(statement);
    } catch (thrown) {
      if (thrown instanceof Leave) return thrown.how;
      if (!(thrown instanceof Exit)) throw thrown;
      this.#exited = true;
    }
    return undefined;
  }

  #rule(rule: Rule): void {
    const { pattern, action } = rule;
    if (pattern.kind === 'begin' || pattern.kind === 'end') return;
    if (pattern.kind === 'test' && !this.#holds(pattern.test)) return;
    if (pattern.kind === 'range') {
      if (!this.#inRange.has(rule) && !this.#holds(pattern.from)) return;
      this.#inRange.add(rule);
      if (this.#holds(pattern.to)) this.#inRange.delete(rule);
    }
    if (action !== undefined) this.#run(action);
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
      return local instanceof Map ? undefined : local;
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

  #array(name: string): Elements {
    const frame = this.#frames.at(-1);
    if (frame?.has(name)) {
      const local = frame.get(name);
      if (local instanceof Map) return local;
      const made: Elements = new Map();
      frame.set(name, made);
      return made;
    }
    const known = this.#arrays.get(name);
    if (known !== undefined) return known;
    const made: Elements = new Map();
    this.#arrays.set(name, made);
    return made;
  }

  #key(subscripts: readonly Expression[]): string {
    return subscripts
      .map((each) => textOf(this.#value(each), textOf(this.#get('CONVFMT'))))
      .join(textOf(this.#get('SUBSEP')));
  }

  // Statements

  #run(statement: Statement): void {
    this.#steps += 1;
    if (this.#steps > MOST) throw new AwkError('the program does not come to an end');
    switch (statement.kind) {
      case 'expression':
        this.#value(statement.expression);
        return;
      case 'print':
        this.#print(statement);
        return;
      case 'block':
        for (const each of statement.body) this.#run(each);
        return;
      case 'if':
        if (this.#holds(statement.test)) this.#run(statement.yes);
        else if (statement.no !== undefined) this.#run(statement.no);
        return;
      case 'loop':
        this.#loop(statement);
        return;
      case 'each':
        for (const key of this.#keysOf(statement.array)) {
          this.#set(statement.variable, new Outside(key));
          if (this.#turn(statement.body)) return;
        }
        return;
      case 'delete':
        if (statement.subscripts === undefined) this.#array(statement.name).clear();
        else this.#array(statement.name).delete(this.#key(statement.subscripts));
        return;
      case 'leave':
        throw new Leave(statement.how);
      case 'end': {
        const value = statement.value === undefined ? undefined : this.#value(statement.value);
        if (statement.how === 'return') throw new Return(value);
        if (value !== undefined) this.status = numberOf(value) & 255;
        throw new Exit();
      }
    }
  }

  /** POSIX leaves the order open; here it is that in which the elements were made. */
  #keysOf(name: string): string[] {
    return [...this.#array(name).keys()];
  }

  /** Runs the body of a loop; true when it is left. */
  #turn(body: Statement): boolean {
    try {
      this.#run(body);
    } catch (thrown) {
      if (!(thrown instanceof Leave) || (thrown.how !== 'break' && thrown.how !== 'continue')) throw thrown;
      return thrown.how === 'break';
    }
    return false;
  }

  #loop({ before, test, after, body, testsLast }: Extract<Statement, { kind: 'loop' }>): void {
    if (before !== undefined) this.#run(before);
    for (let first = true; ; first = false) {
      const isTested = test !== undefined && !(testsLast && first);
      if (isTested && !this.#holds(test)) return;
      if (this.#turn(body)) return;
      if (after !== undefined) this.#run(after);
    }
  }

  #print({ formatted, words, redirect }: Extract<Statement, { kind: 'print' }>): void {
    const to =
      redirect === undefined ? undefined : { operator: redirect.operator, to: textOf(this.#value(redirect.to)) };
    if (formatted) {
      const [format, ...rest] = words.map((each) => this.#value(each));
      this.out.print(formatValues(textOf(format), rest), to);
      return;
    }
    const shown = words.map((each) => textOf(this.#value(each), textOf(this.#get('OFMT'))));
    const text = words.length === 0 ? this.#record : shown.join(textOf(this.#get('OFS')));
    this.out.print(text + textOf(this.#get('ORS')), to);
  }

  // Expressions

  #holds(expression: Expression): boolean {
    return isTrue(this.#value(expression));
  }

  #value(expression: Expression): Value | undefined {
    switch (expression.kind) {
      case 'number':
      case 'string':
        return expression.value;
      case 'regex':
        return regexOf(expression.source).test(this.#record) ? 1 : 0;
      case 'variable':
        return this.#get(expression.name);
      case 'field':
        return this.#field(Math.trunc(numberOf(this.#value(expression.index))));
      case 'element': {
        const array = this.#array(expression.name);
        const key = this.#key(expression.subscripts);
        // Asking for an element makes it.
        if (!array.has(key)) array.set(key, new Outside(''));
        return array.get(key);
      }
      case 'in':
        return this.#array(expression.name).has(this.#key(expression.subscripts)) ? 1 : 0;
      case 'unary':
        return this.#unary(expression.operator, expression.operand);
      case 'binary':
        return this.#binary(expression);
      case 'conditional':
        return this.#value(this.#holds(expression.test) ? expression.yes : expression.no);
      case 'assign':
        return this.#assign(expression);
      case 'step': {
        const before = numberOf(this.#value(expression.target));
        this.#store(expression.target, before + expression.by);
        return expression.prefix ? before + expression.by : before;
      }
      case 'getline':
        return this.#getline(expression.target, expression.file);
      case 'call':
        return this.#call(expression.name, expression.words);
    }
  }

  #unary(operator: string, operand: Expression): Value | undefined {
    const value = this.#value(operand);
    if (operator === '(') return value;
    if (operator === '!') return isTrue(value) ? 0 : 1;
    return operator === '-' ? -numberOf(value) : numberOf(value);
  }

  #binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Value {
    if (operator === '&&') return this.#holds(left) && this.#holds(right) ? 1 : 0;
    if (operator === '||') return this.#holds(left) || this.#holds(right) ? 1 : 0;
    const a = this.#value(left);
    if (operator === '~' || operator === '!~') return this.#regex(right).test(textOf(a)) === (operator === '~') ? 1 : 0;
    const b = this.#value(right);
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

  #assign({ operator, target, value }: Extract<Expression, { kind: 'assign' }>): Value | undefined {
    const right = this.#value(value);
    const result =
      operator === ''
        ? right
        : calculate(operator === '**' ? '^' : operator, numberOf(this.#value(target)), numberOf(right));
    this.#store(target, result);
    return result;
  }

  #store(target: Target, value: Value | undefined): void {
    if (target.kind === 'variable') this.#set(target.name, value);
    else if (target.kind === 'field') this.#setField(Math.trunc(numberOf(this.#value(target.index))), value);
    else this.#array(target.name).set(this.#key(target.subscripts), value ?? new Outside(''));
  }

  /** A regular expression as written, or the text of any other expression as one. */
  #regex(expression: Expression): RegExp {
    return expression.kind === 'regex' ? regexOf(expression.source) : regexOf(textOf(this.#value(expression)));
  }

  #getline(target: Target | undefined, file: Expression | undefined): number {
    let line: string | undefined | null;
    if (file !== undefined) line = this.out.readLine(textOf(this.#value(file)));
    else if (this.#queue.length > 0) {
      const record = this.#record;
      const { length } = this.#queue;
      this.#take();
      line = this.#record;
      if (target !== undefined) this.#setRecord(record);
      if (length === 0) line = undefined;
    }
    if (line === null) return -1;
    if (line === undefined) return 0;
    if (target === undefined) this.#setRecord(line);
    else this.#store(target, new Outside(line));
    return 1;
  }

  #call(name: string, words: readonly Expression[]): Value | undefined {
    const called = this.program.functions.get(name);
    if (called !== undefined) return this.#callFunction(called, words);
    const text = (at: number) =>
      textOf(words[at] === undefined ? undefined : this.#value(words[at]), textOf(this.#get('CONVFMT')));
    const number = (at: number) => numberOf(words[at] === undefined ? undefined : this.#value(words[at]));
    switch (name) {
      case 'length': {
        const [only] = words;
        if (only === undefined) return [...this.#record].length;
        if (only.kind === 'variable' && this.#isArray(only.name)) return this.#array(only.name).size;
        return [...text(0)].length;
      }
      case 'substr':
        return substring(text(0), number(1), words.length > 2 ? number(2) : undefined);
      case 'index':
        return text(0).indexOf(text(1)) + 1;
      case 'split':
        return this.#splitInto(words, text(0));
      case 'sub':
      case 'gsub':
        return this.#replace(words, name === 'gsub');
      case 'match': {
        const found = this.#regex(words[1] as Expression).exec(text(0));
        this.#set('RSTART', found === null ? 0 : found.index + 1);
        this.#set('RLENGTH', found === null ? -1 : found[0].length);
        return found === null ? 0 : found.index + 1;
      }
      case 'sprintf':
        return formatValues(
          text(0),
          words.slice(1).map((each) => this.#value(each)),
        );
      case 'tolower':
        return text(0).toLowerCase();
      case 'toupper':
        return text(0).toUpperCase();
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
        this.#seed = words.length > 0 ? number(0) : 0;
        return before;
      }
      case 'close':
      case 'fflush':
        return 0;
      default:
        if (name !== 'system' && !name.startsWith('getline')) throw new AwkError(`function ${name} never defined`);
        this.out.unsimulated(name);
        return -1;
    }
  }

  #isArray(name: string): boolean {
    const frame = this.#frames.at(-1);
    return frame?.has(name) ? frame.get(name) instanceof Map : this.#arrays.has(name);
  }

  #callFunction({ parameters, body }: AwkFunction, words: readonly Expression[]): Value | undefined {
    if (this.#frames.length > 200) throw new AwkError('function call nesting too deep');
    const frame = new Map<string, Value | Elements | undefined>();
    parameters.forEach((parameter, at) => {
      const word = words[at];
      if (word?.kind === 'variable' && this.#get(word.name) === undefined) frame.set(parameter, this.#array(word.name));
      else frame.set(parameter, word === undefined ? undefined : this.#value(word));
    });
    this.#frames.push(frame);
    try {
      this.#run(body);
    } catch (thrown) {
      if (thrown instanceof Return) return thrown.value;
      throw thrown;
    } finally {
      this.#frames.pop();
    }
    return undefined;
  }

  #splitInto(words: readonly Expression[], text: string): number {
    const [, array, separator] = words;
    const by =
      separator === undefined
        ? textOf(this.#get('FS'))
        : separator.kind === 'regex'
          ? separator.source
          : textOf(this.#value(separator));
    const pieces = splitText(text, by);
    if (array?.kind !== 'variable') throw new AwkError('split: the second argument is no array');
    const elements = this.#array(array.name);
    elements.clear();
    for (const [at, piece] of pieces.entries()) elements.set(String(at + 1), new Outside(piece));
    return pieces.length;
  }

  #replace(words: readonly Expression[], all: boolean): number {
    const regex = this.#regex(words[0] as Expression);
    const replacement = textOf(this.#value(words[1] as Expression));
    const target = (words[2] ?? { kind: 'field', index: { kind: 'number', value: 0 } }) as Target;
    let count = 0;
    const text = textOf(this.#value(target)).replace(new RegExp(regex.source, all ? 'gs' : 's'), (match) => {
      count += 1;
      return replacement.replace(/\\\\&|\\&|&/g, (mark) =>
        mark === '&' ? match : mark === '\\&' ? '&' : `\\${match}`,
      );
    });
    if (count > 0) this.#store(target, text);
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

function regexOf(source: string): RegExp {
  const compiled = compileRegex(
    source.replace(/\\([nt"/])/g, (_, char: string) => ({ n: '\n', t: '\t' })[char] ?? char),
    {
      extended: true,
    },
  );
  if (compiled === undefined) throw new AwkError(`regular expression compile failed (${source})`);
  return new RegExp(compiled.regexp.source, 's');
}

/** The pieces of a text: by white space for a blank, by the character itself, or by a regular expression. */
function splitText(text: string, separator: string): string[] {
  if (separator === ' ') {
    const trimmed = text.replace(/^[ \t\n]+|[ \t\n]+$/g, '');
    return trimmed === '' ? [] : trimmed.split(/[ \t\n]+/);
  }
  if (text === '') return [];
  if (separator === '') return [...text];
  if (separator.length === 1 && separator !== '\\') return text.split(separator);
  const compiled = compileRegex(separator, { extended: true });
  return compiled === undefined
    ? [text]
    : text.split(new RegExp(compiled.regexp.source.replace(/\((?!\?)/g, '(?:'), 's'));
}

function substring(text: string, start: number, length: number | undefined): string {
  const chars = [...text];
  const from = Math.round(start);
  const to = length === undefined ? chars.length + 1 : from + Math.round(length);
  return chars.slice(Math.max(0, from - 1), Math.max(0, to - 1)).join('');
}

/** printf of awk: numbers are converted as its values are, not as those of a shell's words. */
function formatValues(format: string, values: readonly (Value | undefined)[]): string {
  const words: string[] = [];
  let next = 0;
  for (const [, stars, conversion] of format.matchAll(/%[-+ #0]*((?:\*|\d+)?(?:\.(?:\*|\d+)?)?)([a-zA-Z%])/g)) {
    for (const _ of (stars ?? '').match(/\*/g) ?? []) words.push(String(Math.trunc(numberOf(values[next++]))));
    if (conversion === '%') continue;
    const value = values[next];
    next += 1;
    if (/[diouxX]/.test(conversion ?? '')) words.push(String(Math.trunc(numberOf(value))));
    else if (/[eEfFgG]/.test(conversion ?? '')) words.push(String(numberOf(value)));
    else if (conversion === 'c' && typeof value === 'number') words.push(String.fromCodePoint(value));
    else words.push(textOf(value));
  }
  return formatPrintf(format.replaceAll('\\', '\\\\'), words, { quote: (text) => text, now: 0 }).text;
}
