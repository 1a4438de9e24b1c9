import { EPOCH } from '../../kernel/epoch.ts';
import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Program } from '../process.ts';
import { parseDate } from './date-text.ts';
import { misused, parseOptions } from './options.ts';
import { formatTime } from './printf.ts';
import { quoteIfNeeded } from './quote.ts';

const TABLE = {
  letters: 'd:I;Rr:us:',
  long: { date: 'd', utc: 'u', universal: 'u', 'rfc-email': 'R', 'iso-8601': 'I', reference: 'r', set: 's' },
};

/** What `-I` prints, by how exact it is to be. */
const ISO: Readonly<Record<string, string>> = {
  '': '%Y-%m-%d',
  date: '%Y-%m-%d',
  hours: '%Y-%m-%dT%H%:z',
  minutes: '%Y-%m-%dT%H:%M%:z',
  seconds: '%Y-%m-%dT%H:%M:%S%:z',
  ns: '%Y-%m-%dT%H:%M:%S,%N%:z',
};

/** Seconds since 1970 when the virtual clock shows `now` microseconds. */
export function secondsSinceEpoch(now: number): number {
  return EPOCH + now / 1_000_000;
}

/** date(1): the virtual time, in UTC; `+FORMAT`, `-u`, `-d @SECONDS`. */
export const date: Program = (process) => {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  let seconds = secondsSinceEpoch(process.system.kernel.now);
  const given = options.given.get('d');
  if (given !== undefined && given !== 'now') {
    const parsed = parseDate(given, seconds);
    if (parsed === undefined) {
      process.stderr.write(`date: invalid date '${given}'\n`);
      return 1;
    }
    seconds = parsed;
  }
  const file = options.given.get('r');
  if (file !== undefined) {
    const status = process.system.fs.status(resolvePath(process.cwd, file), process.netns);
    if (status === undefined) {
      process.stderr.write(`date: ${quoteIfNeeded(file)}: ${errorText('ENOENT')}\n`);
      return 1;
    }
    seconds = status.mtime;
  }
  const iso = options.given.get('I');
  if (iso !== undefined && !(iso in ISO)) return misused(process, `invalid argument '${iso}' for '--iso-8601'`);
  const format = options.operands[0];
  if (format !== undefined && !format.startsWith('+')) {
    process.stderr.write(`date: invalid date '${format}'\n`);
    return 1;
  }
  process.stdout.write(`${formatTime(format?.slice(1) ?? usual(options.given), seconds)}\n`);
  return 0;
};

function usual(given: ReadonlyMap<string, string>): string {
  const iso = given.get('I');
  if (iso !== undefined) return ISO[iso] as string;
  return given.has('R') ? '%a, %d %b %Y %H:%M:%S %z' : '%a %b %e %H:%M:%S %Z %Y';
}
