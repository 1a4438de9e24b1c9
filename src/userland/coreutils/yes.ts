import type { Output, Program, Running } from '../process.ts';

/** As many lines are said at once. */
const AT_ONCE = 1024;

/** yes(1): goes on until nobody reads any more, or the run's budget ends. */
export const yes: Program = (process) => {
  const words = process.argv.slice(process.argv[1] === '--' ? 2 : 1);
  const lines = `${words.length === 0 ? 'y' : words.join(' ')}\n`.repeat(AT_ONCE);
  return say(process.stdout, lines);
};

function* say(output: Output, lines: string): Running {
  for (;;) {
    output.write(lines);
    yield { ready: () => output.isFull !== true };
  }
}
