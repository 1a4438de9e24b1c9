import { ExpansionFailed } from '../../control.ts';
import {
  firstValue,
  getParameter,
  isOutside,
  resolveName,
  setElement,
  setVariable,
  variableOf,
} from '../../parameters.ts';
import type { Shell } from '../../shell.ts';
import { lastIndex } from '../../variables.ts';
import { ArithmeticError, type Expression, type Target } from './expression.ts';
import { apply, type Integer, wrap } from './integer.ts';
import { parseExpression } from './parse.ts';

const cache = new Map<string, Expression | ArithmeticError>();
const CACHE_LIMIT = 5_000;

/**
 * bash gives up at 1024 levels, which need more of a stack than there may be. Names that refer to each other in a ring of
 * up to six, nine, ten … meet this limit at the name that meets bash's, since 900 is a multiple of their number.
 */
const MAX_DEPTH = 1024 - 900;

/**
 * The value of an arithmetic expression whose parameters have been expanded (bash manual, "Shell Arithmetic"). Throws
 * `ExpansionFailed`; `who` stands in front of its message (`((`, `let`).
 */
export function evaluateArithmetic(shell: Shell, text: string, who = ''): Integer {
  return evaluateText(shell, text, who, 0);
}

/** The same for a subscript, or what a variable of integers is to hold. */
export function evaluateForVariable(shell: Shell, text: string): Integer {
  try {
    return evaluateArithmetic(shell, text);
  } catch (thrown) {
    if (thrown instanceof ExpansionFailed) thrown.endsString = true;
    throw thrown;
  }
}

function evaluateText(shell: Shell, text: string, who: string, depth: number): Integer {
  const short = shortcut(text);
  if (short !== undefined) return short;
  const parsed = parseCached(text);
  try {
    const evaluator = new Evaluator(shell, who, depth);
    if (parsed instanceof ArithmeticError) {
      // bash evaluates while it reads: what comes before the error has had its effect.
      if (parsed.before !== undefined) evaluator.value(parsed.before);
      throw parsed;
    }
    return evaluator.value(parsed);
  } catch (thrown) {
    if (!(thrown instanceof ArithmeticError)) throw thrown;
    const shown = `${who === '' ? '' : `${who}: `}${text.slice(0, thrown.end).trimStart()}`;
    const token = text.slice(thrown.at, thrown.end);
    throw new ExpansionFailed(`${shown}: ${thrown.what} (error token is "${token}")`, false, true);
  }
}

/** A plain decimal number needs no parser. */
function shortcut(text: string): number | undefined {
  return text.length < 16 && /^(?:0|-?[1-9][0-9]*)$/.test(text) ? Number(text) : undefined;
}

function parseCached(text: string): Expression | ArithmeticError {
  const known = cache.get(text);
  if (known !== undefined) return known;
  if (cache.size >= CACHE_LIMIT) cache.clear();
  const parsed = parseOrError(text);
  cache.set(text, parsed);
  return parsed;
}

function parseOrError(text: string): Expression | ArithmeticError {
  try {
    return parseExpression(text);
  } catch (thrown) {
    if (thrown instanceof ArithmeticError) return thrown;
    throw thrown;
  }
}

class Evaluator {
  /** In how many branches it is that are not taken (`noeval` of bash's expr.c): variables are 0 there and stay as they are. */
  #untaken = 0;

  constructor(
    private readonly shell: Shell,
    private readonly who: string,
    private readonly depth: number,
  ) {}

  value(expression: Expression): Integer {
    switch (expression.kind) {
      case 'number':
        return expression.value;
      case 'variable':
        return this.#read(expression);
      case 'unary':
        return unary(expression.operator, this.value(expression.operand));
      case 'binary':
        return this.#binary(expression);
      case 'conditional':
        return this.#conditional(expression);
      case 'assign':
        return this.#assign(expression);
      case 'step':
        return this.#step(expression);
    }
  }

  #binary(expression: Extract<Expression, { kind: 'binary' }>): Integer {
    const { operator } = expression;
    const left = this.value(expression.left);
    if (operator === '&&' || operator === '||') {
      if (isTrue(left) === (operator === '&&')) return isTrue(this.value(expression.right)) ? 1 : 0;
      this.#pass(expression.right);
      return operator === '&&' ? 0 : 1;
    }
    const right = this.value(expression.right);
    if (operator === ',') return right;
    if ((operator === '/' || operator === '%') && !isTrue(right)) {
      if (this.#untaken > 0) return apply(operator, left, 1);
      throw new ArithmeticError('division by 0', expression.rightAt);
    }
    if (operator === '**' && right < 0) throw new ArithmeticError('exponent less than 0', expression.lastAt);
    return apply(operator, left, right);
  }

