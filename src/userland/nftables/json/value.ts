import type { Interval, Value } from '../../../kernel/netfilter/nft/set.ts';
import { type Layout, prefixLength } from '../print-expression.ts';
import { SYMBOLS } from '../symbols.ts';
import { bitsOf, type DataType } from '../types.ts';
import type { Json } from './document.ts';

/** Types whose values are plain numbers, whatever a listing makes of them. */
const NUMBERS = ['integer', 'raw', 'mark', 'ct_label'];

/** A value: a number where nothing gives it a name, else the text of a listing without its quotes. */
export function constantOf(type: DataType, value: Value, layout: Layout): Json {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint' && type.name === 'raw')
    return value < 2n ** 64n ? Number(value) : `0x${value.toString(16)}`;
  if (NUMBERS.includes(type.name) || (type.bitmask && value === 0)) return value;
  if (type.bitmask) return joined(bitsOf(Number(value)).map((bit) => nameOf(type, bit, layout)));
  return nameOf(type, value, layout);
}

function nameOf(type: DataType, value: Value, { style, process }: Layout): Json {
  switch (type.name) {
    case 'boolean':
      return value === 1;
    case 'ct_time':
      return Math.floor(Number(value) / 1000);
    case 'iface_index':
    case 'realm':
      return unquoted(type.print(value, style, process));
  }
  const text = unquoted(type.print(value, style, process));
  const isNumber = /^\d+$/.test(text) || (text.startsWith('0x') && Object.hasOwn(SYMBOLS, type.name));
  return isNumber ? Number(value) : text;
}

const unquoted = (text: string) => text.replaceAll('"', '');

/** Several bits, one by one joined by `|`. */
function joined([first, ...more]: readonly Json[]): Json {
  return more.reduce<Json>((left, right) => ({ '|': [left, right] }), first!);
}

/** The names of bits as a list; one alone stands for itself. */
export function bitsAsList(type: DataType, mask: number, layout: Layout): Json {
  if (mask === 0) return 0;
  const names = bitsOf(mask).map((bit) => nameOf(type, bit, layout));
  return names.length === 1 ? names[0]! : names;
}

/** An interval: a value, a network, or a range. */
export function intervalOf(
  { low, high, prefix }: Interval,
  type: DataType,
  layout: Layout,
  written?: 'range' | 'prefix',
): Json {
  if (prefix === true) return `${low}*`;
  if (low === high && written !== 'range') return constantOf(type, low, layout);
  const length = written === 'range' ? undefined : prefixLength(low, high, type);
  if (length !== undefined) return { prefix: { addr: constantOf(type, low, layout), len: length } };
  return { range: [constantOf(type, low, layout), constantOf(type, high, layout)] };
}
