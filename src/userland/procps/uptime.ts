import { EPOCH } from '../../kernel/epoch.ts';
import { misused } from '../coreutils/options.ts';
import { formatTime } from '../coreutils/printf.ts';
import type { Program } from '../process.ts';

/** uptime(1): the machine was started with the lab. */
export const uptime: Program = (process) => {
  const word = process.argv[1];
  const seconds = process.system.kernel.now / 1_000_000;
  const minutes = Math.floor(seconds / 60);
  if (word === '-p' || word === '--pretty') {
    process.stdout.write(`up ${minutes} minute${minutes === 1 ? '' : 's'}\n`);
    return 0;
  }
  if (word === '-s' || word === '--since') {
    process.stdout.write(`${formatTime('%Y-%m-%d %H:%M:%S', EPOCH)}\n`);
    return 0;
  }
  if (word !== undefined) return misused(process, `invalid option -- '${word.replace(/^-/, '')[0]}'`);
  const hours = Math.floor(minutes / 60);
  const up = hours > 0 ? `${hours}:${String(minutes % 60).padStart(2, '0')}` : `${minutes} min`;
  process.stdout.write(
    ` ${formatTime('%H:%M:%S', EPOCH + seconds)} up ${up},  0 users,  load average: 0.00, 0.00, 0.00\n`,
  );
  return 0;
};
