import type { Output } from '../process.ts';

/** A value of JSON that iproute2 prints. */
export type Scalar = string | number | bigint | boolean | null;

const ESCAPES: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\f': '\\f',
  '\b': '\\b',
  '\\': '\\\\',
  '"': '\\"',
};

const quote = (text: string): string => `"${text.replace(/[\t\n\r\f\b\\"]/g, (c) => ESCAPES[c]!)}"`;
const literal = (value: Scalar): string => (typeof value === 'string' ? quote(value) : String(value));

/**
 * Prints each fact once for both forms of output: `field` writes its text, or key and value where a JSON document is
 * open. The layout of the JSON, indented or not, is that of iproute2's writer.
 */
export class Printer {
  private buffer = '';
  private inJson = false;
  private depth = 0;
  /** A value stands before the next one at this depth. */
  private separate = false;

  constructor(
    private readonly output: Output,
    private readonly wantsJson: () => boolean,
    private readonly pretty: () => boolean,
    private readonly lineEnd: () => string,
  ) {}

  /** True between `open` and `close` when JSON was asked for. */
  get json(): boolean {
    return this.inJson;
  }

  /** Begins the document: a list, when JSON was asked for. */
  openDocument(): void {
    if (!this.wantsJson()) return;
    this.inJson = true;
    this.depth = 0;
    this.separate = false;
    this.begin('[', true);
  }

  /** Ends the document. */
  closeDocument(): void {
    if (!this.inJson) return;
    this.endArray();
    this.buffer += '\n';
    this.inJson = false;
  }

  /** Only in the plain form. */
  text(text: string): void {
    if (!this.inJson) this.buffer += text;
  }

  /** A line end of the plain form, a backslash with -oneline. */
  newline(): void {
    if (!this.inJson) this.buffer += this.lineEnd();
  }

  /** A fact: `text` in the plain form (nothing when left out), key and value in JSON (nothing when the key is ''). */
  field(key: string, value: Scalar, text = ''): void {
    if (this.inJson) {
      if (key !== '') this.raw(key, literal(value));
    } else this.buffer += text;
  }

  /** A fact whose JSON is written as it stands (`0.00`). */
  rawField(key: string, json: string, text: string): void {
    if (this.inJson) this.raw(key, json);
    else this.buffer += text;
  }

  /** A value in a list. */
  item(value: Scalar, text: string): void {
    if (this.inJson) {
      this.comma();
      this.buffer += literal(value);
    } else this.buffer += text;
  }

  /** Begins an object of JSON. */
  openObject(key?: string): void {
    if (!this.inJson) return;
    if (key !== undefined) this.name(key);
    this.begin('{', false);
  }

  /** Ends an object of JSON. */
  closeObject(): void {
    if (this.inJson) this.end('}');
  }

  /** Begins a list; `text` opens it in the plain form. */
  openArray(key: string, text = ''): void {
    if (!this.inJson) {
      this.buffer += text;
      return;
    }
    this.name(key);
    this.begin('[', true);
  }

  /** Ends a list; `text` closes it in the plain form. */
  closeArray(text = ''): void {
    if (this.inJson) this.endArray();
    else this.buffer += text;
  }

  /** Hands what was printed to standard output. */
  flush(): void {
    if (this.buffer === '') return;
    this.output.write(this.buffer);
    this.buffer = '';
  }

  private raw(key: string, json: string): void {
    this.name(key);
    this.buffer += json;
    this.separate = true;
  }

  private comma(): void {
    if (this.separate) this.buffer += ',';
    this.separate = true;
  }

  private indent(): void {
    if (this.pretty()) this.buffer += `\n${'    '.repeat(this.depth)}`;
  }

  private name(key: string): void {
    this.comma();
    this.indent();
    this.separate = false;
    this.buffer += `${quote(key)}:${this.pretty() ? ' ' : ''}`;
  }

  private begin(bracket: string, array: boolean): void {
    this.comma();
    this.buffer += bracket;
    this.depth++;
    this.separate = false;
    if (array && this.pretty()) this.buffer += ' ';
  }

  private end(bracket: string): void {
    this.depth--;
    if (this.separate) this.indent();
    this.buffer += bracket;
    this.separate = true;
  }

  private endArray(): void {
    if (this.pretty() && this.separate) this.buffer += ' ';
    this.separate = false;
    this.end(']');
  }
}
