import type { Input, Wait } from '../process.ts';
import { regexOf } from './regex.ts';

/** What reads a stream record by record (POSIX awk, `RS`). */
export class RecordReader {
  #text = '';
  #isEnded = false;
  #isBegun = false;

  /** `bytes` makes of the text what awk works on. */
  constructor(
    private readonly input: Input,
    private readonly bytes: (text: string) => string,
  ) {}

  /** The next record; undefined at the end. The separator is a letter, a regular expression, or '' for empty lines. */
  *next(separator: string): Generator<Wait, string | undefined, void> {
    for (;;) {
      if (separator === '') this.#skipLines();
      const found = this.#end(separator);
      if (found !== undefined) {
        const record = this.#text.slice(0, found.start);
        this.#text = this.#text.slice(found.end);
        this.#isBegun = true;
        return record;
      }
      if (this.#isEnded) return this.#last(separator);
      yield* this.#read();
    }
  }

  *#read(): Generator<Wait, void, void> {
    const more = this.input.take();
    if (more === null) this.#isEnded = true;
    else if (more === '') yield { ready: () => this.input.ready() };
    else this.#text += this.bytes(more);
  }

  #skipLines(): void {
    if (!this.#isBegun) this.#text = this.#text.replace(/^\n+/, '');
  }

  /** Where the separator of the first record is. What could go on with the next piece is not taken for one yet. */
  #end(separator: string): { readonly start: number; readonly end: number } | undefined {
    if (separator.length === 1) {
      const start = this.#text.indexOf(separator);
      return start < 0 ? undefined : { start, end: start + 1 };
    }
    const match = (separator === '' ? /\n\n+/ : regexOf(separator)).exec(this.#text);
    if (match === null) return undefined;
    const end = match.index + match[0].length;
    return end < this.#text.length || this.#isEnded ? { start: match.index, end } : undefined;
  }

  #last(separator: string): string | undefined {
    const record = separator === '' ? this.#text.replace(/\n$/, '') : this.#text;
    this.#text = '';
    return record === '' ? undefined : record;
  }
}
