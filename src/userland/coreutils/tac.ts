import type { Program, Running } from '../process.ts';
import { viewOf } from '../process-view.ts';
import { joined, linesOf, readAll } from './input.ts';
import { parseOptions } from './options.ts';

/** tac(1): the lines of each file from the last to the first. */
export const tac: Program = (process) => {
  const write = (text: string) =>
    process.stderr.write(text.replace(/^tac: (.*): ([^:]*)\n$/, "tac: failed to open '$1' for reading: $2\n"));
  return run(viewOf(process, { stderr: { write } }), (lines) => lines.toReversed());
};

/** rev(1): the characters of each line from the last to the first. */
export const rev: Program = (process) => run(process, (lines) => lines.map((line) => [...line].reverse().join('')));

function* run(process: Parameters<Program>[0], change: (lines: readonly string[]) => readonly string[]): Running {
  const options = parseOptions(process, { letters: '' });
  if (typeof options === 'number') return options;
  const { texts, failed } = yield* readAll(process, options.operands, options.indexes);
  for (const { text } of texts) process.stdout.write(joined(change(linesOf(text))));
  return failed ? 1 : 0;
}
