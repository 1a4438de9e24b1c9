import { type ConditionalError, type ConditionalMessage, conditionalErrorBefore } from './conditional-syntax.ts';

/** A syntax error in bash's words. */
export interface BashSyntaxError {
  /** The message behind `NAME: line N: `; undefined where bash says nothing. */
  readonly message: string | undefined;
  /** The exit status; 2 where nothing is said. */
  readonly status?: number;
  /** True where bash reads no further as if the text had ended there: the status is the last command's, or `status`. */
  readonly isEnd?: boolean;
  /** What it says behind that, of other lines; an offset that is undefined is the line behind the last one. */
  readonly more?: readonly ConditionalMessage[];
  /** The offset whose line is named. */
  readonly at: number;
  /** True when bash names the line after the last one, where it met the end of the file. */
  readonly atEnd: boolean;
  /** The token to mark. */
  readonly start: number;
  readonly end: number;
  /** The line bash shows in a second message, when it does. */
  readonly line: string | undefined;
}

const QUOTES: readonly (readonly [RegExp, string, boolean])[] = [
  [/^unterminated double quote/, '"', false],
  [/^unterminated (single|ANSI-C) quote/, "'", false],
  [/^unterminated backtick/, '`', false],
  [/^unterminated parameter expansion/, '}', false],
  [/^unterminated (command|process) substitution/, ')', true],
  [/^unterminated array subscript/, ']', false],
  [/^unterminated/, ')', false],
];

/** What bash says where the parser found `message` at `pos`. */
export function syntaxErrorOf(text: string, message: string, pos: number): BashSyntaxError {
  if (/\]\]' to close|unary test operator|close test group/.test(message)) {
    const error = conditionalErrorBefore(text, pos);
    if (error !== undefined) return conditional(text, error);
  }
  for (const [pattern, closing, atEnd] of QUOTES) {
    if (pattern.test(message)) {
      const said = `unexpected EOF while looking for matching \`${closing}'`;
      // An array that does not end is noticed by the reader of words, a substitution by a parser of its own.
      const status = /extended glob/.test(message) ? { status: 1 } : { isEnd: !atEnd, status: 2 };
      return { message: said, at: pos, atEnd, start: pos, end: text.length, line: undefined, ...status };
    }
  }
  return unexpectedToken(text, message, pos);
}

function conditional(text: string, { messages, atEnd, start, end }: ConditionalError): BashSyntaxError {
  const [first, ...more] = messages;
  const at = first?.at ?? Math.min(start, text.length - 1);
  const isBehind = first !== undefined && first.at === undefined;
  const status = text.slice(start).trim() === '' ? { status: 2 } : {};
  return { message: first?.text, more, isEnd: !atEnd, at, atEnd: isBehind, start, end, line: undefined, ...status };
}

function unexpectedToken(text: string, message: string, pos: number): BashSyntaxError {
  const start = blamedToken(text, message, pos);
  if (start >= text.length && !/redirect target|function body|'in' after/.test(message)) {
    const said = 'syntax error: unexpected end of file';
    return { message: said, at: text.length, atEnd: true, start: text.length, end: text.length, line: undefined };
  }
  const token = tokenAt(text, start);
  const shown = token === '\n' || token === '' ? 'newline' : token;
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', start);
  return {
    message: `syntax error near unexpected token \`${shown}'`,
    at: Math.min(start, text.length),
    atEnd: false,
    start,
    end: Math.max(start + token.length, start + 1),
    line: text.slice(from, to < 0 ? text.length : to),
  };
}

/** Where the token begins that bash blames. */
function blamedToken(text: string, message: string, pos: number): number {
  if (/redirect target/.test(message)) return skipBlanks(text, pos);
  if (/expected '(?:then|do|in)'/.test(message)) {
    // The parser names the place behind: a word that ends a construct, or one that stands where a keyword should.
    const before = /(?:\b(?:fi|done|esac|else|elif)|\bfor\s+\w+\s+(\S+)|\bcase\s+\S+\s+(\S+))\s*$/.exec(
      text.slice(0, pos),
    );
    const word = before?.[1] ?? before?.[2] ?? before?.[0].trimEnd();
    if (before !== null && word !== undefined) return before.index + before[0].trimEnd().length - word.length;
  }
  return tokenStart(text, /command (in|after)/.test(message) ? afterOpening(text, message, pos) : pos);
}

/** The parser names a group without commands by its opening: the token to blame comes after it. */
function afterOpening(text: string, message: string, pos: number): number {
  return / in (brace group|subshell)/.test(message) && /[{(]/.test(text[pos] ?? '') ? pos + 1 : pos;
}

/** Skips blanks, continued lines and, where a command may begin, comments and empty lines. */
function tokenStart(text: string, pos: number): number {
  let at = skipBlanks(text, pos);
  const rest = /(?:\s|#[^\n]*)*$/y;
  rest.lastIndex = at;
  if (rest.test(text)) at = text.length;
  return at;
}

function skipBlanks(text: string, pos: number): number {
  const blank = /(?:[ \t]|\\\n)*/y;
  blank.lastIndex = pos;
  blank.exec(text);
  return blank.lastIndex;
}

function tokenAt(text: string, start: number): string {
  const token = /;;&|;;|;&|&&|\|\||\|&|&>>|&>|<<<|<<-|<<|>>|<&|>&|<>|>\||[;&|<>()\n]|[^\s;&|<>()]+/y;
  token.lastIndex = start;
  return token.exec(text)?.[0] ?? '';
}
