import { isKeyword, Lexer, type Token, unexpected } from './lexer.ts';
import { print } from './print.ts';
import { type Definition, type Filter, JqSyntaxError, type Pattern } from './program.ts';
import { kindOf } from './value.ts';

const IDENTITY: Filter = { kind: 'identity' };

/** How tightly operators bind, loosest first, and on which side they group. */
const LEVELS: readonly { readonly words: ReadonlySet<string>; readonly side: 'left' | 'right' | 'none' }[] = [
  { words: new Set(["'|'"]), side: 'right' },
  { words: new Set(["','"]), side: 'left' },
  { words: new Set(['//']), side: 'right' },
  { words: new Set(["'='", '|=', '+=', '-=', '*=', '/=', '%=', '//=']), side: 'none' },
  { words: new Set(['or']), side: 'left' },
  { words: new Set(['and']), side: 'left' },
  { words: new Set(['==', '!=', "'<'", "'>'", '<=', '>=']), side: 'none' },
  { words: new Set(["'+'", "'-'"]), side: 'left' },
  { words: new Set(["'*'", "'/'", "'%'"]), side: 'left' },
];
const PIPE = 0;
const SUM = 7;

/** Reads a program. Throws `JqSyntaxError`. */
export function parseJq(text: string): Filter {
  return new Parser(text).program();
}

/** Reads definitions, the builtin ones. */
export function parseDefinitions(text: string): readonly Definition[] {
  return new Parser(text).definitions();
}

class Parser {
  readonly #lexer: Lexer;
  #token: Token;
  /** `if` words whose branches are being read, and brackets (undefined) around them. */
  readonly #open: (number | undefined)[] = [];
  /** A word has been taken: before that the program might still be an empty one. */
  #isBegun = false;

  constructor(text: string) {
    this.#lexer = new Lexer(text);
    this.#token = this.#lexer.next();
  }

