import { isArray, isObject, type JsonObject, kindOf, sortedKeys, type Value } from './value.ts';

/** How values are printed. */
export interface Style {
  /** What one level is indented by; undefined for everything on one line. */
  readonly indent?: string;
  readonly sortKeys?: boolean;
  readonly ascii?: boolean;
  readonly color?: boolean;
}

const RESET = '\x1b[0m';
const KEY = '\x1b[34;1m';

function colorOf(value: Value): string {
  const kind = kindOf(value);
  if (kind === 'null') return '\x1b[1;30m';
  if (kind === 'string') return '\x1b[0;32m';
  return kind === 'array' || kind === 'object' ? '\x1b[1;39m' : '\x1b[0;39m';
}

/** A value as JSON text. */
export function print(value: Value, style: Style = {}): string {
  return new Printer(style).value(value, 0);
}

class Printer {
  constructor(private readonly style: Style) {}

  value(value: Value, depth: number): string {
    const color = this.style.color ? colorOf(value) : '';
    const end = this.style.color ? RESET : '';
    if (isArray(value)) return color + this.#array(value, depth, color) + end;
    if (isObject(value)) return color + this.#object(value, depth, color) + end;
    return color + (typeof value === 'string' ? quoted(value, this.style.ascii) : scalar(value)) + end;
  }

  #array(value: readonly Value[], depth: number, color: string): string {
    if (value.length === 0) return '[]';
    const items = value.map((each) => this.#line(depth + 1) + this.value(each, depth + 1));
    return `[${items.join(`${color},`)}${color}${this.#line(depth)}${color}]`;
  }

  #object(value: JsonObject, depth: number, color: string): string {
    if (value.size === 0) return '{}';
    const end = color === '' ? '' : RESET;
    const keys = this.style.sortKeys ? sortedKeys(value) : [...value.keys()];
    const colon = this.style.indent === undefined ? ':' : ': ';
    const items = keys.map((key) => {
      const name = `${color === '' ? '' : KEY}${quoted(key, this.style.ascii)}${end}`;
      const text = this.value(value.get(key) as Value, depth + 1);
      return `${this.#line(depth + 1)}${end}${name}${color}${colon}${end}${text}`;
    });
    return `{${items.join(`${color},`)}${color}${this.#line(depth)}${color}}`;
  }

  #line(depth: number): string {
    const { indent } = this.style;
    return indent === undefined ? '' : `\n${indent.repeat(depth)}`;
  }
}

function scalar(value: null | boolean | number | string | object): string {
  return typeof value === 'number' ? formatNumber(value) : String(value);
}

/** A number with the fewest digits that give it again, in jq's form; what JSON cannot say is null or the largest number. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'null';
  if (!Number.isFinite(value)) return value > 0 ? '1.7976931348623157e+308' : '-1.7976931348623157e+308';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const sign = value < 0 ? '-' : '';
  const [mantissa = '', exponent = ''] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const point = Number(exponent) + 1;
  return sign + placed(digits, point);
}

/** Digits with the decimal point behind the first `point` of them. */
function placed(digits: string, point: number): string {
  if (point <= -4 || point > digits.length + 15) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    const exponent = String(Math.abs(point - 1)).padStart(2, '0');
    return `${digits[0]}${fraction}e${point - 1 < 0 ? '-' : '+'}${exponent}`;
  }
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return digits.padEnd(point, '0');
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

const unit = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;

/** A text in JSON's quotes. */
function quoted(text: string, ascii = false): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes.
  const escaped = text.replace(/["\\\x00-\x1f\x7f]/g, (each) => ESCAPES[each] ?? unit(each.charCodeAt(0)));
  return `"${ascii ? escaped.replace(/[\x80-\uffff]/g, (each) => unit(each.charCodeAt(0))) : escaped}"`;
}

/** A value as messages name it: its JSON text, cut off after some bytes. */
export function shortened(value: Value, bytes = 11): string {
  const text = print(value);
  return text.length > bytes - 1 ? `${text.slice(0, bytes - 4)}...` : text;
}
