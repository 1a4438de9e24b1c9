import type { Process, Program, Running } from '../process.ts';
import { type Complaint, joined, linesOf, readAll } from './input.ts';
import { parseOptions } from './options.ts';
import { quote } from './quote.ts';

/** tac(1): the lines of each file from the last to the first. */
export const tac: Program = (process) =>
  run(
    process,
    (lines) => lines.toReversed(),
    (path, reason) => `failed to open ${quote(path)} for reading: ${reason}`,
  );

/** rev(1): the characters of each line from the last to the first. */
export const rev: Program = (process) =>
  run(
    process,
    (lines) => lines.map((line) => [...line].reverse().join('')),
    (path, reason) => `cannot open ${path}: ${reason}`,
  );

function* run(
  process: Process,
  change: (lines: readonly string[]) => readonly string[],
  complaint: Complaint,
): Running {
  const options = parseOptions(process, { letters: '' });
  if (typeof options === 'number') return options;
  const { texts, failed } = yield* readAll(process, options.operands, options.indexes, complaint);
  for (const { text } of texts) process.stdout.write(joined(change(linesOf(text))));
  return failed ? 1 : 0;
}
