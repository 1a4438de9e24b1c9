import { JqSyntaxError } from './program.ts';

/** A word of a program: `kind` is how messages call it. */
export interface Token {
  readonly kind: string;
  readonly text: string;
  readonly at: number;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  'def if then elif else end as reduce foreach try catch label import include and or not __loc__ module'
    .split(' ')
    .filter((word) => word !== 'not'),
);

/** True for a word that the language keeps for itself. */
export function isKeyword(kind: string): boolean {
  return KEYWORDS.has(kind);
}

const OPERATORS = /^(?:\?\/\/=?|\/\/=|\.\.|!=|==|<=|>=|\|=|\+=|-=|\*=|\/=|%=|\/\/|[.,:;|=+\-*/%<>$?()[\]{}])/;
const NUMBER = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/;
const NAME = /^(?:[a-zA-Z_]\w*::)*[a-zA-Z_]\w*/;

/** Takes a program apart. Strings are left to the parser: it asks for them with `string`. */
export class Lexer {
  #at = 0;
  /** Where the last word, space or comment began: what messages about the end point at. */
  #last = 0;
  readonly #open: string[] = [];

  constructor(readonly text: string) {}

  next(): Token {
    this.#skip();
    const rest = this.text.slice(this.#at);
    if (rest === '') return { kind: '$end', text: '', at: this.#last };
    const name = NAME.exec(rest)?.[0];
    if (name !== undefined) return this.#take(KEYWORDS.has(name) ? name : 'IDENT', name);
    const field = /^\.[a-zA-Z_]\w*/.exec(rest)?.[0];
    if (field !== undefined) return this.#take('FIELD', field);
    const format = /^@[a-zA-Z0-9_]+/.exec(rest)?.[0];
    if (format !== undefined) return this.#take('FORMAT', format);
    const number = NUMBER.exec(rest)?.[0];
    if (number !== undefined) return this.#take('LITERAL', number);
    if (rest[0] === '"') return this.#take('QQSTRING_START', '"');
    const operator = OPERATORS.exec(rest)?.[0];
    if (operator === undefined) return this.#take('INVALID_CHARACTER', rest[0] as string);
    return this.#bracket(operator);
  }

  /** The text of a string up to its end or up to `\(`, behind which a filter follows. */
  string(): { readonly text: string; readonly interpolates: boolean } {
    let raw = '';
    const start = this.#at;
    for (;;) {
      const char = this.text[this.#at];
      if (char === undefined) {
        const at = raw === '' ? this.#last : start;
        throw new JqSyntaxError([
          { message: unexpected('$end', ['QQSTRING_TEXT', 'QQSTRING_INTERP_START', 'QQSTRING_END']), at },
        ]);
      }
      const next = this.text[this.#at + 1] ?? '';
      if (char === '\\' && next === '(') {
        this.#at += 2;
        this.#open.push('"');
        return { text: unescaped(raw, start), interpolates: true };
      }
      if (char === '"') this.#last = this.#at;
      this.#at += char === '\\' ? 2 : 1;
      if (char === '"') return { text: unescaped(raw, start), interpolates: false };
      raw += char === '\\' ? char + next : char;
    }
  }

  #skip(): void {
    const space = /^(?:[ \t\r\n]+|#[^\n]*)/;
    for (
      let found = space.exec(this.text.slice(this.#at));
      found !== null;
      found = space.exec(this.text.slice(this.#at))
    ) {
      this.#last = this.#at;
      this.#at += found[0].length;
    }
  }

  #take(kind: string, text: string): Token {
    const at = this.#at;
    this.#last = at;
    this.#at += text.length;
    return { kind, text, at };
  }

  /** A closing bracket that nothing has opened is no word of the language. */
  #bracket(operator: string): Token {
    const closes: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
    if ('([{'.includes(operator)) this.#open.push(operator);
    const opened = closes[operator];
    if (opened !== undefined) {
      const last = this.#open.at(-1);
      if (last !== opened && !(operator === ')' && last === '"')) return this.#take('INVALID_CHARACTER', operator);
      this.#open.pop();
    }
    const isPlain = operator.length === 1;
    return this.#take(isPlain ? `'${operator}'` : operator, operator);
  }
}

/** What is said of a word that cannot stand where it does. */
export function unexpected(kind: string, expected: readonly string[] = []): string {
  const wanted = expected.length === 0 ? '' : `, expecting ${expected.join(' or ')}`;
  return `syntax error, unexpected ${kind}${wanted} (Unix shell quoting issues?)`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function unescaped(raw: string, at: number): string {
  return raw.replace(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (all, letters: string) => {
    if (letters.length === 5) return String.fromCharCode(Number.parseInt(letters.slice(1), 16));
    const known = ESCAPES[letters];
    if (known !== undefined) return known;
    const message = `Invalid escape at line 1, column ${all.length + 2} (while parsing '"${all}"')`;
    throw new JqSyntaxError([{ message, at }]);
  });
}