  program(): Filter {
    if (this.#is('$end')) return IDENTITY;
    const filter = this.#expression(PIPE);
    if (!this.#is('$end')) this.#fail('$end');
    return filter;
  }

  definitions(): readonly Definition[] {
    const found: Definition[] = [];
    while (!this.#is('$end')) found.push(this.#definition());
    return found;
  }

  #is(kind: string): boolean {
    return this.#token.kind === kind;
  }

  #next(): Token {
    this.#isBegun = true;
    const token = this.#token;
    this.#token = this.#lexer.next();
    return token;
  }

  #accept(kind: string): boolean {
    if (!this.#is(kind)) return false;
    this.#next();
    return true;
  }

  #expect(kind: string, ...expected: readonly string[]): Token {
    if (!this.#is(kind)) this.#fail(...expected);
    return this.#next();
  }

  #fail(...expected: readonly string[]): never {
    const { kind, at } = this.#token;
    if (!this.#isBegun) throw new JqSyntaxError([{ message: unexpected(kind, ['$end']), at }]);
    const errors = [{ message: unexpected(kind, expected), at }];
    const inside = this.#open.at(-1);
    if (inside !== undefined) errors.push({ message: "Possibly unterminated 'if' statement", at: inside });
    throw new JqSyntaxError(errors);
  }

  #expression(level: number): Filter {
    if (this.#is('def')) {
      const definition = this.#definition();
      return { kind: 'define', definition, body: this.#expression(PIPE) };
    }
    const row = LEVELS[level];
    if (row === undefined) return this.#postfix();
    const start = this.#token.at;
    let left = this.#expression(level + 1);
    while (row.words.has(this.#token.kind)) {
      const operator = this.#next().text;
      const right = this.#expression(row.side === 'right' ? level : level + 1);
      left = joined(operator, left, right, start);
      if (row.side === 'none' && row.words.has(this.#token.kind)) this.#fail();
      if (row.side === 'right') break;
    }
    return left;
  }

  #postfix(): Filter {
    switch (this.#token.kind) {
      case 'if':
        return this.#optional(this.#if());
      case 'try':
        return this.#try();
      case 'label':
        return this.#label();
      case "'-'":
        this.#next();
        return { kind: 'negate', body: this.#expression(SUM + 1) };
      case 'reduce':
      case 'foreach':
        return this.#optional(this.#fold());
      default: {
        const term = this.#optional(this.#term());
        if (!this.#accept('as')) return term;
        const patterns = [this.#pattern()];
        while (this.#accept('?//')) patterns.push(this.#pattern());
        this.#expect("'|'", "'|'");
        return { kind: 'as', source: term, patterns, body: this.#expression(PIPE) };
      }
    }
  }

  #optional(filter: Filter): Filter {
    let result = filter;
    while (this.#accept("'?'")) result = { kind: 'try', body: result, handler: undefined };
    return result;
  }

  #if(): Filter {
    const { at } = this.#next();
    const test = this.#expression(PIPE);
    this.#expect('then');
    this.#open.push(at);
    const yes = this.#expression(PIPE);
    let no: Filter;
    if (this.#is('elif')) {
      no = this.#if();
      this.#open.pop();
      return { kind: 'if', test, yes, no };
    }
    this.#expect('else');
    no = this.#expression(PIPE);
    this.#expect('end');
    this.#open.pop();
    return { kind: 'if', test, yes, no };
  }

  #try(): Filter {
    this.#next();
    const body = this.#expression(SUM + 2);
    const handler = this.#accept('catch') ? this.#expression(SUM + 2) : undefined;
    return { kind: 'try', body, handler };
  }

  #label(): Filter {
    this.#next();
    this.#expect("'$'", "'$'");
    const name = this.#expect('IDENT', 'IDENT').text;
    this.#expect("'|'", "'|'");
    return { kind: 'label', name, body: this.#expression(PIPE) };
  }

  #fold(): Filter {
    const kind = this.#next().kind as 'reduce' | 'foreach';
    const source = this.#term();
    this.#expect('as');
    const pattern = this.#pattern();
    this.#expect("'('", "'('");
    const from = this.#expression(PIPE);
    this.#expect("';'");
    const step = this.#expression(PIPE);
    const extract = kind === 'foreach' && this.#accept("';'") ? this.#expression(PIPE) : undefined;
    this.#expect("')'");
    return kind === 'reduce' ? { kind, source, pattern, from, step } : { kind, source, pattern, from, step, extract };
  }

  #definition(): Definition {
    this.#expect('def');
    const name = this.#is('IDENT') || isKeyword(this.#token.kind) ? this.#next().text : this.#fail();
    const parameters: string[] = [];
    if (this.#accept("'('")) {
      do {
        const dollar = this.#accept("'$'") ? '$' : '';
        parameters.push(dollar + this.#expect('IDENT', ...(dollar === '' ? ['IDENT', "'$'"] : ['IDENT'])).text);
      } while (this.#accept("';'"));
      this.#expect("')'", "';'", "')'");
    }
    this.#expect("':'", ...(parameters.length === 0 ? ["'('", "':'"] : ["':'"]));
    const body = this.#expression(PIPE);
    this.#expect("';'");
    return { name: `${name}/${parameters.length}`, parameters, body };
  }

  #pattern(): Pattern {
    if (this.#accept("'$'")) return { kind: 'variable', name: this.#expect('IDENT', 'IDENT').text };
    if (this.#accept("'['")) {
      const items = [this.#pattern()];
      while (this.#accept("','")) items.push(this.#pattern());
      this.#expect("']'", "','", "']'");
      return { kind: 'array', items };
    }
    this.#expect("'{'", "'$'", "'['", "'{'");
    const entries: { key: Filter; name?: string; value?: Pattern }[] = [];
    do entries.push(this.#patternEntry());
    while (this.#accept("','"));
    this.#expect("'}'", "','", "'}'");
    return { kind: 'object', entries };
  }

  #patternEntry(): { key: Filter; name?: string; value?: Pattern } {
    if (this.#accept("'$'")) {
      const name = this.#expect('IDENT', 'IDENT').text;
      const key: Filter = { kind: 'literal', value: name };
      return this.#accept("':'") ? { key, name, value: this.#pattern() } : { key, name };
    }
    const key = this.#key();
    this.#expect("':'", "':'");
    return { key, value: this.#pattern() };
  }

  /** The key of an entry of an object or pattern. */
  #key(): Filter {
    const { kind } = this.#token;
    if (kind === 'IDENT' || isKeyword(kind)) return { kind: 'literal', value: this.#next().text };
    if (kind === 'QQSTRING_START' || kind === 'FORMAT') return this.#string();
    this.#expect("'('");
    return this.#until("')'");
  }

  /** A filter in brackets, behind the opening one. */
  #until(close: string, ...expected: readonly string[]): Filter {
    this.#open.push(undefined);
    const filter = this.#expression(PIPE);
    this.#expect(close, ...expected);
    this.#open.pop();
    return filter;
  }

  #term(): Filter {
    let term = this.#primary();
    for (;;) {
      if (this.#is('FIELD')) term = index(term, this.#next().text.slice(1));
      else if (this.#is("'.'")) {
        this.#next();
        if (!this.#is('QQSTRING_START') && !this.#is('FORMAT')) this.#fail('FORMAT', 'QQSTRING_START');
        term = { kind: 'index', target: term, key: this.#string() };
      } else if (this.#accept("'['")) term = this.#subscript(term);
      else if (this.#is("'?'")) term = this.#optional(term);
      else return term;
    }
  }

  #subscript(target: Filter): Filter {
    if (this.#accept("']'")) return { kind: 'iterate', target };
    this.#open.push(undefined);
    if (this.#accept("':'")) {
      const to = this.#until("']'");
      this.#open.pop();
      return { kind: 'slice', target, to };
    }
    const from = this.#expression(PIPE);
    this.#open.pop();
    if (this.#accept("']'")) return { kind: 'index', target, key: from };
    this.#expect("':'");
    if (this.#accept("']'")) return { kind: 'slice', target, from };
    return { kind: 'slice', target, from, to: this.#until("']'") };
  }

  #primary(): Filter {
    const token = this.#token;
    switch (token.kind) {
      case 'LITERAL':
        this.#next();
        return { kind: 'literal', value: Number(token.text) };
      case 'QQSTRING_START':
        return this.#string();
      case 'FORMAT':
        return this.#string();
      case 'FIELD':
        this.#next();
        return index(IDENTITY, token.text.slice(1));
      case "'.'":
        this.#next();
        return this.#is('QQSTRING_START') ? { kind: 'index', target: IDENTITY, key: this.#string() } : IDENTITY;
      case '..':
        this.#next();
        return { kind: 'recurse' };
      case "'$'":
        return this.#variable();
      case "'('":
        this.#next();
        return this.#until("')'");
      case "'['":
        this.#next();
        if (this.#accept("']'")) return { kind: 'array', body: undefined };
        return { kind: 'array', body: this.#until("']'") };
      case "'{'":
        this.#next();
        return this.#object();
      case 'IDENT':
        return this.#call();
      default:
        return this.#fail();
    }
  }

  #variable(): Filter {
    const { at } = this.#next();
    if (this.#accept('__loc__')) {
      const line = this.#lexer.text.slice(0, at).split('\n').length;
      return {
        kind: 'literal',
        value: new Map<string, string | number>([
          ['file', '<top-level>'],
          ['line', line],
        ]),
      };
    }
    return { kind: 'variable', name: this.#expect('IDENT', 'IDENT', '__loc__').text, at };
  }

  #call(): Filter {
    const { text, at } = this.#next();
    if (text === 'break' && this.#accept("'$'"))
      return { kind: 'break', name: this.#expect('IDENT', 'IDENT').text, at };
    const words: Filter[] = [];
    if (this.#accept("'('")) {
      this.#open.push(undefined);
      do words.push(this.#expression(PIPE));
      while (this.#accept("';'"));
      this.#expect("')'", "';'", "')'");
      this.#open.pop();
    }
    const literal = { true: true, false: false, null: null }[text];
    if (words.length === 0 && literal !== undefined) return { kind: 'literal', value: literal };
    return { kind: 'call', name: `${text}/${words.length}`, words, at };
  }

  /** A string with what is put into it, perhaps behind a format; a format alone is a filter. */
  #string(): Filter {
    let format = 'text';
    if (this.#is('FORMAT')) {
      format = this.#next().text.slice(1);
      if (!this.#is('QQSTRING_START')) return { kind: 'format', name: format };
    }
    const parts: (string | Filter)[] = [];
    // The lexer stands behind the quote: the next token is not read before the string is.
    for (;;) {
      const { text, interpolates } = this.#lexer.string();
      parts.push(text);
      if (!interpolates) break;
      this.#token = this.#lexer.next();
      this.#open.push(undefined);
      parts.push(this.#expression(PIPE));
      if (!this.#is("')'")) this.#fail();
      this.#open.pop();
    }
    this.#token = this.#lexer.next();
    if (parts.length === 1) return { kind: 'literal', value: parts[0] as string };
    return { kind: 'string', format, parts };
  }

  #object(): Filter {
    this.#open.push(undefined);
    const entries: { key: Filter; value: Filter }[] = [];
    if (!this.#is("'}'")) {
      do entries.push(this.#entry());
      while (this.#accept("','"));
    }
    this.#expect("'}'", "'}'");
    this.#open.pop();
    return { kind: 'object', entries };
  }

  #entry(): { key: Filter; value: Filter } {
    const { kind, at } = this.#token;
    if (this.#accept("'$'")) {
      const name = this.#expect('IDENT', 'IDENT').text;
      return { key: { kind: 'literal', value: name }, value: { kind: 'variable', name, at } };
    }
    const key = this.#key();
    if (this.#accept("':'")) {
      if (key.kind === 'literal' && typeof key.value !== 'string') {
        const message = `Cannot use ${kindOf(key.value)} (${print(key.value)}) as object key`;
        throw new JqSyntaxError([{ message, at }]);
      }
      return { key, value: this.#entryValue() };
    }
    if (kind === "'('") this.#fail("':'");
    if (isKeyword(kind)) this.#fail("':'");
    return { key, value: { kind: 'index', target: IDENTITY, key } };
  }

  /** Of an entry's value only pipes need no parentheses. */
  #entryValue(): Filter {
    const left: Filter = this.#accept("'-'")
      ? { kind: 'negate', body: this.#entryValue() }
      : this.#optional(this.#term());
    return this.#accept("'|'") ? { kind: 'pipe', left, right: this.#entryValue() } : left;
  }
}

function index(target: Filter, name: string): Filter {
  return { kind: 'index', target, key: { kind: 'literal', value: name } };
}

function joined(operator: string, left: Filter, right: Filter, at: number): Filter {
  switch (operator) {
    case '|':
      return { kind: 'pipe', left, right };
    case ',':
      return { kind: 'comma', left, right };
    case '//':
      return { kind: 'alternative', left, right };
    case 'and':
    case 'or':
      return { kind: operator, left, right };
    default:
  }
  if (operator.endsWith('=') && !/^(?:[!=<>]=)$/.test(operator)) return { kind: 'assign', operator, left, right };
  if (operator === '/' && isZero(right) && left.kind === 'literal' && typeof left.value === 'number') {
    throw new JqSyntaxError([{ message: 'Division by zero?', at }]);
  }
  return { kind: 'binary', operator, left, right };
}

const isZero = (filter: Filter): boolean => filter.kind === 'literal' && filter.value === 0;
