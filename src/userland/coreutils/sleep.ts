import type { Process, Program, Running } from '../process.ts';
import { misused } from './options.ts';

const SUFFIXES: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** A time with an optional suffix, in microseconds; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+\.?\d*|\.\d+|inf(?:inity)?)([smhd]?)$/.exec(text);
  if (match === null) return undefined;
  const seconds = (match[1] as string).startsWith('inf') ? Number.POSITIVE_INFINITY : Number(match[1]);
  return Math.round(seconds * (SUFFIXES[match[2] as string] as number) * 1_000_000);
}

/** sleep(1), on the virtual clock. */
export const sleep: Program = (process) => {
  const words = process.argv.slice(process.argv[1] === '--' ? 2 : 1);
  if (words.length === 0) return misused(process, 'missing operand');
  let total = 0;
  let bad = '';
  for (const word of words) {
    const duration = parseDuration(word);
    if (duration === undefined) {
      bad += `sleep: invalid time interval '${word}'\n`;
      process.blame(process.argv.indexOf(word));
    }
    total += duration ?? 0;
  }
  if (bad !== '') {
    process.stderr.write(`${bad}Try 'sleep --help' for more information.\n`);
    return 1;
  }
  return wait(process, total);
};

function* wait(process: Process, duration: number): Running {
  if (duration === 0) return 0;
  yield Number.isFinite(duration) ? { until: process.system.kernel.now + duration } : {};
  return 0;
}
