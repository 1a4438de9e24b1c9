import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Program } from '../process.ts';
import { misused, parseOptions } from './options.ts';
import { quote } from './quote.ts';

/** touch(1): makes files that are not there; times are not kept. */
export const touch: Program = (process) => {
  const options = parseOptions(process, {
    letters: 'acd:fhmr:t:',
    long: { 'no-create': 'c', date: 'd', reference: 'r' },
  });
  if (typeof options === 'number') return options;
  if (options.operands.length === 0) return misused(process, 'missing file operand');
  let status = 0;
  options.operands.forEach((written, at) => {
    const { fs } = process.system;
    const path = resolvePath(process.cwd, written);
    if (fs.kind(path, process.netns) !== undefined || options.given.has('c')) return;
    const made = fs.write(path, '', 'append', process.netns);
    if (made.ok) return;
    process.stderr.write(`touch: cannot touch ${quote(written)}: ${errorText(made.error.errno)}\n`);
    process.blame(options.indexes[at] as number);
    status = 1;
  });
  return status;
};
