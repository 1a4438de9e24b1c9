import type { Process, Program } from '../process.ts';
import { misused } from './options.ts';
import { quote } from './quote.ts';
import { compileRegex } from './regex.ts';

/** What is wrong with an expression. */
class ExprError {
  constructor(readonly message: string) {}
}

const LEVELS: readonly ReadonlySet<string>[] = [
  new Set(['|']),
  new Set(['&']),
  new Set(['<', '<=', '=', '==', '!=', '>=', '>']),
  new Set(['+', '-']),
  new Set(['*', '/', '%']),
  new Set([':']),
];

/** expr(1): 0 when the value is neither empty nor 0, 1 when it is, 2 for a wrong expression. */
export const expr: Program = (process) => {
  if (process.argv.length === 1) return misused(process, 'missing operand', 2);
  try {
    const value = new Evaluation(process, process.argv[1] === '--' ? 2 : 1).value();
    process.stdout.write(`${value}\n`);
    return isTrue(value) ? 0 : 1;
  } catch (thrown) {
    if (!(thrown instanceof ExprError)) throw thrown;
    process.stderr.write(`expr: ${thrown.message}\n`);
    return 2;
  }
};

function isTrue(value: string): boolean {
  return value !== '' && !/^-?0+$/.test(value);
}

const isInteger = (text: string): boolean => /^-?\d+$/.test(text);

class Evaluation {
  constructor(
    private readonly process: Process,
    private at: number,
  ) {}

  value(): string {
    const value = this.#level(0);
    const rest = this.process.argv[this.at];
    if (rest !== undefined) throw new ExprError(`syntax error: unexpected argument ${quote(rest)}`);
    return value;
  }

  get #word(): string | undefined {
    return this.process.argv[this.at];
  }

  #level(level: number): string {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#primary();
    let left = this.#level(level + 1);
    while (this.#word !== undefined && operators.has(this.#word)) {
      const operator = this.#word;
      this.at += 1;
      left = combine(operator, left, this.#level(level + 1));
    }
    return left;
  }

  #primary(): string {
    const word = this.#word;
    if (word === undefined)
      throw new ExprError(`syntax error: missing argument after ${quote(this.process.argv[this.at - 1] as string)}`);
    this.at += 1;
    switch (word) {
      case '(': {
        const value = this.#level(0);
        if (this.#word === undefined)
          throw new ExprError(`syntax error: expecting ')' after ${quote(this.process.argv[this.at - 1] as string)}`);
        if (this.#word !== ')') throw new ExprError(`syntax error: expecting ')' instead of ${quote(this.#word)}`);
        this.at += 1;
        return value;
      }
      case ')':
        throw new ExprError("syntax error: unexpected ')'");
      case '+':
        return this.#take();
      case 'length':
        return String([...this.#level(5)].length);
      case 'match':
        return matched(this.#level(6), this.#level(6));
      case 'index': {
        const [text, letters] = [this.#level(6), this.#level(6)];
        return String([...text].findIndex((letter) => letters.includes(letter)) + 1);
      }
      case 'substr': {
        const [text, from, count] = [this.#level(6), this.#level(6), this.#level(6)];
        if (!isInteger(from) || !isInteger(count) || Number(from) < 1 || Number(count) < 1) return '';
        return [...text].slice(Number(from) - 1, Number(from) - 1 + Number(count)).join('');
      }
      default:
        return word;
    }
  }

  #take(): string {
    const word = this.#word;
    if (word === undefined) throw new ExprError("syntax error: missing argument after '+'");
    this.at += 1;
    return word;
  }
}

function combine(operator: string, a: string, b: string): string {
  switch (operator) {
    case '|':
      return isTrue(a) ? a : isTrue(b) ? b : '0';
    case '&':
      return isTrue(a) && isTrue(b) ? a : '0';
    case ':':
      return matched(a, b);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return calculated(operator, a, b);
    default: {
      const order = isInteger(a) && isInteger(b) ? Number(BigInt(a) - BigInt(b)) : a < b ? -1 : a > b ? 1 : 0;
      const holds = {
        '<': order < 0,
        '<=': order <= 0,
        '=': order === 0,
        '==': order === 0,
        '!=': order !== 0,
        '>=': order >= 0,
      };
      return (holds[operator as keyof typeof holds] ?? order > 0) ? '1' : '0';
    }
  }
}

function calculated(operator: string, a: string, b: string): string {
  if (!isInteger(a) || !isInteger(b)) throw new ExprError('non-integer argument');
  const [x, y] = [BigInt(a), BigInt(b)];
  if (operator === '+') return String(x + y);
  if (operator === '-') return String(x - y);
  if (operator === '*') return String(x * y);
  if (y === 0n) throw new ExprError('division by zero');
  return String(operator === '/' ? x / y : x % y);
}

/** What the first group of an anchored expression matches, or how many letters the whole does. */
function matched(text: string, pattern: string): string {
  const regex = compileRegex(`^\\(${pattern}\\)`, { extended: false }) ?? compileRegex(pattern, { extended: false });
  const found = regex?.exec(text) ?? null;
  const hasGroup = /\\\(/.test(pattern);
  if (found === null) return hasGroup ? '' : '0';
  return hasGroup ? (found[2] ?? '') : String([...(found[0] as string)].length);
}
