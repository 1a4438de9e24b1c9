import { formatTime } from '../coreutils/printf.ts';
import { fail } from './failure.ts';
import { isArray, type Value } from './value.ts';

const DAY = 86_400;

/** Seconds since 1970 as jq's "broken down time": year, month from 0, day, hour, minute, second, day of week and year. */
export function gmtime(input: Value): Value {
  if (typeof input !== 'number') return fail('gmtime() requires a number');
  const whole = Math.floor(input);
  const date = new Date(whole * 1000);
  const second = date.getUTCSeconds() + (input - whole);
  return [
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    second,
  ].concat(date.getUTCDay(), dayOfYear(date));
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / (DAY * 1000));
}

/** Back to seconds since 1970. */
export function mktime(input: Value): Value {
  if (!isArray(input)) return fail('mktime requires array of 6 numbers');
  if (input.length < 6) return fail('mktime requires array of 6 numbers');
  if (input.some((each) => typeof each !== 'number')) return fail('mktime requires parsed datetime inputs');
  return seconds(input as readonly number[]);
}

function seconds([year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[]): number {
  return Math.floor(Date.UTC(year, month, day, hour, minute, Math.floor(second)) / 1000);
}

/** A time, as seconds or broken down, in a format of strftime(3). */
export function strftime(input: Value, format: Value): Value {
  const broken = typeof input === 'number' ? gmtime(input) : input;
  if (!isArray(broken) || broken.some((each) => typeof each !== 'number')) {
    return fail('strftime/1 requires parsed datetime inputs');
  }
  if (typeof format !== 'string') return fail('strftime/1 requires a string format');
  const at = seconds(broken as readonly number[]);
  const year = new Date(at * 1000);
  const week = Math.floor((dayOfYear(year) + 7 - year.getUTCDay()) / 7);
  return formatTime(format.replaceAll('%U', String(week).padStart(2, '0')), at);
}

const NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Reads a time in a format of strptime(3). */
export function strptime(input: Value, format: Value): Value {
  if (typeof input !== 'string') return fail(`strptime/1 requires string inputs and arguments`);
  if (typeof format !== 'string') return fail(`strptime/1 requires string inputs and arguments`);
  const fields = scanTime(input, format);
  if (fields === undefined) return fail(`date "${input}" does not match format "${format}"`);
  const { year = 1900, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = fields;
  const date = new Date(Date.UTC(year, month, day));
  const isDated = fields.day !== undefined;
  return [year, month, day, hour, minute, second, isDated ? date.getUTCDay() : 0, isDated ? dayOfYear(date) : 0];
}

type Fields = { year?: number; month?: number; day?: number; hour?: number; minute?: number; second?: number };

function scanTime(input: string, written: string): Fields | undefined {
  const format = written.replaceAll('%T', '%H:%M:%S').replaceAll('%F', '%Y-%m-%d').replaceAll('%D', '%m/%d/%y');
  const fields: Fields = {};
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    const found = pattern.exec(input.slice(at))?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  for (const [part, letter] of format.matchAll(/%([a-zA-Z%])|[\s\S]/g)) {
    if (letter === undefined) {
      if (/\s/.test(part)) take(/^\s*/);
      else if (input[at++] !== part) return undefined;
    } else if (!field(letter, take, fields)) return undefined;
  }
  return at === input.length ? fields : undefined;
}

function field(letter: string, take: (pattern: RegExp) => string | undefined, fields: Fields): boolean {
  const numbers: Readonly<Record<string, readonly [RegExp, keyof Fields, number]>> = {
    Y: [/^\d{4}/, 'year', 0],
    m: [/^\d{1,2}/, 'month', -1],
    d: [/^ ?\d{1,2}/, 'day', 0],
    e: [/^ ?\d{1,2}/, 'day', 0],
    H: [/^\d{1,2}/, 'hour', 0],
    M: [/^\d{1,2}/, 'minute', 0],
    S: [/^\d{1,2}/, 'second', 0],
  };
  const row = numbers[letter];
  if (row !== undefined) {
    const text = take(row[0]);
    if (text !== undefined) fields[row[1]] = Number(text) + row[2];
    return text !== undefined;
  }
  if (letter === 'b' || letter === 'B' || letter === 'h') {
    const name = take(/^[A-Za-z]+/);
    fields.month = NAMES.indexOf(name?.slice(0, 3).toLowerCase() ?? '');
    return fields.month >= 0;
  }
  if (letter === 'a' || letter === 'A') return take(/^[A-Za-z]+/) !== undefined;
  if (letter === 'z' || letter === 'Z') return take(/^(?:Z|[-+]\d{2}:?\d{2}|[A-Z]+)/) !== undefined;
  return false;
}
