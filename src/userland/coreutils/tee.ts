import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program, Running } from '../process.ts';
import { eachPiece } from './input.ts';
import { type Options, parseOptions } from './options.ts';
import { quoteIfNeeded } from './quote.ts';

/** tee(1): `-a`. */
export const tee: Program = (process) => {
  const options = parseOptions(process, { letters: 'aip', long: { append: 'a', 'ignore-interrupts': 'i' } });
  return typeof options === 'number' ? options : run(process, options);
};

function* run(process: Process, { operands, indexes, given }: Options): Running {
  const { fs } = process.system;
  let status = 0;
  const failed = (written: string, errno: Parameters<typeof errorText>[0], index: number) => {
    process.stderr.write(`tee: ${quoteIfNeeded(written)}: ${errorText(errno)}\n`);
    process.blame(index);
    status = 1;
  };
  const files = operands.flatMap((written, at) => {
    const path = resolvePath(process.cwd, written);
    const opened = fs.write(path, '', given.has('a') ? 'append' : 'truncate', process.netns);
    const index = indexes[at] as number;
    if (!opened.ok) failed(written, opened.error.errno, index);
    return opened.ok ? [{ path, written, index }] : [];
  });
  yield* eachPiece(process, (text) => {
    process.stdout.write(text);
    for (const { path, written, index } of files) {
      const done = fs.write(path, text, 'append', process.netns);
      if (!done.ok) failed(written, done.error.errno, index);
    }
  });
  return status;
}
