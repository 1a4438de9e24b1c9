import { type Token, tokensOf } from './lexer.ts';
import {
  type AwkFunction,
  type AwkProgram,
  AwkSyntaxError,
  type Expression,
  type Rule,
  type Statement,
  type Target,
} from './program.ts';

const NOTHING: Statement = { kind: 'block', body: [] };
const LEVELS: readonly (readonly string[])[] = [['<', '<=', '==', '!=', '>', '>='], [], ['+', '-'], ['*', '/', '%']];

const BUILT_IN: ReadonlySet<string> = new Set(
  (
    'atan2 close cos exp fflush gsub index int length log match mktime rand sin split sprintf sqrt srand strftime sub ' +
    'substr system systime tolower toupper'
  ).split(' '),
);

/** Reads a program of awk(1). Throws `AwkSyntaxError`. */
export function parseAwk(text: string): AwkProgram {
  return new Parser(tokensOf(text)).program();
}

class Parser {
  #at = 0;
  /** Above 0 in the words of `print`, where `>` is a redirection, and in `for (x in a)`. */
  #printing = 0;
  #noIn = 0;

  readonly #called = new Set<string>();

  constructor(private readonly tokens: readonly Token[]) {}

  get #token(): Token {
    return this.tokens[this.#at] as Token;
  }

