/** What bash says of a `[[ … ]]` that it cannot read: undefined where it says nothing. */
export interface ConditionalError {
  readonly message: string | undefined;
  /** True when the text ended before `]]`. */
  readonly atEnd: boolean;
  /** The place of the token to blame. */
  readonly start: number;
  readonly end: number;
}

interface Token {
  readonly text: string;
  readonly kind: 'word' | 'operator' | 'end';
  readonly at: number;
}

const TOKEN =
  /(?:[ \t]|\\\n)*(?:(&&|\|\||[;&|<>()\n])|((?:\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\$\([^)]*\)|[^\s;&|<>()\\'"])+))/y;
const UNARY = /^-[a-hknoprstuvwxzGLNORS]$/;
const BINARY = /^(?:==?|!=|=~|<|>|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))$/;

/** Where the `[[` begins that an error at `pos` is in; -1 when there is none. */
export function conditionalBefore(text: string, pos: number): number {
  const opening = /(?:^|[\s;&|(!])\[\[(?=[ \t\n])/g;
  let found = -1;
  for (let match = opening.exec(text); match !== null && match.index < pos; match = opening.exec(text)) {
    found = match.index + match[0].length;
  }
  return found;
}

/** Reads the inside of a `[[`, from `start` on, as bash does (parse.y, `parse_cond_command`). */
export function conditionalError(text: string, start: number): ConditionalError {
  return new Reader(text, start).read();
}

class Reader {
  #at: number;
  #token: Token;

  constructor(
    private readonly text: string,
    start: number,
  ) {
    this.#at = start;
    this.#token = this.#next();
  }

  read(): ConditionalError {
    try {
      this.#either();
      const { kind, text } = this.#token;
      if (kind === 'end') this.#fail("unexpected EOF while looking for `]]'");
      if (text !== ']]') {
        const said = 'syntax error in conditional expression';
        this.#fail(kind === 'word' ? said : `${said}: unexpected token \`${shown(text)}'`);
      }
      this.#fail(undefined);
    } catch (thrown) {
      if (typeof thrown === 'object' && thrown !== null && 'atEnd' in thrown) return thrown as ConditionalError;
      throw thrown;
    }
  }

  #fail(message: string | undefined, { at, text, kind } = this.#token): never {
    throw { message, atEnd: kind === 'end', start: at, end: Math.max(at + text.length, at + 1) };
  }

  #next(): Token {
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.text);
    if (match === null) return { text: '', kind: 'end', at: this.text.length };
    const text = (match[1] ?? match[2]) as string;
    this.#at = TOKEN.lastIndex;
    return { text, kind: match[1] === undefined ? 'word' : 'operator', at: this.#at - text.length };
  }

  #advance(): void {
    this.#token = this.#next();
  }

  #skipNewlines(): void {
    while (this.#token.text === '\n') this.#advance();
  }

  #either(): void {
    this.#both();
    while (this.#token.text === '||') {
      this.#advance();
      this.#both();
    }
  }

  #both(): void {
    this.#term();
    while (this.#token.text === '&&') {
      this.#advance();
      this.#term();
    }
  }

  #term(): void {
    this.#skipNewlines();
    const { text, kind } = this.#token;
    if (kind === 'end') this.#fail("unexpected EOF while looking for `]]'");
    if (text === ']]') this.#fail(undefined);
    this.#advance();
    if (text === '(') this.#group();
    else if (text === '!') this.#term();
    else if (kind === 'operator') this.#fail(`unexpected token \`${shown(text)}' in conditional command`);
    else if (UNARY.test(text)) this.#operand('unary');
    else this.#comparison();
    this.#skipNewlines();
  }

  #group(): void {
    this.#either();
    if (this.#token.text !== ')') this.#fail(`unexpected token \`${shown(this.#token.text)}', expected \`)'`);
    this.#advance();
  }

  /** A word without an operator is tested for not being empty. */
  #comparison(): void {
    const { text, kind } = this.#token;
    if (BINARY.test(text)) {
      this.#advance();
      this.#operand('binary');
      return;
    }
    if (kind === 'end' || text === ']]' || /^(?:&&|\|\||\))$/.test(text)) return;
    const expected = 'conditional binary operator expected';
    this.#fail(kind === 'word' ? expected : `unexpected token \`${shown(text)}', ${expected}`);
  }

  #operand(operator: 'unary' | 'binary'): void {
    const { text, kind } = this.#token;
    if (kind !== 'word' || text === ']]') {
      const argument = kind === 'end' ? '' : ` \`${shown(text)}'`;
      this.#fail(`unexpected argument${argument} to conditional ${operator} operator`);
    }
    this.#advance();
  }
}

function shown(text: string): string {
  return text === '\n' ? 'newline' : text;
}
