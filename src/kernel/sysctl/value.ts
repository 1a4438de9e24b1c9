/**
 * What a setting takes: the text that is then read from it, or undefined for what it refuses with EINVAL. `old` is what
 * stood there. The kernel reads the first number and leaves the rest of the line alone.
 */
export type ValueType = (text: string, old: string) => string | undefined;

const NUMBER = /^(-?)(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)(?=[ \t\n]|$)/i;

/** The number that a text begins with, in base 8, 10 or 16 (proc_get_long); undefined for none. */
function firstNumber(text: string): number | undefined {
  const match = NUMBER.exec(text.trimStart());
  if (match === null) return undefined;
  const digits = match[2]!;
  const value = /^0\d/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return match[1] === '-' ? -value : value;
}

/** A whole number of 32 bits within limits (proc_dointvec_minmax). */
export function int(least = -0x80000000, most = 0x7fffffff): ValueType {
  return (text) => {
    const value = firstNumber(text);
    return value === undefined || value < least || value > most ? undefined : String(value);
  };
}

/** Whole numbers, each not below the least; those that are not named stay (proc_dointvec_minmax). */
export function ints(least: number): ValueType {
  return (text, old) => {
    const numbers = old.split('\t');
    const words = text.trim().split(/\s+/).slice(0, numbers.length);
    for (const [at, word] of words.entries()) {
      const value = int(least)(word, '');
      if (value === undefined) return undefined;
      numbers[at] = value;
    }
    return numbers.join('\t');
  };
}

/** Numbers and ranges of numbers below a limit, put in order and joined where they touch (proc_do_large_bitmap). */
export function bitmap(limit: number): ValueType {
  return (text) => {
    const set = new Set<number>();
    const parts = text.trim().replace(/(?<=\d),$/, '');
    for (const part of parts === '' ? [] : parts.split(',')) {
      const [low, high = low, ...rest] = part
        .split('-')
        .map((word) => (/^\w+$/.test(word) ? firstNumber(word) : undefined));
      if (rest.length > 0 || low === undefined || high === undefined || low > high || high >= limit) return undefined;
      for (let number = low; number <= high; number++) set.add(number);
    }
    return joinRanges([...set].sort((a, b) => a - b));
  };
}

function joinRanges(numbers: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

/** One of a few words. */
export function oneOf(...words: readonly string[]): ValueType {
  return (text) => (words.includes(text) ? text : undefined);
}

/** What nobody may write. */
export const nothing: ValueType = () => undefined;

/** One byte (proc_dou8vec_minmax). */
export const u8 = int(0, 255);

/** Yes or no, with limits. */
export const flag = int(0, 1);

/** Yes for every number but 0 (brnf_sysctl_call_tables). */
export const truth: ValueType = (text) => {
  const value = int()(text, '');
  return value === undefined ? undefined : value === '0' ? '0' : '1';
};

/** Milliseconds, kept as ticks of four (proc_dointvec_ms_jiffies with HZ=250). */
export const milliseconds: ValueType = (text) => {
  const value = firstNumber(text);
  if (value === undefined || value < 0 || value > Number.MAX_SAFE_INTEGER) return undefined;
  const word = value % 0x100000000;
  return word > 0x7fffffff ? undefined : String(Math.ceil(word / 4) * 4);
};

/** Seconds, kept as ticks (proc_dointvec_jiffies with HZ=250). */
export const seconds = int(-0x80000000, Math.floor(0x7fffffff / 250));

/** Two numbers; one alone leaves the second. Undefined where they are none, or beyond the limits. */
function twoNumbers(text: string, old: string, least: number, most: number): readonly [number, number] | undefined {
  const [first, second = old.split('\t')[1]!] = text.trim().split(/\s+/);
  const [low, high] = [firstNumber(first!), firstNumber(second)];
  if (low === undefined || high === undefined || Math.min(low, high) < least || Math.max(low, high) > most)
    return undefined;
  return [low, high];
}

/** Two numbers, the lower one first (ipv4_local_port_range). */
export function range(least: number, most: number): ValueType {
  return (text, old) => {
    const numbers = twoNumbers(text, old, least, most);
    return numbers === undefined || numbers[0] > numbers[1] ? undefined : numbers.join('\t');
  };
}

/** Two numbers of groups; the higher one first is nobody (ipv4_ping_group_range). */
export const groups: ValueType = (text, old) => {
  const numbers = twoNumbers(text, old, 0, 0xfffffffe);
  if (numbers === undefined) return undefined;
  return numbers[0] > numbers[1] ? '1\t0' : numbers.join('\t');
};

/** Any text. */
export const text: ValueType = (value) => value;