  #conditional({ test, yes, no }: Extract<Expression, { kind: 'conditional' }>): Integer {
    if (!isTrue(this.value(test))) {
      this.#pass(yes);
      return this.value(no);
    }
    const value = this.value(yes);
    this.#pass(no);
    return value;
  }

  /** A branch that is not taken is read all the same, and fails where an exponent is negative. */
  #pass(branch: Expression): void {
    if (!hasPower(branch)) return;
    this.#untaken++;
    this.value(branch);
    this.#untaken--;
  }

  #assign(expression: Extract<Expression, { kind: 'assign' }>): Integer {
    const { operator, target } = expression;
    const before = operator === '' ? 0 : this.#read(target);
    let value = this.value(expression.value);
    if (operator !== '') {
      if ((operator === '/' || operator === '%') && !isTrue(value)) {
        if (this.#untaken > 0) return before;
        throw new ArithmeticError('division by 0', expression.rightAt);
      }
      value = apply(operator, before, value);
    }
    this.#write(target, value);
    return value;
  }

  #step(expression: Extract<Expression, { kind: 'step' }>): Integer {
    const before = this.#read(expression.target);
    const after = apply(expression.operator === '++' ? '+' : '-', before, 1);
    this.#write(expression.target, after);
    return expression.prefix ? after : before;
  }

  #read(target: Target): Integer {
    if (this.#untaken > 0) return 0;
    const text = this.#textOf(target);
    if (text === undefined || text === '') {
      if (text === undefined && this.shell.option('nounset') && !this.#isArrayElement(target)) {
        throw new ExpansionFailed(`${target.name}: unbound variable`, true);
      }
      return 0;
    }
    if (this.depth + 1 >= MAX_DEPTH) throw new ArithmeticError('expression recursion level exceeded', target.at);
    return evaluateText(this.shell, text, this.who, this.depth + 1);
  }

  /** An element that is not there is no error where its array is. */
  #isArrayElement({ name, subscript }: Target): boolean {
    if (subscript === undefined) return false;
    const variable = variableOf(this.shell, resolveName(this.shell, name));
    return (variable?.indexed ?? variable?.associative ?? variable?.value) !== undefined;
  }

  #textOf({ name, subscript }: Target): string | undefined {
    if (subscript === undefined) return getParameter(this.shell, name);
    const variable = variableOf(this.shell, resolveName(this.shell, name));
    if (variable?.kind === 'associative') return variable.associative?.get(subscript);
    const index = this.#index(subscript);
    if (variable === undefined && this.shell.option('nounset')) return undefined;
    if (isOutside(variable, index)) this.shell.failWith(`${name}: bad array subscript`);
    if (variable?.kind !== 'indexed') return index === 0 ? firstValue(variable) : undefined;
    return variable.indexed?.get(index < 0 ? index + lastIndex(variable.indexed) + 1 : index);
  }

  #write({ name, subscript }: Target, value: Integer): void {
    if (this.#untaken > 0) return;
    if (subscript === undefined) {
      setVariable(this.shell, name, String(value));
      return;
    }
    const associative = this.shell.state.variables.get(resolveName(this.shell, name))?.kind === 'associative';
    const key = associative ? subscript : String(this.#index(subscript));
    const variable = variableOf(this.shell, resolveName(this.shell, name));
    if (isOutside(variable, Number(key))) this.shell.failWith(`${name}[${subscript}]: bad array subscript`);
    else setElement(this.shell, name, key, String(value));
  }

  #index(subscript: string): number {
    return Number(evaluateText(this.shell, subscript, this.who, this.depth + 1));
  }
}

const powers = new WeakMap<Expression, boolean>();

/** True for an expression with a power in it. */
function hasPower(expression: Expression): boolean {
  const known = powers.get(expression);
  if (known !== undefined) return known;
  const has = partsOf(expression).some(hasPower) || (expression.kind === 'binary' && expression.operator === '**');
  powers.set(expression, has);
  return has;
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'unary':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.test, expression.yes, expression.no];
    case 'assign':
      return [expression.value];
    default:
      return [];
  }
}

/** True for everything but 0, of either type. */
export function isTrue(value: Integer): boolean {
  return value !== 0 && value !== 0n;
}

function unary(operator: string, operand: Integer): Integer {
  if (operator === '!') return isTrue(operand) ? 0 : 1;
  if (operator === '+') return operand;
  if (operator === '-') return typeof operand === 'number' ? 0 - operand : wrap(-operand);
  return wrap(~BigInt(operand));
}
