import { unescaped } from './bytes.ts';
import { AwkSyntaxError } from './program.ts';

export interface Token {
  readonly kind: 'number' | 'string' | 'regex' | 'name' | 'call' | 'keyword' | 'operator' | 'newline' | 'end';
  readonly text: string;
  readonly line: number;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  'BEGIN END function func if else while for do break continue next nextfile exit return delete in getline print printf'.split(
    ' ',
  ),
);
const TOKEN =
  /(?:[ \t\r]|\\\n|#[^\n]*)*(?:(\n)|(0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|"((?:\\[\s\S]|[^"\\\n])*)"|([A-Za-z_]\w*)|(&&|\|\||[-+*/%^<>=!]=|\+\+|--|>>|!~|[-+*/%^<>=!~?:,;(){}[\]$|]))/y;

/** Takes a program of awk apart. A slash is a division behind an operand, else a regular expression. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) {
      const rest = text.slice(at).replace(/^(?:\s|\\\n|#[^\n]*)*/, '');
      if (rest !== '') throw new AwkSyntaxError(rest.slice(0, 1), line);
      tokens.push({ kind: 'newline', text: '\n', line }, { kind: 'end', text: '', line });
      return tokens;
    }
    const [all, newline, number, string, name, operator] = match;
    line += all.split('\n').length - 1;
    at = TOKEN.lastIndex;
    if (newline !== undefined) tokens.push({ kind: 'newline', text: '\n', line: line - 1 });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, line });
    else if (string !== undefined) tokens.push({ kind: 'string', text: unescaped(string), line });
    else if (name !== undefined) {
      const isCall = text[at] === '(';
      tokens.push({ kind: KEYWORDS.has(name) ? 'keyword' : isCall ? 'call' : 'name', text: name, line });
    } else if ((operator === '/' || operator === '/=') && !isOperand(tokens.at(-1))) {
      const regex = regexAt(text, at - (operator as string).length);
      tokens.push({ kind: 'regex', text: regex.source, line });
      at = regex.end;
    } else tokens.push({ kind: 'operator', text: operator as string, line });
  }
}

function isOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === 'number' || token.kind === 'string' || token.kind === 'name') return true;
  return token.kind === 'operator' && /^(?:\)|\]|\$|\+\+|--)$/.test(token.text);
}

function regexAt(text: string, start: number): { readonly source: string; readonly end: number } {
  let source = '';
  let inside = false;
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at] as string;
    if (char === '\\') {
      at += 1;
      source += text[at] === '/' ? '/' : `\\${text[at] ?? ''}`;
      continue;
    }
    if (char === '/' && !inside) return { source, end: at + 1 };
    if (char === '[') inside = text.indexOf(']', at + 2) >= 0;
    else if (char === ']') inside = false;
    source += char;
  }
  throw new AwkSyntaxError('/', 1);
}
