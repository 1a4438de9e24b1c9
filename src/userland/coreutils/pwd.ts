import type { Program } from '../process.ts';
import { parseOptions } from './options.ts';

/** pwd(1): there are no links, so `-L` and `-P` are the same. */
export const pwd: Program = (process) => {
  const options = parseOptions(process, { letters: 'LP', long: { logical: 'L', physical: 'P' } });
  if (typeof options === 'number') return options;
  if (options.operands.length > 0) process.stderr.write(`${process.argv[0]}: ignoring non-option arguments\n`);
  process.stdout.write(`${process.cwd}\n`);
  return 0;
};
