import type { Process, Program, Running } from '../process.ts';

/** As many lines are said at once. */
const AT_ONCE = 1024;

/** yes(1): goes on until nobody reads any more, or the run's budget ends. */
export const yes: Program = (process) => {
  const words = process.argv.slice(process.argv[1] === '--' ? 2 : 1);
  const lines = `${words.length === 0 ? 'y' : words.join(' ')}\n`.repeat(AT_ONCE);
  return say(process, lines);
};

/** Time goes by while it speaks, so that timeout(1) may end it. */
function* say({ stdout, system }: Process, lines: string): Running {
  for (;;) {
    stdout.write(lines);
    if (stdout.isFull) yield { ready: () => stdout.isFull !== true };
    else yield { until: system.kernel.now + 1_000 };
  }
}