  #is(...texts: readonly string[]): boolean {
    const { kind, text } = this.#token;
    return (kind === 'operator' || kind === 'keyword' || kind === 'newline') && texts.includes(text);
  }

  #take(...texts: readonly string[]): boolean {
    if (!this.#is(...texts)) return false;
    this.#at += 1;
    return true;
  }

  #want(text: string): void {
    if (!this.#take(text)) this.#fail();
  }

  #fail(): never {
    throw new AwkSyntaxError(this.#token.text, this.#token.line);
  }

  #next(): Token {
    const token = this.#token;
    this.#at += 1;
    return token;
  }

  #skipLines(): void {
    while (this.#take('\n'));
  }

  program(): AwkProgram {
    const rules: Rule[] = [];
    const functions = new Map<string, AwkFunction>();
    for (;;) {
      while (this.#take('\n', ';'));
      if (this.#token.kind === 'end') {
        this.#checkCalls(functions);
        return { rules, functions };
      }
      if (this.#take('function', 'func')) {
        const name = this.#next().text;
        this.#want('(');
        const parameters: string[] = [];
        while (!this.#take(')')) {
          parameters.push(this.#next().text);
          if (!this.#is(')')) this.#want(',');
        }
        this.#skipLines();
        functions.set(name, { parameters, body: this.#block() });
      } else rules.push(this.#rule());
    }
  }

  #checkCalls(functions: ReadonlyMap<string, AwkFunction>): void {
    const unknown = [...this.#called].find((name) => !functions.has(name) && !BUILT_IN.has(name));
    if (unknown !== undefined) throw new AwkSyntaxError('', this.#token.line, `function ${unknown} never defined`);
  }

  #rule(): Rule {
    let pattern: Rule['pattern'] = { kind: 'always' };
    if (this.#take('BEGIN')) pattern = { kind: 'begin' };
    else if (this.#take('END')) pattern = { kind: 'end' };
    else if (!this.#is('{')) {
      const test = this.#expression();
      if (this.#take(',')) {
        this.#skipLines();
        pattern = { kind: 'range', from: test, to: this.#expression() };
      } else pattern = { kind: 'test', test };
    }
    if (pattern.kind === 'begin' || pattern.kind === 'end') this.#skipLines();
    return { pattern, action: this.#is('{') ? this.#block() : undefined };
  }

  #block(): Statement {
    this.#want('{');
    const body: Statement[] = [];
    for (;;) {
      while (this.#take('\n', ';'));
      if (this.#take('}')) return { kind: 'block', body };
      body.push(this.#statement());
    }
  }

  /** The body of a loop or branch: a block, a statement, or nothing. */
  #body(): Statement {
    this.#skipLines();
    if (this.#take(';')) return NOTHING;
    return this.#is('{') ? this.#block() : this.#statement();
  }

  #statement(): Statement {
    if (this.#is('{')) return this.#block();
    if (this.#take('if')) return this.#if();
    if (this.#take('while')) {
      const test = this.#parenthesized();
      return { kind: 'loop', before: undefined, test, after: undefined, body: this.#body(), testsLast: false };
    }
    if (this.#take('do')) {
      const body = this.#body();
      while (this.#take('\n', ';'));
      this.#want('while');
      const test = this.#parenthesized();
      return this.#ended({ kind: 'loop', before: undefined, test, after: undefined, body, testsLast: true });
    }
    if (this.#take('for')) return this.#for();
    return this.#ended(this.#simple());
  }

  #ended(statement: Statement): Statement {
    if (!this.#take(';', '\n') && !this.#is('}') && this.#token.kind !== 'end') this.#fail();
    return statement;
  }

  #parenthesized(): Expression {
    this.#want('(');
    const expression = this.#expression();
    this.#want(')');
    return expression;
  }

  #if(): Statement {
    const test = this.#parenthesized();
    const yes = this.#body();
    const here = this.#at;
    while (this.#take('\n', ';'));
    if (this.#take('else')) return { kind: 'if', test, yes, no: this.#body() };
    this.#at = here;
    return { kind: 'if', test, yes, no: undefined };
  }

  #for(): Statement {
    this.#want('(');
    const [name, word, array, close] = this.tokens.slice(this.#at, this.#at + 4);
    if (name?.kind === 'name' && word?.text === 'in' && close?.text === ')') {
      this.#at += 4;
      return { kind: 'each', variable: name.text, array: (array as Token).text, body: this.#body() };
    }
    const before = this.#is(';') ? undefined : this.#simple();
    this.#want(';');
    this.#skipLines();
    const test = this.#is(';') ? undefined : this.#expression();
    this.#want(';');
    this.#skipLines();
    const after = this.#is(')') ? undefined : this.#simple();
    this.#want(')');
    return { kind: 'loop', before, test, after, body: this.#body(), testsLast: false };
  }

  #simple(): Statement {
    if (this.#is('print', 'printf')) return this.#print();
    if (this.#take('delete')) {
      const name = this.#next().text;
      return { kind: 'delete', name, subscripts: this.#take('[') ? this.#list(']') : undefined };
    }
    if (this.#is('next', 'nextfile', 'break', 'continue')) {
      return { kind: 'leave', how: this.#next().text as 'next' | 'nextfile' | 'break' | 'continue' };
    }
    if (this.#is('exit', 'return')) {
      const how = this.#next().text as 'exit' | 'return';
      const isBare = this.#is(';', '\n', '}') || this.#token.kind === 'end';
      return { kind: 'end', how, value: isBare ? undefined : this.#expression() };
    }
    return { kind: 'expression', expression: this.#expression() };
  }

  #print(): Statement {
    const formatted = this.#next().text === 'printf';
    let words: Expression[] = [];
    this.#printing += 1;
    const start = this.#at;
    if (this.#take('(')) {
      this.#printing -= 1;
      words = this.#list(')');
      this.#printing += 1;
      // `print (a)(b)`: the parentheses were only part of the first word.
      if (!this.#is(';', '\n', '}', '>', '>>', '|') && this.#token.kind !== 'end') {
        this.#at = start;
        words = this.#words();
      }
    } else if (!this.#is(';', '\n', '}', '>', '>>', '|')) words = this.#words();
    this.#printing -= 1;
    let redirect: Extract<Statement, { kind: 'print' }>['redirect'];
    if (this.#is('>', '>>', '|')) {
      const operator = this.#next().text as '>' | '>>' | '|';
      this.#printing += 1;
      redirect = { operator, to: this.#expression() };
      this.#printing -= 1;
    }
    return { kind: 'print', formatted, words, redirect };
  }

  #words(): Expression[] {
    const words = [this.#expression()];
    while (this.#take(',')) {
      this.#skipLines();
      words.push(this.#expression());
    }
    return words;
  }

  #list(closing: string): Expression[] {
    const words: Expression[] = [];
    this.#skipLines();
    while (!this.#take(closing)) {
      words.push(this.#expression());
      this.#skipLines();
      if (!this.#is(closing)) {
        this.#want(',');
        this.#skipLines();
      }
    }
    return words;
  }

  #expression(): Expression {
    const left = this.#conditional();
    if (!this.#is('=', '+=', '-=', '*=', '/=', '%=', '^=')) return left;
    if (left.kind !== 'variable' && left.kind !== 'field' && left.kind !== 'element') this.#fail();
    const operator = this.#next().text.slice(0, -1);
    this.#skipLines();
    return { kind: 'assign', operator, target: left as Target, value: this.#expression() };
  }

  #conditional(): Expression {
    const test = this.#or();
    if (!this.#take('?')) return test;
    this.#skipLines();
    const yes = this.#expression();
    this.#skipLines();
    this.#want(':');
    this.#skipLines();
    return { kind: 'conditional', test, yes, no: this.#expression() };
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#take('||')) {
      this.#skipLines();
      left = { kind: 'binary', operator: '||', left, right: this.#and() };
    }
    return left;
  }

  #and(): Expression {
    let left = this.#membership();
    while (this.#take('&&')) {
      this.#skipLines();
      left = { kind: 'binary', operator: '&&', left, right: this.#membership() };
    }
    return left;
  }

  #membership(): Expression {
    let left = this.#match();
    while (this.#noIn === 0 && this.#take('in')) {
      left = { kind: 'in', name: this.#next().text, subscripts: [left] };
    }
    return left;
  }

  #match(): Expression {
    let left = this.#level(0);
    while (this.#is('~', '!~')) {
      const operator = this.#next().text;
      left = { kind: 'binary', operator, left, right: this.#level(0) };
    }
    return left;
  }

  /** Comparisons, concatenation, sums and products, from loose to tight. */
  #level(level: number): Expression {
    if (level === 1) return this.#concatenation(true);
    if (level === LEVELS.length) return this.#unary();
    let left = this.#level(level + 1);
    for (;;) {
      if (level === 0 && this.#printing === 0 && this.#is('|')) left = this.#commandGetline(left);
      else if (this.#is(...(LEVELS[level] as readonly string[])) && !(this.#printing > 0 && this.#is('>'))) {
        const operator = this.#next().text;
        left = { kind: 'binary', operator, left, right: this.#level(level + 1) };
      } else return left;
    }
  }

  /** `"command" | getline`. */
  #commandGetline(from: Expression): Expression {
    this.#want('|');
    this.#want('getline');
    return { kind: 'getline', target: this.#getlineTarget(), from, of: 'command' };
  }

  #getlineTarget(): Target | undefined {
    return this.#token.kind === 'name' || this.#is('$') ? (this.#primary() as Target) : undefined;
  }

  #concatenation(full: boolean): Expression {
    let left = this.#level(full ? 2 : 2);
    while (this.#startsOperand()) left = { kind: 'binary', operator: ' ', left, right: this.#level(2) };
    return left;
  }

  #startsOperand(): boolean {
    const { kind, text } = this.#token;
    if (kind === 'number' || kind === 'string' || kind === 'name' || kind === 'call' || kind === 'regex') return true;
    return (
      kind === 'operator' &&
      (text === '$' ||
        text === '!' ||
        text === '(' ||
        text === '-' ||
        text === '+' ||
        text === '++' ||
        text === '--') &&
      !(text === '-' || text === '+')
    );
  }

  #unary(): Expression {
    if (this.#is('!', '-', '+')) {
      const operator = this.#next().text;
      return { kind: 'unary', operator, operand: this.#unary() };
    }
    const base = this.#postfix();
    if (!this.#is('^')) return base;
    this.#next();
    return { kind: 'binary', operator: '^', left: base, right: this.#unary() };
  }

  #postfix(): Expression {
    if (this.#is('++', '--')) {
      const by = this.#next().text === '++' ? 1 : -1;
      return { kind: 'step', by, target: this.#primary() as Target, prefix: true };
    }
    const operand = this.#primary();
    const isTarget = operand.kind === 'variable' || operand.kind === 'field' || operand.kind === 'element';
    if (!isTarget || !this.#is('++', '--')) return operand;
    return { kind: 'step', by: this.#next().text === '++' ? 1 : -1, target: operand, prefix: false };
  }

  #primary(): Expression {
    const token = this.#next();
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: Number(token.text) };
      case 'string':
        return { kind: 'string', value: token.text };
      case 'regex':
        return { kind: 'regex', source: token.text };
      case 'call':
        this.#called.add(token.text);
        this.#want('(');
        return { kind: 'call', name: token.text, words: this.#within(() => this.#list(')')) };
      case 'name':
        if (token.text === 'length') return { kind: 'call', name: 'length', words: [] };
        if (!this.#take('[')) return { kind: 'variable', name: token.text };
        return { kind: 'element', name: token.text, subscripts: this.#within(() => this.#list(']')) };
      default:
        return this.#other(token);
    }
  }

  /** Inside parentheses, `>` compares again. */
  #within<T>(read: () => T): T {
    const printing = this.#printing;
    this.#printing = 0;
    const value = read();
    this.#printing = printing;
    return value;
  }

  #other(token: Token): Expression {
    if (token.text === '$') {
      const sign = this.#is('++', '--') ? this.#postfix() : this.#is('-') ? this.#unary() : this.#primary();
      return { kind: 'field', index: sign };
    }
    if (token.text === 'getline') {
      const target = this.#getlineTarget();
      return { kind: 'getline', target, from: this.#take('<') ? this.#primary() : undefined, of: 'file' };
    }
    if (token.text === '(' && token.kind === 'operator') {
      const words = this.#within(() => this.#list(')'));
      if (words.length > 1) {
        this.#want('in');
        return { kind: 'in', name: this.#next().text, subscripts: words };
      }
      const inner = words[0] ?? this.#fail();
      // A group is no target: `(a)++` is not asked for by anybody.
      return inner.kind === 'variable' ? { kind: 'unary', operator: '(', operand: inner } : inner;
    }
    this.#at -= 1;
    return this.#fail();
  }
}
