import { EPOCH } from '../../kernel/epoch.ts';
import type { Program } from '../process.ts';
import { parseDate } from './date-text.ts';
import { parseOptions } from './options.ts';
import { formatTime } from './printf.ts';

const TABLE = {
  letters: 'd:I:R:r:us:',
  long: { date: 'd', utc: 'u', universal: 'u', 'rfc-email': 'R', 'iso-8601': 'I' },
};

/** date(1): the virtual time, in UTC; `+FORMAT`, `-u`, `-d @SECONDS`. */
export const date: Program = (process) => {
  const options = parseOptions(process, { ...TABLE, letters: 'd:IRr:us:' });
  if (typeof options === 'number') return options;
  let seconds = EPOCH + process.system.kernel.now / 1_000_000;
  const given = options.given.get('d');
  if (given !== undefined && given !== 'now') {
    const parsed = parseDate(given, seconds);
    if (parsed === undefined) {
      process.stderr.write(`date: invalid date '${given}'\n`);
      return 1;
    }
    seconds = parsed;
  }
  const format = options.operands[0];
  if (format !== undefined && !format.startsWith('+')) {
    process.stderr.write(`date: invalid date '${format}'\n`);
    return 1;
  }
  process.stdout.write(`${formatTime(format?.slice(1) ?? usual(options.given), seconds)}\n`);
  return 0;
};

function usual(given: ReadonlyMap<string, string>): string {
  if (given.has('I')) return '%Y-%m-%d';
  return given.has('R') ? '%a, %d %b %Y %H:%M:%S %z' : '%a %b %e %H:%M:%S %Z %Y';
}
