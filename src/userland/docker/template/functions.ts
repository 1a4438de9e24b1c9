import { toJson } from '../describe.ts';
import { formatValue, isTrue, type Value } from './value.ts';

/** The functions of templates; `fail` does not come back. */
export function callFunction(name: string, args: readonly Value[], fail: (why: string) => never): Value {
  const [first, second] = args;
  const text = (value: Value) => (typeof value === 'string' ? value : formatValue(value));
  switch (name) {
    case 'json':
      return first === undefined ? 'null' : toJson(first);
    case 'index':
      return args.slice(1).reduce((value: Value, key) => indexed(value, key, fail), first);
    case 'len':
      return Array.isArray(first) || typeof first === 'string' ? first.length : Object.keys(first ?? {}).length;
    case 'slice':
      return sliced(first, args.slice(1).map(Number), fail);
    case 'print':
      return args.map(text).join('');
    case 'println':
      return `${args.map(text).join(' ')}\n`;
    case 'printf':
      return printf(text(first), args.slice(1));
    case 'split':
      return text(first).split(text(second));
    case 'join':
      return (Array.isArray(first) ? first : []).map(text).join(text(second ?? ''));
    case 'title':
      return text(first).replace(/\b\w/g, (letter) => letter.toUpperCase());
    case 'lower':
      return text(first).toLowerCase();
    case 'upper':
      return text(first).toUpperCase();
    case 'pad':
      return ' '.repeat(Number(second)) + text(first) + ' '.repeat(Number(args[2]));
    case 'truncate':
      return text(first).slice(0, Number(second));
    case 'not':
      return !isTrue(first);
    case 'and':
      return args.find((each) => !isTrue(each)) ?? args.at(-1);
    case 'or':
      return args.find(isTrue) ?? args.at(-1);
    case 'eq':
      return args.slice(1).some((each) => each === first);
    default:
      return compare(name, first as number, second as number);
  }
}

function compare(name: string, a: number, b: number): boolean {
  switch (name) {
    case 'ne':
      return a !== b;
    case 'lt':
      return a < b;
    case 'le':
      return a <= b;
    case 'gt':
      return a > b;
    default:
      return a >= b;
  }
}

function indexed(value: Value, key: Value, fail: (why: string) => never): Value {
  if (Array.isArray(value)) {
    const at = Number(key);
    return at >= 0 && at < value.length ? value[at] : fail(`error calling index: reflect: slice index out of range`);
  }
  if (typeof value === 'object' && value !== null) {
    const name = String(key);
    return Object.hasOwn(value, name) ? (value as Record<string, Value>)[name] : undefined;
  }
  return value === undefined || value === null ? fail('error calling index: index of untyped nil') : undefined;
}

function sliced(value: Value, [from = 0, to]: readonly number[], fail: (why: string) => never): Value {
  if (typeof value !== 'string' && !Array.isArray(value))
    return fail("error calling slice: can't slice item of this type");
  const end = to ?? value.length;
  if (from < 0 || end > value.length || !(from <= end))
    return fail(`error calling slice: index out of range: ${from < 0 || from > value.length ? from : end}`);
  return value.slice(from, end);
}

function printf(format: string, args: readonly Value[]): string {
  let next = 0;
  return format.replace(
    /%(-?\d*)(?:\.(\d+))?([vsdqt%])/g,
    (_, width: string, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      const value = args[next++];
      let text = verb === 'q' ? JSON.stringify(formatValue(value)) : formatValue(value);
      if (precision !== undefined) text = text.slice(0, Number(precision));
      const columns = Math.abs(Number(width || 0));
      return width.startsWith('-') ? text.padEnd(columns) : text.padStart(columns);
    },
  );
}
