/** What `test` asks of its surroundings: file tests and comparisons, undefined for operators there are not. */
export interface Conditions {
  unary(operator: string, operand: string): boolean | undefined;
  binary(left: string, operator: string, right: string, number: (text: string) => number | bigint): boolean | undefined;
}

/** An error in the expression of `test`, in bash's words. */
export class TestError {
  constructor(readonly message: string) {}
}

/** An integer as test(1) reads it. Throws `TestError`. */
export function testInteger(text: string): number | bigint {
  const trimmed = text.trim();
  if (!/^[-+]?\d+$/.test(trimmed)) throw new TestError(`${text}: integer expression expected`);
  const value = Number(trimmed);
  return Number.isSafeInteger(value) ? value : BigInt(trimmed);
}

/** The value of a `test` expression, its words without the command's name (bash manual, `test`). Throws `TestError`. */
export function evaluateTest(words: readonly string[], conditions: Conditions): boolean {
  const test = new Test(words, conditions);
  const value = test.value();
  return value;
}

const UNARY = /^-[abcdefghknoprstuvwxzGLNORS]$/;
const BINARY = /^(?:=|==|!=|<|>|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))$/;

class Test {
  #at = 0;

  constructor(
    private readonly words: readonly string[],
    private readonly conditions: Conditions,
  ) {}

  /** POSIX fixes the meaning for up to four words; more are parsed by precedence. */
  value(): boolean {
    const { words } = this;
    if (words.length === 0) return false;
    if (words.length === 1) return words[0] !== '';
    if (words.length === 2) return this.#two(words[0] as string, words[1] as string);
    if (words.length === 3) return this.#three(words[0] as string, words[1] as string, words[2] as string);
    if (words.length === 4) {
      if (words[0] === '!') return !this.#three(words[1] as string, words[2] as string, words[3] as string);
      if (words[0] === '(' && words[3] === ')') return this.#two(words[1] as string, words[2] as string);
    }
    const value = this.#or();
    const rest = words[this.#at];
    if (rest?.startsWith('-')) throw new TestError(`syntax error: \`${rest}' unexpected`);
    if (rest !== undefined) throw new TestError('too many arguments');
    return value;
  }

  #two(first: string, second: string): boolean {
    if (first === '!') return second === '';
    if (UNARY.test(first)) return this.#unary(first, second);
    throw new TestError(`${first}: unary operator expected`);
  }

  #three(first: string, second: string, third: string): boolean {
    if (BINARY.test(second)) return this.#binary(first, second, third);
    if (second === '-a') return first !== '' && third !== '';
    if (second === '-o') return first !== '' || third !== '';
    if (first === '!') return !this.#two(second, third);
    if (first === '(' && third === ')') return second !== '';
    throw new TestError(`${second}: binary operator expected`);
  }

  #or(): boolean {
    let value = this.#and();
    while (this.words[this.#at] === '-o') {
      this.#at += 1;
      const right = this.#and();
      value = value || right;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#term();
    while (this.words[this.#at] === '-a') {
      this.#at += 1;
      const right = this.#term();
      value = value && right;
    }
    return value;
  }

  #term(): boolean {
    let negated = false;
    while (this.words[this.#at] === '!') {
      this.#at += 1;
      negated = !negated;
    }
    const value = this.#primary();
    return value !== negated;
  }

  #primary(): boolean {
    const { words } = this;
    const word = words[this.#at];
    if (word === undefined) throw new TestError('argument expected');
    const operator = words[this.#at + 1];
    if (word === '(') {
      this.#at += 1;
      const value = this.#or();
      if (words[this.#at] !== ')') throw new TestError("`)' expected");
      this.#at += 1;
      return value;
    }
    if (operator !== undefined && BINARY.test(operator) && words[this.#at + 2] !== undefined) {
      this.#at += 3;
      return this.#binary(word, operator, words[this.#at - 1] as string);
    }
    if (UNARY.test(word) && operator !== undefined) {
      this.#at += 2;
      return this.#unary(word, operator);
    }
    this.#at += 1;
    return word !== '';
  }

  #unary(operator: string, operand: string): boolean {
    if (operator === '-t') testInteger(operand);
    const value = this.conditions.unary(operator, operand);
    if (value === undefined) throw new TestError(`${operator}: unary operator expected`);
    return value;
  }

  #binary(left: string, operator: string, right: string): boolean {
    const value = this.conditions.binary(left, operator, right, testInteger);
    if (value === undefined) throw new TestError(`${operator}: binary operator expected`);
    return value;
  }
}
