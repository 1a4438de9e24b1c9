// @ts-check

/** The escape sequences that colour a terminal's text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with a control character
const COLOURS = /\x1b\[[0-9;]*m/g;

/**
 * Reads from a runner's output how many tests passed, failed and were skipped: vitest's line `Tests  1 failed | 2 passed
 * (3)`, or our own `2 passed, 1 failed`, the last one that stands alone on its line. A program that prints neither (the
 * compiler, the linter) is one check. One that fails has at least one failure, whatever it printed.
 *
 * @param {string} output
 * @param {number} status the runner's exit status
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countTests(output, status) {
  const lines = output.replace(COLOURS, '').split('\n');
  const line = lines.findLast((each) =>
    /^\s*Tests\s+.*\(\d+\)\s*$|^\d+ passed, \d+ failed(, \d+ skipped)?$/.test(each),
  );
  /** @param {string} word */
  const count = (word) => Number(line?.match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0);
  const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') + count('todo') };
  if (line === undefined && status === 0) counts.passed = 1;
  if (counts.failed === 0 && status !== 0) counts.failed = 1;
  return counts;
}
