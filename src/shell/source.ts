import type { Origin } from '../userland/process.ts';

/**
 * A text that the shell runs, and where it stands in the lab's text. The lab itself has `base` 0; a string given to
 * `eval`, `trap` or `bash -c` has the offset of its first character when it was written as one quoted literal, so that
 * each of its offsets is the lab's after adding `base`; any other text has only the `whole` it came from.
 */
export class Source {
  #lineStarts: number[] | undefined;

  constructor(
    readonly text: string,
    readonly base: number | undefined,
    readonly whole: Origin | undefined,
    /** The number of the text's first line in messages. */
    readonly firstLine = 1,
    /** What stands between the script's name and `line N` in messages (`eval`), if anything. */
    readonly prefix = '',
    /** The file it is, in messages and `BASH_SOURCE`; undefined for the string of `bash -c`. */
    readonly file: string | undefined = undefined,
    /** What stands there in messages about its syntax. */
    readonly reader = prefix,
  ) {}

  /** A part of it as it was read by itself: what is added to its offsets and lines. */
  part({ text, by, lines }: { readonly text: string; readonly by: number; readonly lines: number }): Source {
    const { base, whole, firstLine, prefix, file, reader } = this;
    return new Source(text, base === undefined ? undefined : base + by, whole, firstLine + lines, prefix, file, reader);
  }

  /** The line of an offset, as bash counts it in messages. */
  lineAt(offset: number): number {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.firstLine + low;
  }

  /** Where `[start, end)` of this text stands in the lab's text, as exactly as that is known. */
  origin(start: number, end: number): Origin | undefined {
    if (this.base === undefined) return this.whole;
    return { start: start + this.base, end: end + this.base };
  }

  #starts(): number[] {
    if (this.#lineStarts !== undefined) return this.#lineStarts;
    const starts = [0];
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
    return starts;
  }
}
