/** A message about a `[[ … ]]`. */
export interface ConditionalMessage {
  readonly text: string;
  /** The offset whose line is named; undefined for the line behind the last one. */
  readonly at: number | undefined;
}

/** What bash says of a `[[ … ]]` that it cannot read. */
export interface ConditionalError {
  /** In the order in which they come; none where bash says nothing. */
  readonly messages: readonly ConditionalMessage[];
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
  /(?:[ \t]|\\\n)*(?:(;;&|;;|;&|&&|&>>|&>|\|\||\|&|>>|>&|>\||<<<|<<-|<<|<&|<>|[;&|<>()\n])|((?:\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\$\([^)]*\)|[^\s;&|<>()\\'"])+))/y;
const UNARY = /^-[a-hknoprstuvwxzGLNORS]$/;
const BINARY = /^(?:==?|!=|=~|<|>|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))$/;

/** What bash says of the last `[[` before `pos` that it cannot read; undefined where there is none. */
export function conditionalErrorBefore(text: string, pos: number): ConditionalError | undefined {
  const opening = /(?:^|[\s;&|(!])\[\[(?=[ \t\n])/g;
  let found: ConditionalError | undefined;
  for (let match = opening.exec(text); match !== null && match.index < pos; match = opening.exec(text)) {
    if (match.index < (found?.start ?? 0)) continue;
    found = conditionalError(text, match.index + match[0].length) ?? found;
  }
  return found;
}

/** Reads the inside of a `[[`, from `start` on, as bash does (parse.y, `parse_cond_command`); undefined where it can be read. */
function conditionalError(text: string, start: number): ConditionalError | undefined {
  // bash reads no line that does not end.
  const lines = text.endsWith('\n') ? text : `${text}\n`;
  const error = new Reader(lines, start).read();
  return error && { ...error, atEnd: error.start >= lines.length };
}

/** Thrown where reading ends; what is wrong is in the messages. */
const REFUSED = Symbol('refused');

class Reader {
  #at: number;
  #token: Token;
  readonly #messages: ConditionalMessage[] = [];

  constructor(
    private readonly text: string,
    private readonly start: number,
  ) {
    this.#at = start;
    this.#token = this.#next();
  }

  read(): Omit<ConditionalError, 'atEnd'> | undefined {
    try {
      this.#either();
      this.#close();
      return undefined;
    } catch (thrown) {
      if (thrown !== REFUSED) throw thrown;
    }
    const { at, text } = this.#token;
    return { messages: this.#messages, start: at, end: Math.max(at + text.length, at + 1) };
  }

  /** Messages about the whole name the line of its `[[`. */
  #close(): void {
    const { kind, text } = this.#token;
    if (kind === 'end') this.#fail("unexpected EOF while looking for `]]'", this.start);
    const said = 'syntax error in conditional expression';
    if (text !== ']]') this.#fail(kind === 'word' ? said : `${said}: unexpected token \`${shown(text)}'`, this.start);
  }

  #say(text: string, at = this.#token.kind === 'end' ? undefined : this.#token.at): void {
    this.#messages.push({ text, at });
  }

  #fail(text: string, at?: number): never {
    this.#say(text, at);
    throw REFUSED;
  }

  #next(): Token {
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.text);
    if (match === null) return { text: 'EOF', kind: 'end', at: this.text.length };
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
    const { text, kind, at } = this.#token;
    if (text === ']]') throw REFUSED;
    if (text === '(') this.#group(at);
    else if (kind !== 'word') this.#fail(`unexpected token \`${shown(text)}' in conditional command`);
    else {
      this.#advance();
      if (text === '!') this.#term();
      else if (UNARY.test(text)) this.#operand('unary');
      else this.#comparison();
    }
    this.#skipNewlines();
  }

  /** A group says that it does not end, behind what is wrong inside. */
  #group(opening: number): void {
    this.#advance();
    try {
      this.#either();
    } catch (thrown) {
      if (thrown === REFUSED && this.#messages.length > 0) this.#say("expected `)'", opening);
      throw thrown;
    }
    const { kind, text } = this.#token;
    if (text !== ')') {
      const isPlain = kind === 'word' && text !== ']]';
      this.#fail(isPlain ? "expected `)'" : `unexpected token \`${shown(text)}', expected \`)'`, opening);
    }
    this.#advance();
  }

  /** A word without an operator is tested for not being empty. */
  #comparison(): void {
    const { text, kind } = this.#token;
    if (BINARY.test(text)) {
      this.#advance();
      if (text === '=~') this.#expression();
      this.#operand('binary');
      return;
    }
    if (text === ']]' || /^(?:&&|\|\||\))$/.test(text)) return;
    const expected = 'conditional binary operator expected';
    this.#fail(kind === 'word' ? expected : `unexpected token \`${shown(text)}', ${expected}`);
  }

  /** In a regular expression a parenthesis belongs to the word, with all up to its partner. */
  #expression(): void {
    const { at } = this.#token;
    const part = /(?:\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|[^\s;&|<>()\\'"])*/y;
    for (part.lastIndex = at; ; part.lastIndex = this.#at) {
      part.exec(this.text);
      this.#at = part.lastIndex;
      if (this.text[this.#at] !== '(') break;
      this.#at = this.#partner(this.#at) + 1;
      if (this.#at > 0) continue;
      this.#say("unexpected EOF while looking for matching `)'", at);
      this.#token = { text: '', kind: 'end', at: this.text.length };
      return;
    }
    if (this.#at > at) this.#token = { text: this.text.slice(at, this.#at), kind: 'word', at };
    else this.#advance();
  }

  /** The place of the parenthesis that closes another; -1 where there is none. */
  #partner(opening: number): number {
    let depth = 0;
    for (let at = opening; at < this.text.length; at += 1) {
      if (this.text[at] === '\\') at += 1;
      else if (this.text[at] === '(') depth += 1;
      else if (this.text[at] === ')') depth -= 1;
      if (depth === 0) return at;
    }
    return -1;
  }

  #operand(operator: 'unary' | 'binary'): void {
    const { text, kind } = this.#token;
    if (kind !== 'word' || text === ']]') {
      const argument = text === '' ? '' : ` \`${shown(text)}'`;
      this.#fail(`unexpected argument${argument} to conditional ${operator} operator`);
    }
    this.#advance();
  }
}

function shown(text: string): string {
  return text === '\n' ? 'newline' : text;
}
