import { Mistake } from './report.ts';
import { nameOf, type Span, scan, type Token } from './scanner.ts';

/** A syntax error; the rest of the statement is passed over and reading goes on behind it. */
export class SyntaxMistake extends Mistake {}

/** A file that another one includes. Places in it are counted on behind all that was read before. */
export interface Included {
  readonly file: string;
  readonly text: string;
  readonly start: number;
  /** The statement that includes it. */
  readonly by: Span;
}

/** The tokens of a source, and what a parser asks of them. */
export class TokenStream {
  private readonly tokens: Token[];
  private at = 0;
  readonly included: Included[] = [];
  /** Where the next file's places begin: behind the source, whose end is a place of its own. */
  private length: number;
  /** How many braces are open. */
  depth = 0;

  constructor(text: string) {
    this.tokens = scan(text);
    this.length = text.length + 1;
  }

  /** Reads a file's tokens next. */
  include(file: string, text: string, by: Span): void {
    const start = this.length;
    this.included.push({ file, text, start, by });
    this.length += text.length + 1;
    const tokens = scan(text).slice(0, -1);
    const moved = tokens.map((token) => ({ ...token, start: token.start + start, end: token.end + start }));
    this.tokens.splice(this.at, 0, ...moved);
  }

  /** How many files deep a place is. */
  depthOf(place: Span): number {
    const within = this.included.findLast(
      ({ start, text }) => place.start >= start && place.start <= start + text.length,
    );
    return within === undefined ? 0 : 1 + this.depthOf(within.by);
  }

  get token(): Token {
    return this.tokens[this.at]!;
  }

  peek(ahead: number = 1): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)]!;
  }

  /** The end of what has been read. */
  get end(): number {
    return this.tokens[this.at - 1]?.end ?? 0;
  }

  next(): Token {
    const { token } = this;
    if (this.at < this.tokens.length - 1) this.at++;
    if (token.kind === 'mark' && token.text === '{') this.depth++;
    if (token.kind === 'mark' && token.text === '}') this.depth--;
    return token;
  }

  /** Whether the next token is this mark or this word. */
  is(text: string): boolean {
    const { token } = this;
    return (token.kind === 'mark' || token.kind === 'word') && token.text === text;
  }

  isWord(...texts: readonly string[]): boolean {
    return this.token.kind === 'word' && texts.includes(this.token.text);
  }

  /** Takes the next token when it is this one. */
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.next();
    return true;
  }

  /** Takes this token, or complains that something else stands there. */
  expect(text: string, expecting?: string): Token {
    if (!this.is(text))
      this.fail(expecting ?? (/\w/.test(text) ? text : nameOf({ ...this.token, kind: 'mark', text })));
    return this.next();
  }

  /** Complains about the next token; `expecting` is what nft says that it wanted, where it says so. */
  fail(expecting?: string): never {
    const { token } = this;
    const wanted = expecting === undefined ? '' : `, expecting ${expecting}`;
    if (token.kind === 'end') throw new SyntaxMistake(`syntax error, unexpected end of file${wanted}`, token);
    throw new SyntaxMistake(`syntax error, unexpected ${nameOf(token)}${wanted}`, pointOf(token));
  }

  /** The end of a statement: a newline, a semicolon, or where there is no more. */
  get isEnd(): boolean {
    const { kind, text } = this.token;
    return kind === 'newline' || kind === 'end' || (kind === 'mark' && text === ';');
  }

  skipEnds(): void {
    while (this.token.kind === 'newline' || this.is(';')) this.next();
  }

  skipNewlines(): void {
    while (this.token.kind === 'newline') this.next();
  }

  /** Passes over the rest of a statement that could not be read. */
  recover(): void {
    while (!this.isEnd) this.next();
  }

  number(expecting?: string): number {
    if (this.token.kind !== 'number') this.fail(expecting ?? 'number');
    return Number(this.next().text);
  }

  /** A text in quotes, or a word. */
  string(): string {
    if (!['word', 'quoted', 'asterisk'].includes(this.token.kind))
      this.fail('string or quoted string or string with a trailing asterisk');
    return this.next().text;
  }
}

/** A newline has no width; nft points at where it stands. */
function pointOf({ kind, start, end }: Token): Span {
  return kind === 'newline' || kind === 'end' ? { start, end: start } : { start, end };
}
