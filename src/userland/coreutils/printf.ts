import { decodeText, encodeText } from '../encoding.ts';
import type { Program } from '../process.ts';
import { decodeEscapes, escapeAt, firstByte, joinBytes } from './escapes.ts';

/** What `printf` made of its arguments. */
export interface Printed {
  readonly text: string;
  /** Messages without the name in front. */
  readonly errors: readonly string[];
  /** The whole lines that were there when the error of the same index came: bash has printed them by then. */
  readonly lines: readonly string[];
  readonly status: number;
}

/** What differs between printf(1) and bash's own. */
export interface PrintfOptions {
  /** `%q`. */
  readonly quote: (text: string) => string;
  /** The virtual time in seconds, for `%(…)T`. */
  readonly now: number;
}

/** Formats arguments, using the format again as long as there are any (bash manual, `printf`; printf(3)). */
export function formatPrintf(format: string, words: readonly string[], options: PrintfOptions): Printed {
  const printer = new Printer(format, words, options);
  return printer.print();
}

interface Directive {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
}

class Printer {
  #next = 0;
  #text = '';
  #stopped = false;
  readonly #errors: string[] = [];
  readonly #lines: string[] = [];
  #printed = 0;
  readonly #warnings: string[] = [];

  constructor(
    private readonly format: string,
    private readonly words: readonly string[],
    private readonly options: PrintfOptions,
  ) {}

  print(): Printed {
    do {
      const before = this.#next;
      this.#once();
      if (this.#next === before) break;
    } while (this.#next < this.words.length && !this.#stopped);
    const status = this.#errors.length > 0 ? 1 : 0;
    return { text: joinBytes(this.#text), errors: [...this.#errors, ...this.#warnings], lines: this.#lines, status };
  }

  #once(): void {
    const { format } = this;
    for (let at = 0; at < format.length && !this.#stopped; ) {
      const char = format[at];
      if (char === '\\') {
        if (format[at + 1] === 'c') {
          this.#stopped = true;
          return;
        }
        const decoded = escapeAt(format, at, 'printf');
        this.#text += decoded.text;
        at += decoded.length;
      } else if (char === '%') at = this.#directive(at);
      else {
        this.#text += char;
        at += 1;
      }
    }
  }

  /** Prints what a directive asks for; answers the offset behind it. */
  #directive(start: number): number {
    if (this.format[start + 1] === '%') {
      this.#text += '%';
      return start + 2;
    }
    const match = /%([-+ #0']*)(\*|\d+)?(?:\.(\*|-?\d*))?(?:hh|h|ll|l|L|q|j|z|t)?(\([^)]*\)T|[\s\S])?/y;
    match.lastIndex = start;
    const found = match.exec(this.format) as RegExpExecArray;
    let [all, flags = '', width, precision, conversion] = found;
    // `q` is a length modifier in C and a conversion here.
    if (/q$/.test(all.slice(0, -1)) && conversion !== undefined && !/[diouxXeEfFgGaAcs]/.test(conversion)) {
      all = all.slice(0, -conversion.length);
      conversion = 'q';
    } else if (conversion === undefined && all.endsWith('q')) conversion = 'q';
    const wide = this.#number(width);
    if (wide !== undefined && wide < 0) flags += '-';
    const precise = precision === '' ? 0 : this.#number(precision);
    const directive = {
      flags,
      width: wide === undefined ? undefined : Math.min(Math.abs(wide), 100_000),
      precision: precise === undefined || precise < 0 ? undefined : Math.min(precise, 100_000),
    };
    this.#convert(conversion, directive, all);
    return start + all.length;
  }

  #number(text: string | undefined): number | undefined {
    if (text === undefined) return undefined;
    return text === '*' ? Number(this.#integer(this.#take() ?? '0')) : Number(text);
  }

  #take(): string | undefined {
    const word = this.words[this.#next];
    this.#next += 1;
    return word;
  }

  #convert(conversion: string | undefined, directive: Directive, all: string): void {
    if (conversion === undefined) {
      this.#fail(`\`${all}': missing format character`);
      this.#stopped = true;
    } else if (conversion === 's') this.#pad(cut(this.#take() ?? '', directive.precision), directive);
    else if (conversion === 'c') this.#pad(firstByte(this.#take() ?? ''), directive);
    else if (conversion === 'q') this.#pad(cut(this.options.quote(this.#take() ?? ''), directive.precision), directive);
    else if (conversion === 'Q') this.#pad(this.options.quote(cut(this.#take() ?? '', directive.precision)), directive);
    else if (conversion === 'b') this.#escaped(directive);
    else if ('diouxX'.includes(conversion)) this.#pad(this.#inBase(conversion, directive), directive, true);
    else if ('eEfFgGaA'.includes(conversion)) this.#pad(this.#float(conversion, directive), directive, true);
    else if (conversion.endsWith('T')) this.#pad(this.#time(conversion.slice(1, -2)), directive);
    else {
      this.#fail(`\`${conversion}': invalid format character`);
      this.#stopped = true;
    }
  }

  #escaped(directive: Directive): void {
    const decoded = decodeEscapes(this.#take() ?? '', 'b');
    this.#pad(cut(decoded.text, directive.precision), directive);
    if (decoded.stop) this.#stopped = true;
  }

  #fail(message: string): void {
    const end = this.#text.lastIndexOf('\n') + 1;
    this.#lines.push(joinBytes(this.#text.slice(this.#printed, end)));
    this.#printed = end;
    this.#errors.push(message);
  }

  #pad(text: string, { flags, width, precision }: Directive, number = false): void {
    const length = bytesOf(text);
    if (width === undefined || width <= length) this.#text += text;
    else if (flags.includes('-')) this.#text += text + ' '.repeat(width - length);
    else if (
      number &&
      flags.includes('0') &&
      !(precision !== undefined && /^[-+ ]?[0-9a-fA-FxX]+$/.test(text) && !text.includes('.'))
    ) {
      const sign = /^(?:[-+ ]|0[xX])*/.exec(text)?.[0] ?? '';
      this.#text += sign + '0'.repeat(width - length) + text.slice(sign.length);
    } else this.#text += ' '.repeat(width - length) + text;
  }

  #inBase(conversion: string, { flags, precision }: Directive): string {
    let value = this.#integer(this.#take() ?? '0');
    if (conversion === 'd' || conversion === 'i') {
      const digits = (value < 0n ? -value : value).toString().padStart(precision ?? 1, '0');
      return (value < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + digits;
    }
    value = BigInt.asUintN(64, value);
    const base = conversion === 'o' ? 8 : conversion === 'u' ? 10 : 16;
    let digits = value.toString(base).padStart(precision ?? 1, '0');
    if (flags.includes('#') && base === 8 && !digits.startsWith('0')) digits = `0${digits}`;
    if (flags.includes('#') && base === 16 && value !== 0n) digits = `0x${digits}`;
    return conversion === 'X' ? digits.toUpperCase() : digits;
  }

  /** An integer constant as C writes it, or the code of the character behind a quote. */
  #integer(word: string): bigint {
    if (word === '') return 0n;
    if (word[0] === "'" || word[0] === '"') return BigInt(word.codePointAt(1) ?? 0);
    const match = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(word);
    if (match === null || match[0].length < word.length) {
      this.#fail(/^\s*[-+]?0\d/.test(word) ? `${word}: invalid octal number` : `${word}: invalid number`);
    }
    if (match === null) return 0n;
    const digits = match[2] as string;
    const octal = /^0[0-7]+$/.test(digits);
    const value = BigInt(octal ? `0o${digits.slice(1)}` : digits);
    const signed = match[1] === '-' ? -value : value;
    if (clamp(signed) !== signed) this.#warnings.push(`warning: ${word}: Numerical result out of range`);
    return clamp(signed);
  }

