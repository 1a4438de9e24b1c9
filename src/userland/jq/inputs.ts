import { linesOf, readFile } from '../coreutils/input.ts';
import { resolvePath } from '../file-system.ts';
import type { Process } from '../process.ts';
import { JsonReader } from './reader.ts';
import type { Value } from './value.ts';

/** A text that is read: a file by its name, standard input as it was. */
export interface Named {
  readonly path: string;
  readonly text?: string;
  /** Its word in the command. */
  readonly index?: number;
}

/** The values that a program reads one after the other: those of its files, as options say how. */
export class Inputs {
  #file = -1;
  #reader: { read(): Value | undefined; readonly lines: number } | undefined;
  #ended = false;
  /** A file could not be read. */
  failed = false;

  constructor(
    private readonly process: Process,
    private readonly texts: readonly Named[],
    private readonly given: ReadonlySet<string>,
  ) {}

  /** The next value; undefined at the end. Throws `JsonError`. */
  next(): Value | undefined {
    if (!this.given.has('s')) return this.#read();
    if (this.#ended) return undefined;
    this.#ended = true;
    if (this.given.has('R')) {
      const all = this.texts.map((each) => this.#open(each)).join('');
      this.#file = this.texts.length - 1;
      this.#reader = { read: () => undefined, lines: all.split('\n').length - 1 };
      return all;
    }
    const values: Value[] = [];
    for (let value = this.#read(); value !== undefined; value = this.#read()) values.push(value);
    return values;
  }

  #read(): Value | undefined {
    for (;;) {
      const value = this.#reader?.read();
      if (value !== undefined) return value;
      if (this.#file + 1 >= this.texts.length) return undefined;
      this.#file += 1;
      const text = this.#open(this.texts[this.#file] as Named);
      this.#reader = this.given.has('R') ? new LineReader(text) : new JsonReader(text);
    }
  }

  #open({ path, text, index }: Named): string {
    if (text !== undefined) return text;
    const { fs } = this.process.system;
    // Of a directory jq says nothing.
    const isDirectory = fs.kind(resolvePath(this.process.cwd, path), this.process.netns) === 'directory';
    const content = isDirectory
      ? undefined
      : readFile(this.process, path, index, (name, reason) => `error: Could not open file ${name}: ${reason}`);
    if (content === undefined) this.failed = true;
    return content ?? '';
  }

  get position(): { readonly name: string | null; readonly line: number } {
    return { name: this.texts[this.#file]?.path ?? null, line: this.#reader?.lines ?? 0 };
  }

  /** The place of the value read last, as errors name it. */
  get place(): string {
    const name = this.texts[this.#file]?.path;
    return name === undefined ? '<unknown>' : `${name}:${this.position.line}`;
  }
}

/** Lines as strings. */
class LineReader {
  readonly #lines: string[];
  lines = 0;

  constructor(private readonly text: string) {
    this.#lines = linesOf(text);
  }

  read(): Value | undefined {
    const line = this.#lines.shift();
    if (line === undefined) return undefined;
    if (this.#lines.length > 0 || this.text.endsWith('\n')) this.lines += 1;
    return line;
  }
}
