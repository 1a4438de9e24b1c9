/** A 64-bit signed integer: a number where it is exact, a bigint beyond. */
export type Integer = number | bigint;

/** Wraps to 64 bits, as C does on the machines bash runs on. */
export function wrap(value: bigint): Integer {
  const wrapped = BigInt.asIntN(64, value);
  const number = Number(wrapped);
  return Number.isSafeInteger(number) ? number : wrapped;
}

/** Applies a binary operator of C. The right operand of `/` and `%` must not be 0, that of `**` not negative. */
export function apply(operator: string, left: Integer, right: Integer): Integer {
  if (typeof left === 'number' && typeof right === 'number') {
    const fast = applyNumbers(operator, left, right);
    if (fast !== undefined) return fast;
  }
  return applyBig(operator, BigInt(left), BigInt(right));
}

function applyNumbers(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return exact(left + right);
    case '-':
      return exact(left - right);
    case '*':
      return exact(left * right);
    case '/':
      return Math.trunc(left / right) + 0;
    case '%':
      return (left % right) + 0;
    case '<':
      return left < right ? 1 : 0;
    case '>':
      return left > right ? 1 : 0;
    case '<=':
      return left <= right ? 1 : 0;
    case '>=':
      return left >= right ? 1 : 0;
    case '==':
      return left === right ? 1 : 0;
    case '!=':
      return left !== right ? 1 : 0;
    default:
      return undefined;
  }
}

function exact(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value + 0 : undefined;
}

function applyBig(operator: string, left: bigint, right: bigint): Integer {
  switch (operator) {
    case '+':
      return wrap(left + right);
    case '-':
      return wrap(left - right);
    case '*':
      return wrap(left * right);
    case '/':
      return wrap(left / right);
    case '%':
      return wrap(left % right);
    case '**':
      return power(left, right);
    case '<<':
      return wrap(left << (right & 63n));
    case '>>':
      return wrap(left >> (right & 63n));
    case '&':
      return wrap(left & right);
    case '|':
      return wrap(left | right);
    case '^':
      return wrap(left ^ right);
    default:
      return compare(operator, left, right) ? 1 : 0;
  }
}

function compare(operator: string, left: bigint, right: bigint): boolean {
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  if (operator === '<=') return left <= right;
  if (operator === '>=') return left >= right;
  return operator === '==' ? left === right : left !== right;
}

function power(base: bigint, exponent: bigint): Integer {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = BigInt.asIntN(64, result * square);
    square = BigInt.asIntN(64, square * square);
  }
  return wrap(result);
}
