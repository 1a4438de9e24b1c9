import { ArithmeticError, type Expression } from './expression.ts';
import { type Integer, wrap } from './integer.ts';

/** Binary operators by how tightly they bind (bash manual, "Shell Arithmetic"). */
const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 3,
  '&&': 4,
  '|': 5,
  '^': 6,
  '&': 7,
  '==': 8,
  '!=': 8,
  '<': 9,
  '>': 9,
  '<=': 9,
  '>=': 9,
  '<<': 10,
  '>>': 10,
  '+': 11,
  '-': 11,
  '*': 12,
  '/': 12,
  '%': 12,
  '**': 13,
};

const TOKEN =
  /\s*(?:(<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&^|]=|[-+*/%&^|<>=!~?:,()])|([0-9][0-9A-Za-z@_]*(?:#[0-9A-Za-z@_]*)?)|([A-Za-z_][A-Za-z0-9_]*))/y;
const MAX_DEPTH = 200;

/** Parses an expression; throws `ArithmeticError`. */
export function parseExpression(text: string): Expression {
  return new Parser(text).parse();
}

class Parser {
  /** The token being looked at: its text ('' at the end), its kind and its offset; `last` is the error token's offset. */
  #token = '';
  #kind: 'operator' | 'number' | 'name' | 'end' = 'end';
  #at = 0;
  #last = 0;
  #next = 0;
  #depth = 0;
  #isBehindOperand = false;
  #subscript: string | undefined;
  /** What the token is worth, when it is a number. */
  #value: Integer = 0;

  /** The variables named so far, while all of them are evaluated. */
  readonly #named: Expression[] = [];
  #skips = false;

  constructor(private readonly text: string) {}

  /** bash evaluates a name as it reads it: in front of an error, those that were read have been. */
  parse(): Expression {
    try {
      return this.#whole();
    } catch (thrown) {
      if (!(thrown instanceof ArithmeticError)) throw thrown;
      const all = thrown.before === undefined ? this.#named : [...this.#named, thrown.before];
      throw new ArithmeticError(thrown.what, thrown.at, thrown.end, all.length === 0 ? undefined : sequence(all));
    }
  }

  #whole(): Expression {
    this.#advance();
    if (this.#atEnd()) return { kind: 'number', value: 0 };
    const expression = this.#comma();
    if (this.#atEnd()) return expression;
    throw new ArithmeticError('syntax error in expression', this.#last, undefined, expression);
  }

  #fail(what: string, at = this.#last): never {
    throw new ArithmeticError(what, at);
  }

  #advance(): void {
    TOKEN.lastIndex = this.#next;
    const match = TOKEN.exec(this.text);
    if (match === null) {
      this.#end();
      return;
    }
    const [, operator, number, name] = match;
    this.#token = (operator ?? number ?? name) as string;
    this.#kind = operator !== undefined ? 'operator' : number !== undefined ? 'number' : 'name';
    this.#next = TOKEN.lastIndex;
    this.#at = this.#next - this.#token.length;
    this.#last = this.#at;
    this.#subscript = undefined;
    if (name !== undefined && this.text[this.#next] === '[') this.#readSubscript();
    if (operator !== undefined && /^(?:&&|\|\||\?)$/.test(operator)) this.#skips = true;
    // bash notices what is wrong with a number as it reads it.
    if (number !== undefined) this.#value = numberOf(number, this.#at);
    if (name === undefined) return;
    this.#lookBehindNames();
    if (!this.#skips && !/^\s*=(?!=)/.test(this.text.slice(this.#next)))
      this.#named.push({ kind: 'variable', name, subscript: this.#subscript, at: this.#at });
  }

  /** bash reads one token on behind a name: where names follow each other, up to what is none. */
  #lookBehindNames(): void {
    const names = /(?:\s*[A-Za-z_][A-Za-z0-9_]*)*\s*/y;
    names.lastIndex = this.#next;
    names.exec(this.text);
    const at = names.lastIndex;
    TOKEN.lastIndex = at;
    const isSubscript = this.text[at] === '[';
    if (at >= this.text.length || isSubscript) return;
    const match = TOKEN.exec(this.text);
    if (match === null) this.#fail('syntax error: invalid arithmetic operator', at);
    if (match[2] !== undefined) numberOf(match[2], at);
  }

  #end(): void {
    const rest = this.text.slice(this.#next);
    this.#isBehindOperand = this.#kind === 'number' || this.#kind === 'name';
    this.#kind = 'end';
    this.#token = '';
    if (rest.trim() !== '') {
      this.#last = this.#next + rest.length - rest.trimStart().length;
      this.#fail(`syntax error: ${this.#isBehindOperand ? 'invalid arithmetic operator' : 'operand expected'}`);
    }
  }

  #readSubscript(): void {
    let depth = 0;
    for (let at = this.#next; at < this.text.length; at += 1) {
      if (this.text[at] === '[') depth += 1;
      else if (this.text[at] === ']') depth -= 1;
      if (depth === 0) {
        this.#subscript = this.text.slice(this.#next + 1, at);
        this.#next = at + 1;
        return;
      }
    }
    this.#fail('bad array subscript');
  }

  /** A method, so that the compiler does not take an earlier look for the present one. */
  #atEnd(): boolean {
    return this.#kind === 'end';
  }

  #isName(): boolean {
    return this.#kind === 'name';
  }

  #is(operator: string): boolean {
    return this.#kind === 'operator' && this.#token === operator;
  }

  #comma(): Expression {
    let left = this.#assignment();
    while (this.#is(',')) {
      this.#advance();
      const rightAt = this.#at;
      left = { kind: 'binary', operator: ',', left, right: this.#assignment(), rightAt, lastAt: this.#last };
    }
    return left;
  }

  #assignment(): Expression {
    if (this.#depth > MAX_DEPTH) this.#fail('expression recursion level exceeded');
    this.#depth += 1;
    const left = this.#conditional();
    this.#depth -= 1;
    if (this.#kind !== 'operator' || !/^(?:=|[-+*/%&^|]=|<<=|>>=)$/.test(this.#token)) return left;
    if (left.kind !== 'variable') return this.#fail('attempted assignment to non-variable');
    const operator = this.#token;
    this.#advance();
    const rightAt = this.#at;
    return { kind: 'assign', operator: operator.slice(0, -1), target: left, value: this.#assignment(), rightAt };
  }

  #conditional(): Expression {
    const test = this.#binary(3);
    if (!this.#is('?')) return test;
    this.#advance();
    if (this.#atEnd() || this.#is(':')) this.#fail('expression expected');
    const yes = this.#comma();
    if (!this.#is(':')) this.#fail("`:' expected for conditional expression");
    this.#advance();
    if (this.#atEnd()) this.#fail('expression expected');
    return { kind: 'conditional', test, yes, no: this.#conditional() };
  }

  #binary(lowest: number): Expression {
    let left = this.#unary();
    for (;;) {
      if (this.#is('++') || this.#is('--')) this.#splitSigns();
      const operator = this.#token;
      const binding = this.#kind === 'operator' ? PRECEDENCE[operator] : undefined;
      if (binding === undefined || binding < lowest) return left;
      left = this.#behind(left, operator, operator === '**' ? binding : binding + 1);
    }
  }

  /** An operation with what stands behind its operator; where that cannot be read, the left side has been evaluated. */
  #behind(left: Expression, operator: string, lowest: number): Expression {
    try {
      this.#advance();
      const rightAt = this.#at;
      return { kind: 'binary', operator, left, right: this.#binary(lowest), rightAt, lastAt: this.#last };
    } catch (thrown) {
      if (!(thrown instanceof ArithmeticError) || thrown.before !== undefined) throw thrown;
      throw new ArithmeticError(thrown.what, thrown.at, thrown.end, left);
    }
  }

  /** Behind what is no variable, `--` is minus minus. */
  #splitSigns(): void {
    this.#next = this.#at + 1;
    this.#token = this.#token[0] as string;
  }

  #unary(): Expression {
    if (this.#kind !== 'operator') return this.#postfix();
    const operator = this.#token;
    if (operator === '++' || operator === '--') return this.#prefixStep(operator);
    if (operator === '!' || operator === '~' || operator === '-' || operator === '+') {
      if (this.#depth > MAX_DEPTH) this.#fail('expression recursion level exceeded');
      this.#depth += 1;
      this.#advance();
      const operand = this.#unary();
      this.#depth -= 1;
      return { kind: 'unary', operator, operand };
    }
    return this.#postfix();
  }

  #prefixStep(operator: '++' | '--'): Expression {
    const second = this.#at + 1;
    this.#advance();
    if (this.#isName()) {
      const target = this.#variable();
      return { kind: 'step', operator, target, prefix: true };
    }
    // `--5` is minus minus 5.
    const sign = operator[0] as string;
    const inner = { kind: 'unary', operator: sign, operand: this.#unaryBehind(second) } as const;
    return { kind: 'unary', operator: sign, operand: inner };
  }

  /** The operand of a sign; where there is none, the error token is the sign. */
  #unaryBehind(sign: number): Expression {
    if (this.#atEnd()) this.#fail('syntax error: operand expected', sign);
    return this.#unary();
  }

  #postfix(): Expression {
    if (this.#is('(')) {
      this.#advance();
      const inner = this.#comma();
      if (!this.#is(')')) this.#fail("missing `)'");
      this.#advance();
      return inner;
    }
    if (this.#kind === 'number') {
      const value = this.#value;
      this.#advance();
      return { kind: 'number', value };
    }
    if (this.#kind !== 'name') return this.#fail('syntax error: operand expected');
    const target = this.#variable();
    if (this.#is('++') || this.#is('--')) {
      const operator = this.#token as '++' | '--';
      this.#advance();
      return { kind: 'step', operator, target, prefix: false };
    }
    return target;
  }

  #variable(): Extract<Expression, { kind: 'variable' }> {
    const target = { kind: 'variable', name: this.#token, subscript: this.#subscript, at: this.#at } as const;
    this.#advance();
    return target;
  }
}

function sequence(all: readonly Expression[]): Expression {
  return all.reduce((left, right) => ({ kind: 'binary', operator: ',', left, right, rightAt: 0, lastAt: 0 }));
}

/** A constant: decimal, `0` octal, `0x` hexadecimal or `base#digits`. */
function numberOf(token: string, at: number): Integer {
  const fail = (what: string): never => {
    throw new ArithmeticError(what, at, at + token.length);
  };
  let base = 10;
  let digits = token;
  const hash = token.indexOf('#');
  if (hash >= 0) {
    // What begins with a zero has its base already (strlong).
    if (/^0(?:[0-7]*|[xX][\da-fA-F]*)#/.test(token)) fail('invalid number');
    if (!/^(?:0|[1-9]\d*)$/.test(token.slice(0, hash))) fail('value too great for base');
    base = Number(token.slice(0, hash));
    digits = token.slice(hash + 1);
    if (!(base >= 2 && base <= 64)) fail('invalid arithmetic base');
    if (digits === '') fail('invalid integer constant');
  } else if (/^0[xX]/.test(token)) {
    base = 16;
    digits = token.slice(2);
  } else if (token.startsWith('0') && token.length > 1) {
    base = 8;
    digits = token.slice(1);
  }
  if (base === 10 && digits.length < 16 && /^[0-9]+$/.test(digits)) return Number(digits);
  let value = 0n;
  for (const digit of digits) {
    const its = digitValue(digit, base);
    if (its >= base) fail('value too great for base');
    value = value * BigInt(base) + BigInt(its);
  }
  return wrap(value);
}

function digitValue(digit: string, base: number): number {
  if (digit === '@') return 62;
  if (digit === '_') return 63;
  if (digit >= '0' && digit <= '9') return Number(digit);
  const lower = digit >= 'a';
  const letter = digit.toLowerCase().charCodeAt(0) - 87;
  return lower || base <= 36 ? letter : letter + 26;
}
