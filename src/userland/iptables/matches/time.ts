import { TIME } from '../../../grammar/iptables/matches/time.ts';
import { ALL_MONTHDAYS, ALL_WEEKDAYS, type TimeMatch } from '../../../kernel/netfilter/matches/time.ts';
import { complain } from '../complaint.ts';
import type { Extension, Given } from '../extension.ts';
import { parseUnsigned } from '../number.ts';

const LAST_SECOND = 86399;
/** The end of what 31 bits can count. */
const LAST_DATE = 0x7fffffff;

const DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `hh:mm[:ss]` as a second of the day (time_parse_minutes). A part is what strtoul makes of it: nothing is 0. */
function parseTime({ value, index }: Given): number {
  let rest = value;
  let seconds = 0;
  for (const [unit, max] of [
    [3600, 23],
    [60, 59],
    [1, 59],
  ] as const) {
    const [all, sign, digits] = /^(?:\s*([+-]?)(\d+))?/.exec(rest)!;
    // Of the number 32 bits are kept.
    const part = (Number(`${sign === '-' ? '-' : ''}${digits ?? 0}`) | 0) >>> 0;
    const next = rest.charAt(all.length);
    const goesOn = next === ':' && unit > 1;
    if (part > max || !(goesOn || (next === '' && unit < 3600)))
      complain(`invalid time "${rest}" specified, should be hh:mm[:ss] format and within the boundaries`, index);
    seconds += part * unit;
    if (!goesOn) break;
    rest = rest.slice(all.length + 1);
  }
  return seconds;
}

/** `YYYY[-MM[-DD[Thh[:mm[:ss]]]]]` in seconds since 1970 (time_parse_date). */
function parseDate({ value, index }: Given): number {
  const form = /^\s*\+?(\d+)(?:-(\d*)(?:-(\d*)(?:T(\d*)(?::(\d*)(?::(\d*))?)?)?)?)?$/;
  // Nothing is 0, and the month or day before the first is the last before it (timegm).
  const [, ...found] = form.exec(value) ?? [];
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found.map((each) =>
    each === undefined ? undefined : Number(each),
  );
  const isFine = year >= 1970 && year <= 2038 && month <= 12 && day <= 31 && hour <= 23 && minute <= 59;
  if (!isFine || second > 59) {
    complain(`Invalid date "${value}" specified. Should be YYYY[-MM[-DD[Thh[:mm[:ss]]]]]`, index);
  }
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

function parseWeekdays({ value, invert, index }: Given): number {
  let bits = 0;
  for (const word of value.replace(/,$/, '').split(',')) {
    if (value === '') break;
    const number = word === '' ? 0 : parseUnsigned(word, Number.MAX_SAFE_INTEGER);
    if (number === 0) complain('No, the week does NOT begin with Sunday.', index);
    const day = number ?? DAYS.findIndex((name) => name !== '' && name.slice(0, 2) === word.slice(0, 2));
    // Of a day three characters are kept.
    if (day < 0) complain(`${word.slice(0, 3)} is not a valid day specifier`, index);
    // A bit beyond 31 begins again, as the processor shifts; eight are kept, and no number is beyond 32 bits.
    bits |= (1 << Math.min(day, 0xffffffff)) & 0xff;
  }
  return invert ? bits ^ ALL_WEEKDAYS : bits;
}

function parseMonthdays({ value, invert, index }: Given): number {
  let bits = 0;
  for (const word of value.split(',').filter((one) => one !== '')) {
    // The tool looks at two characters.
    const digits = word.slice(0, 2);
    const day = parseUnsigned(digits, 31) ?? complain(`${digits} is not a valid day for --monthdays`, index);
    bits |= 1 << day;
  }
  return (invert ? bits ^ ALL_MONTHDAYS : bits) >>> 0;
}

function read(match: TimeMatch, given: Given): TimeMatch {
  switch (given.name) {
    case '--datestart':
      return { ...match, dateStart: parseDate(given) };
    case '--datestop':
      return { ...match, dateStop: parseDate(given) };
    case '--timestart':
      return { ...match, dayStart: parseTime(given) };
    case '--timestop':
      return { ...match, dayStop: parseTime(given) };
    case '--contiguous':
      return { ...match, contiguous: true };
    case '--weekdays':
      return { ...match, weekdays: parseWeekdays(given) };
    case '--monthdays':
      return { ...match, monthdays: parseMonthdays(given) };
    case '--localtz':
      given.warn(
        'WARNING: --localtz is being replaced by --kerneltz, since "local" is ambiguous. ' +
          'Note the kernel timezone has caveats - see manpage for details.',
      );
      return { ...match, kernelZone: true };
    case '--kerneltz':
      return { ...match, kernelZone: true };
    default:
      return match;
  }
}

function formatTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 19);
}

