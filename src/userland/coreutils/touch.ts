import { EPOCH } from '../../kernel/epoch.ts';
import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program } from '../process.ts';
import { parseDate } from './date-text.ts';
import { misused, parseOptions } from './options.ts';
import { quote } from './quote.ts';

/** touch(1): makes files that are not there, and gives files the time it is, or that of `-d`, `-t` or `-r`. */
export const touch: Program = (process) => {
  const options = parseOptions(process, {
    letters: 'acd:fhmr:t:',
    long: { 'no-create': 'c', date: 'd', reference: 'r' },
  });
  if (typeof options === 'number') return options;
  if (options.operands.length === 0) return misused(process, 'missing file operand');
  const mtime = timeFor(process, options.given);
  if (typeof mtime === 'string') {
    process.stderr.write(`touch: ${mtime}\n`);
    return 1;
  }
  let status = 0;
  options.operands.forEach((written, at) => {
    const { fs } = process.system;
    const path = resolvePath(process.cwd, written);
    const exists = fs.kind(path, process.netns) !== undefined;
    if (!exists && options.given.has('c')) return;
    const made = exists ? undefined : fs.write(path, '', 'append', process.netns);
    if (made === undefined || made.ok) {
      fs.change(path, { mtime });
      return;
    }
    process.stderr.write(`touch: cannot touch ${quote(written)}: ${errorText(made.error.errno)}\n`);
    process.blame(options.indexes[at] as number);
    status = 1;
  });
  return status;
};

/** The time files are given, or what is wrong with what was asked for. */
function timeFor(process: Process, given: ReadonlyMap<string, string>): number | string {
  const reference = given.get('r');
  if (reference !== undefined) {
    const status = process.system.fs.status(resolvePath(process.cwd, reference), process.netns);
    return status?.mtime ?? `failed to get attributes of ${quote(reference)}: ${errorText('ENOENT')}`;
  }
  const now = EPOCH + process.system.kernel.now / 1_000_000;
  const date = given.get('d');
  if (date !== undefined) return parseDate(date, now) ?? `invalid date format ${quote(date)}`;
  const stamp = given.get('t');
  if (stamp === undefined) return now;
  const match = /^(\d{2})?(\d{2})?(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{2}))?$/.exec(stamp);
  if (match === null) return `invalid date format ${quote(stamp)}`;
  const [, century, short, month, day, hour, minute, second = '0'] = match;
  const thisYear = new Date(now * 1000).getUTCFullYear();
  const year =
    short === undefined ? (century === undefined ? thisYear : 2000 + Number(century)) : Number(`${century}${short}`);
  return Date.UTC(year, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) / 1000;
}
