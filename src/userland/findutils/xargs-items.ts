/** One of the things that commands are made of; `endsLine` when it was the last one of its line. */
export interface Item {
  readonly text: string;
  readonly endsLine: boolean;
}

/** A quote that does not end: what came before it, and what is said. */
export class InputError {
  constructor(
    readonly items: readonly Item[],
    readonly message: string,
  ) {}
}

/** The items of a text, as `-0`, `-d`, `-E` and `-I` (`byLine`) say they are separated. Throws `InputError`. */
export function itemsOf(text: string, given: ReadonlyMap<string, string>, byLine: boolean): readonly Item[] {
  const delimiter = given.has('0') ? '\0' : given.has('d') ? delimiterOf(given.get('d') as string) : undefined;
  if (delimiter !== undefined) {
    const parts = text.split(delimiter);
    if (parts.at(-1) === '') parts.pop();
    return parts.map((part) => ({ text: part, endsLine: true }));
  }
  const items = new Reading(text, byLine).read();
  const end = given.get('E');
  const last = end === undefined || end === '' ? -1 : items.findIndex((item) => item.text === end);
  return last < 0 ? items : items.slice(0, last);
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '0': '\0',
};

function delimiterOf(written: string): string {
  if (!written.startsWith('\\')) return written[0] ?? '\0';
  const number = /^\\(?:x([0-9a-fA-F]+)|([0-7]+))$/.exec(written);
  if (number !== null)
    return String.fromCharCode(number[1] ? Number.parseInt(number[1], 16) : Number.parseInt(number[2] as string, 8));
  return ESCAPES[written[1] ?? ''] ?? (written[1] as string);
}

/** Reads items between blanks and newlines; quotes and backslashes keep them. With `byLine` blanks separate nothing. */
class Reading {
  readonly #items: Item[] = [];
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly byLine: boolean,
  ) {}

  read(): readonly Item[] {
    while (this.#at < this.text.length) {
      if (/[ \t\n]/.test(this.text[this.#at] as string)) this.#at += 1;
      else this.#item();
    }
    return this.#items;
  }

  #item(): void {
    let item = '';
    for (;;) {
      const char = this.text[this.#at];
      if (char === undefined || char === '\n' || (!this.byLine && /[ \t]/.test(char))) {
        // A blank at the end of a line goes on in the next one.
        this.#items.push({ text: item, endsLine: char === undefined || char === '\n' });
        return;
      }
      this.#at += 1;
      if (char === '\\') {
        item += this.text[this.#at] ?? '';
        this.#at += 1;
      } else if (char === '"' || char === "'") item += this.#quoted(char);
      else item += char;
    }
  }

  #quoted(quote: string): string {
    const end = this.text.indexOf(quote, this.#at);
    const line = this.text.indexOf('\n', this.#at);
    if (end < 0 || (line >= 0 && line < end)) {
      const kind = quote === '"' ? 'double' : 'single';
      throw new InputError(
        [...this.#items, { text: '', endsLine: true }],
        `unmatched ${kind} quote; by default quotes are special to xargs unless you use the -0 option`,
      );
    }
    const inside = this.text.slice(this.#at, end);
    this.#at = end + 1;
    return inside;
  }
}
