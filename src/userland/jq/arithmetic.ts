import { fail } from './failure.ts';
import { shortened } from './print.ts';
import { compare, isArray, isObject, type JsonObject, kindOf, type Value } from './value.ts';

/** Two values joined by an operator (jq manual, "Addition", … ). */
export function calculate(operator: string, a: Value, b: Value): Value {
  switch (operator) {
    case '+':
      return add(a, b);
    case '-':
      return subtract(a, b);
    case '*':
      return multiply(a, b);
    case '/':
      return divide(a, b);
    case '%':
      return remainder(a, b);
    default:
      return compared(operator, compare(a, b));
  }
}

function compared(operator: string, order: number): boolean {
  switch (operator) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

/** A value with its kind, as messages say it. */
export function described(value: Value): string {
  return `${kindOf(value)} (${shortened(value)})`;
}

function refuse(a: Value, b: Value, what: string): never {
  return fail(`${described(a)} and ${described(b)} cannot be ${what}`);
}

export function add(a: Value, b: Value): Value {
  if (a === null) return b;
  if (b === null) return a;
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (isArray(a) && isArray(b)) return [...a, ...b];
  if (isObject(a) && isObject(b)) return new Map([...a, ...b]);
  return refuse(a, b, 'added');
}

function subtract(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (isArray(a) && isArray(b)) return a.filter((each) => !b.some((other) => compare(each, other) === 0));
  return refuse(a, b, 'subtracted');
}

function multiply(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (typeof a === 'string' && typeof b === 'number') return repeat(a, b);
  if (typeof a === 'number' && typeof b === 'string') return repeat(b, a);
  if (isObject(a) && isObject(b)) return merge(a, b);
  return refuse(a, b, 'multiplied');
}

const LONGEST = 1 << 24;

function repeat(text: string, times: number): Value {
  if (!(times > 0)) return null;
  const count = Math.max(1, Math.floor(times));
  if (text.length * count > LONGEST) return fail('Repeat string result too long');
  return text.repeat(count);
}

/** Objects inside objects are merged as well. */
function merge(a: JsonObject, b: JsonObject): JsonObject {
  const merged = new Map(a);
  for (const [key, value] of b) {
    const old = merged.get(key);
    merged.set(key, old !== undefined && isObject(old) && isObject(value) ? merge(old, value) : value);
  }
  return merged;
}

function divide(a: Value, b: Value): Value {
  if (typeof a === 'string' && typeof b === 'string') return split(a, b);
  if (typeof a !== 'number' || typeof b !== 'number') return refuse(a, b, 'divided');
  return b === 0 ? refuse(a, b, 'divided because the divisor is zero') : a / b;
}

/** The parts of a text between separators; the letters for an empty separator. */
export function split(text: string, separator: string): Value {
  if (text === '') return [];
  return separator === '' ? [...text] : text.split(separator);
}

function remainder(a: Value, b: Value): Value {
  if (typeof a !== 'number' || typeof b !== 'number') return refuse(a, b, 'divided');
  const divisor = Math.trunc(b);
  if (divisor === 0) return refuse(a, b, 'divided (remainder) because the divisor is zero');
  const rest = Math.trunc(a) % Math.abs(divisor);
  return rest === 0 ? 0 : rest;
}