function formatDate(seconds: number, separator: string): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', separator);
}

function daysOf(bits: number, last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1).filter((day) => (bits & (1 << day)) !== 0);
}

/** `1st`, `2nd`, `11st`: the tool looks at the last digit. */
function ordinal(day: number): string {
  return `${day}${['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'}`;
}

/** libxt_time. */
export const TIME_EXTENSION: Extension<TimeMatch> = {
  label: 'time',
  options: TIME,
  begin() {
    let match: TimeMatch = {
      kind: 'time',
      dateStart: 0,
      dateStop: LAST_DATE,
      dayStart: 0,
      dayStop: LAST_SECOND,
      weekdays: ALL_WEEKDAYS,
      monthdays: ALL_MONTHDAYS,
      contiguous: false,
      kernelZone: false,
    };
    return {
      option(given) {
        match = read(match, given);
      },
      finish() {
        if (match.contiguous && match.dayStart < match.dayStop) {
          complain('time: --contiguous only makes sense when stoptime is smaller than starttime');
        }
        return match;
      },
    };
  },
  save({ dateStart, dateStop, dayStart, dayStop, weekdays, monthdays, contiguous, kernelZone }) {
    const parts: string[] = [];
    if (dayStart !== 0 || dayStop !== LAST_SECOND) {
      parts.push(`--timestart ${formatTime(dayStart)} --timestop ${formatTime(dayStop)}`);
    }
    if (monthdays !== ALL_MONTHDAYS) parts.push(`--monthdays ${daysOf(monthdays, 31).join(',')}`);
    if (weekdays !== ALL_WEEKDAYS) parts.push(`--weekdays ${namesOf(weekdays)}`);
    if (dateStart !== 0) parts.push(`--datestart ${formatDate(dateStart, 'T')}`);
    parts.push(`--datestop ${formatDate(dateStop, 'T')}`);
    if (kernelZone) parts.push('--kerneltz');
    if (contiguous) parts.push('--contiguous');
    return parts.join(' ');
  },
  print({ dateStart, dateStop, dayStart, dayStop, weekdays, monthdays, contiguous, kernelZone }) {
    const parts = ['TIME'];
    if (dayStart !== 0 || dayStop !== LAST_SECOND) parts.push(`from ${formatTime(dayStart)} to ${formatTime(dayStop)}`);
    if (weekdays !== ALL_WEEKDAYS) parts.push(`on ${namesOf(weekdays)}`);
    if (monthdays !== ALL_MONTHDAYS) parts.push(`on ${daysOf(monthdays, 31).map(ordinal).join(',')}`);
    if (dateStart !== 0) parts.push(`starting from ${formatDate(dateStart, ' ')}`);
    if (dateStop !== LAST_DATE) parts.push(`until date ${formatDate(dateStop, ' ')}`);
    if (!kernelZone) parts.push('UTC');
    if (contiguous) parts.push('contiguous');
    return parts.join(' ');
  },
};

function namesOf(weekdays: number): string {
  return daysOf(weekdays, 7)
    .map((day) => DAYS[day])
    .join(',');
}
