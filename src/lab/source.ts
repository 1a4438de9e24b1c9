import type { Origin } from '../userland/process.ts';

/** A place for people: line and column count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

let latest: Source | undefined;

/** The text of a lab with its line starts, to turn offsets into lines and back. Lines end with \n, \r\n or \r. */
export class Source {
  /** That of a text, which is made once for the text that was asked for last. */
  static of(text: string): Source {
    if (latest?.text !== text) latest = new Source(text);
    return latest;
  }

  private readonly starts: readonly number[];

  constructor(readonly text: string) {
    const starts = [0];
    if (text.includes('\r'))
      for (const { index, 0: end } of text.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
    else for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.starts = starts;
  }

  /** The number of lines; a text that ends with a newline has an empty last line. */
  get lineCount(): number {
    return this.starts.length;
  }

  /** The line (from 0) an offset lies on; offsets beyond the end lie on the last line. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Line and column of an offset, both from 1. */
  placeOf(offset: number): Place {
    const line = this.lineAt(offset);
    return { line: line + 1, column: offset - this.starts[line]! + 1 };
  }

  /** The range of a line (from 0) without its line end; an empty range at the end for lines that do not exist. */
  lineRange(line: number): Origin {
    const start = this.starts[line];
    if (start === undefined) return { start: this.text.length, end: this.text.length };
    let end = this.starts[line + 1] ?? this.text.length;
    while (end > start && (this.text[end - 1] === '\n' || this.text[end - 1] === '\r')) end--;
    return { start, end };
  }

  /** The text of a line (from 0). */
  line(line: number): string {
    const { start, end } = this.lineRange(line);
    return this.text.slice(start, end);
  }
}
