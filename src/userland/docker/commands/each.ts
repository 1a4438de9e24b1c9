import { ClientError, DaemonError } from '../complaint.ts';
import type { Call, Word } from '../flags.ts';

/** Does something with each operand. One that is refused is told of, and the others are done all the same; the status says whether all were. */
export function forEachOperand({ process, operands }: Call, act: (word: Word) => void): number {
  let status = 0;
  for (const word of operands) {
    try {
      act(word);
    } catch (thrown) {
      if (!(thrown instanceof DaemonError || thrown instanceof ClientError)) throw thrown;
      process.blame(word.index);
      process.stderr.write(
        thrown instanceof ClientError ? thrown.message : `Error response from daemon: ${thrown.message}\n`,
      );
      status = 1;
    }
  }
  return status;
}

/** `KEY=VALUE` words as an object; a word without `=` has no value. */
export function pairsOf(words: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf('=');
      return at < 0 ? [word, ''] : [word.slice(0, at), word.slice(at + 1)];
    }),
  );
}