  #float(conversion: string, { flags, precision }: Directive): string {
    const word = this.#take() ?? '0';
    let value = Number(word.trim());
    if (word === '') value = 0;
    else if (/^['"]/.test(word)) value = word.codePointAt(1) ?? 0;
    else if (Number.isNaN(value) && !/^[-+]?nan$/i.test(word)) {
      this.#fail(`${word}: invalid number`);
      value = Number.parseFloat(word) || 0;
    }
    const text = formatFloat(Math.abs(value), conversion, precision, flags.includes('#'));
    const negative = value < 0 || Object.is(value, -0);
    return (negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + text;
  }

  #time(format: string): string {
    const word = this.#take();
    const seconds = word === undefined || word === '-1' || word === '-2' ? this.options.now : Number(word) || 0;
    return formatTime(format === '' ? '%H:%M:%S' : format, seconds);
  }
}

function clamp(value: bigint): bigint {
  const most = 9_223_372_036_854_775_807n;
  return value > most ? most : value < -most - 1n ? -most - 1n : value;
}

/** The length of a text in UTF-8: printf(3) counts bytes. */
function bytesOf(text: string): number {
  let length = 0;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    // Bytes above 127 that came one by one are kept apart: see `joinBytes`.
    if (code < 0x80 || (code >= 0xf780 && code <= 0xf7ff)) length += 1;
    else length += code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

/** The first bytes of a text: printf(3) knows no characters. */
function cut(text: string, precision: number | undefined): string {
  return precision === undefined ? text : decodeText(encodeText(text).slice(0, precision));
}

/** A number as C's `%e`, `%f` and `%g` print it. */
export function formatFloat(value: number, conversion: string, precision = 6, keep = false): string {
  const lower = conversion.toLowerCase();
  let text: string;
  if (!Number.isFinite(value)) text = Number.isNaN(value) ? 'nan' : 'inf';
  else if (lower === 'f') text = fixed(value, Math.min(precision, 100));
  else if (lower === 'e') text = exponential(value, precision);
  else {
    const digits = precision === 0 ? 1 : precision;
    const exponent = value === 0 ? 0 : Number(value.toExponential(Math.min(digits - 1, 100)).split('e')[1]);
    const plain = exponent >= -4 && exponent < digits;
    text = plain ? fixed(value, Math.min(100, Math.max(0, digits - 1 - exponent))) : exponential(value, digits - 1);
    if (!keep && text.includes('.')) text = text.replace(/\.?0+(?=e|$)/, '');
  }
  return conversion === lower ? text : text.toUpperCase();
}

function exponential(value: number, precision: number): string {
  const [digits = '', exponent = ''] = value.toExponential(Math.min(precision, 100)).split('e');
  const exact = value.toExponential(100).split('e')[0] as string;
  const rounded = isTie(exact, precision) && isOdd(digits) ? down(digits) : digits;
  return `${rounded}e${exponent.replace(/^([-+])(\d)$/, '$10$2')}`;
}

/** As C rounds: a number halfway between two goes to the even one, where JavaScript takes the greater. */
function fixed(value: number, precision: number): string {
  const text = value.toFixed(precision);
  return value < 1e21 && isTie(value.toFixed(100), precision) && isOdd(text) ? down(text) : text;
}

/** True when all that is left behind the digits wanted is a five. */
function isTie(exact: string, precision: number): boolean {
  const point = exact.indexOf('.');
  return point >= 0 && /^50*$/.test(exact.slice(point + 1 + precision));
}

function isOdd(digits: string): boolean {
  return '13579'.includes(digits.at(-1) ?? '0');
}

/** The number before one whose last digit is odd. */
function down(digits: string): string {
  return digits.slice(0, -1) + String(Number(digits.at(-1)) - 1);
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A time in seconds since 1970 as strftime(3) formats it, in UTC and the C locale. */
export function formatTime(format: string, seconds: number): string {
  const date = new Date(Math.floor(seconds) * 1000);
  return format.replace(
    /%([-_0^]?)(\d*)(:?)([a-zA-Z%])/g,
    (all, flag: string, width: string, colon: string, letter: string) => {
      if (colon !== '' && letter !== 'z') return all;
      const text = colon === '' ? timeField(letter, date, seconds) : '+00:00';
      if (text === undefined) return all;
      // Of a fraction, the width is how many digits there are.
      if (letter === 'N' && width !== '') return text.slice(0, Number(width)).padEnd(Number(width), '0');
      const plain = flag === '-' ? text.replace(/^[0 ]+(?=.)/, '') : flag === '^' ? text.toUpperCase() : text;
      const fill = flag === '_' || (flag !== '0' && /\D/.test(text)) ? ' ' : '0';
      const blank = flag === '_' ? plain.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length)) : plain;
      return blank.padStart(Number(width), fill);
    },
  );
}

function timeField(letter: string, date: Date, seconds: number): string | undefined {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = DAYS[date.getUTCDay()] as string;
  const month = MONTHS[date.getUTCMonth()] as string;
  const hour = date.getUTCHours();
  const fields: Readonly<Record<string, () => string>> = {
    Y: () => String(date.getUTCFullYear()),
    C: () => two(Math.floor(date.getUTCFullYear() / 100)),
    y: () => two(date.getUTCFullYear() % 100),
    m: () => two(date.getUTCMonth() + 1),
    d: () => two(date.getUTCDate()),
    e: () => String(date.getUTCDate()).padStart(2, ' '),
    H: () => two(hour),
    I: () => two(hour % 12 === 0 ? 12 : hour % 12),
    M: () => two(date.getUTCMinutes()),
    S: () => two(date.getUTCSeconds()),
    N: () => String(Math.round((seconds % 1) * 1e9)).padStart(9, '0'),
    p: () => (hour < 12 ? 'AM' : 'PM'),
    a: () => day.slice(0, 3),
    A: () => day,
    b: () => month.slice(0, 3),
    h: () => month.slice(0, 3),
    B: () => month,
    j: () =>
      String(Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1).padStart(3, '0'),
    u: () => String(date.getUTCDay() || 7),
    w: () => String(date.getUTCDay()),
    s: () => String(Math.floor(seconds)),
    Z: () => 'UTC',
    z: () => '+0000',
    F: () => formatTime('%Y-%m-%d', seconds),
    T: () => formatTime('%H:%M:%S', seconds),
    R: () => formatTime('%H:%M', seconds),
    D: () => formatTime('%m/%d/%y', seconds),
    c: () => formatTime('%a %b %e %H:%M:%S %Y', seconds),
    x: () => formatTime('%m/%d/%y', seconds),
    X: () => formatTime('%H:%M:%S', seconds),
    n: () => '\n',
    t: () => '\t',
    '%': () => '%',
  };
  return fields[letter]?.();
}

/** printf(1). */
export const printf: Program = (process) => {
  const [format, ...words] = process.argv.slice(process.argv[1] === '--' ? 2 : 1);
  if (format === undefined) {
    process.stderr.write("printf: missing operand\nTry 'printf --help' for more information.\n");
    return 1;
  }
  const quote = (text: string) => (/[^\w@%+=:,./-]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : text);
  const printed = formatPrintf(format, words, { quote, now: 0 });
  for (const error of printed.errors) process.stderr.write(`printf: ${error}\n`);
  process.stdout.write(printed.text);
  return printed.status;
};
