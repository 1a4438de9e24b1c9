import { KEYWORDS } from '../../grammar/nftables/keywords.ts';

/** Where something stands in a source: a half-open range of offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A token. Words are keywords, names, addresses and times alike: what one means is for the parser. */
export interface Token extends Span {
  readonly kind: 'word' | 'number' | 'quoted' | 'asterisk' | 'mark' | 'newline' | 'end' | 'junk';
  /** Its text, of a quoted one without the quotes. */
  readonly text: string;
}

const HEX = '[0-9a-fA-F]';

/** What tokens look like; the longest match wins, the first of equally long ones (nft's scanner). */
const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['newline', /\n/y],
  ['mark', /==|!=|<=|>=|<<|>>|[{}();:,.@$=<>!&|^/*+~-]/y],
  ['number', /0[xX][0-9a-fA-F]+|[0-9]+/y],
  ['word', /[A-Za-z_.][A-Za-z0-9/\-_.]*/y],
  ['word', /[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+/y],
  ['word', new RegExp(`(?:${HEX}{1,2}:){5}${HEX}{1,2}`, 'y')],
  ['word', new RegExp(`(?:${HEX}{0,4}:){2,7}(?:[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+|${HEX}{0,4})`, 'y')],
  ['word', new RegExp(`${HEX}{1,4}:${HEX}{1,4}(?=[ \\t\\n-])`, 'y')],
  ['word', /(?=[0-9]+[dhms])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m(?!s))?(?:[0-9]+s)?(?:[0-9]+ms)?/y],
  ['asterisk', /"?(?:[A-Za-z_.][A-Za-z0-9/\-_.]*(?:\\\*|\*)|\\\*)"?/y],
  ['quoted', /"[^"\n]*"/y],
];

/** Between tokens: blanks, comments, lines that go on. */
const BLANK = /(?:[ \t\r]|\\\n|#[^\n]*)+/y;

/** Splits a source into tokens; the last one is its end. Never fails: what is no token is `junk`. */
export function scan(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    BLANK.lastIndex = at;
    const blank = BLANK.exec(text);
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return tokens;
}

function tokenAt(text: string, start: number): Token {
  let best: Token = { kind: 'junk', text: text[start]!, start, end: start + 1 };
  let longest = 0;
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = start;
    const [found = ''] = pattern.exec(text) ?? [];
    if (found.length <= longest) continue;
    longest = found.length;
    const plain = kind === 'quoted' || kind === 'asterisk' ? found.replaceAll('"', '') : found;
    // A quoted name with an asterisk at its end stands for all that begin so.
    best = {
      kind: kind === 'quoted' && /^[^*]+\*$/.test(plain) ? 'asterisk' : kind,
      text: plain,
      start,
      end: start + found.length,
    };
  }
  return best;
}

/** How nft names a token in `unexpected …`. */
export function nameOf({ kind, text }: Token): string {
  switch (kind) {
    case 'newline':
      return 'newline';
    case 'end':
      return 'end of file';
    case 'junk':
      return 'junk';
    case 'number':
      return 'number';
    case 'quoted':
      return 'quoted string';
    case 'asterisk':
      return 'string with a trailing asterisk';
    case 'mark':
      return MARK_NAMES[text] ?? text;
    case 'word':
      return OPERATORS[text] ?? (KEYWORDS.has(text) ? text : 'string');
  }
}

/** Operators that are words. */
const OPERATORS: Readonly<Record<string, string>> = {
  and: '&',
  or: '|',
  xor: '^',
  eq: '==',
  ne: '!=',
  lt: '<',
  gt: '>',
  le: '<=',
  ge: '>=',
  lshift: '<<',
  rshift: '>>',
};

const MARK_NAMES: Readonly<Record<string, string>> = {
  ';': 'semicolon',
  ':': 'colon',
  ',': 'comma',
  '{': "'{'",
  '}': "'}'",
  '(': "'('",
  ')': "')'",
  '=': "'='",
  $: "'$'",
};
