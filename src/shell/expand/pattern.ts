/** How names and values are compared with a pattern. */
export interface PatternOptions {
  readonly ignoreCase?: boolean;
}

type Token =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | {
      readonly kind: 'set';
      readonly test: RegExp;
    };

interface Compiled {
  /** Undefined for a pattern that needs a regular expression. */
  readonly tokens: readonly Token[] | undefined;
  readonly regexp: RegExp | undefined;
}

const cache = new Map<string, Compiled>();

/**
 * True when the whole text matches the pattern (bash manual, "Pattern Matching"). In a pattern, a backslash quotes the
 * next character. Takes time in proportion to text times pattern, unless it has extended patterns (`@(a|b)`).
 */
export function matchesPattern(text: string, pattern: string, options: PatternOptions = {}): boolean {
  const compiled = compile(pattern, options.ignoreCase === true);
  if (compiled.tokens === undefined) return (compiled.regexp as RegExp).test(text);
  return matchTokens(options.ignoreCase ? text.toLowerCase() : text, compiled.tokens);
}

function compile(pattern: string, ignoreCase: boolean): Compiled {
  const key = ignoreCase ? `i${pattern}` : `c${pattern}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  if (cache.size > 2_000) cache.clear();
  const extended = hasExtended(pattern);
  const compiled: Compiled = extended
    ? { tokens: undefined, regexp: safeRegExp(`^(?:${patternSource(pattern)})$`, ignoreCase ? 'isu' : 'su') }
    : { tokens: tokenize(ignoreCase ? pattern.toLowerCase() : pattern), regexp: undefined };
  cache.set(key, compiled);
  return compiled;
}

function hasExtended(pattern: string): boolean {
  return /[?*+@!]\(/.test(pattern.replace(/\\[\s\S]/g, ''));
}

/** A regular expression that matches nothing where the source is not one. */
export function safeRegExp(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    return /(?!)/;
  }
}

function tokenize(pattern: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < pattern.length) {
    const char = characterAt(pattern, at);
    at += char.length;
    if (char === '*') {
      if (tokens[tokens.length - 1]?.kind !== 'star') tokens.push({ kind: 'star' });
    } else if (char === '?') tokens.push({ kind: 'any' });
    else if (char === '[') {
      const end = endOfSet(pattern, at);
      if (end < 0) tokens.push({ kind: 'char', char });
      else {
        tokens.push({ kind: 'set', test: safeRegExp(`^${setSource(pattern.slice(at, end))}$`, 'su') });
        at = end + 1;
      }
    } else if (char === '\\' && at < pattern.length) {
      const quoted = characterAt(pattern, at);
      tokens.push({ kind: 'char', char: quoted });
      at += quoted.length;
    } else tokens.push({ kind: 'char', char });
  }
  return tokens;
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) as number);
}

/** Matches with one point to go back to, the last star: enough, since a star can take up whatever an earlier one left. */
function matchTokens(text: string, tokens: readonly Token[]): boolean {
  let at = 0;
  let token = 0;
  let starToken = -1;
  let starAt = 0;
  while (at < text.length) {
    const current = tokens[token];
    if (current?.kind === 'star') {
      starToken = token;
      starAt = at;
      token += 1;
      continue;
    }
    const char = current === undefined ? '' : characterAt(text, at);
    if (current !== undefined && matchesToken(char, current)) {
      at += char.length;
      token += 1;
    } else if (starToken >= 0) {
      starAt += characterAt(text, starAt).length;
      at = starAt;
      token = starToken + 1;
    } else return false;
  }
  while (tokens[token]?.kind === 'star') token += 1;
  return token === tokens.length;
}

function matchesToken(char: string, token: Token): boolean {
  if (token.kind === 'char') return token.char === char;
  return token.kind === 'any' || (token.kind === 'set' && token.test.test(char));
}

/** Where a bracket expression that begins before `at` ends; -1 when it does not. */
function endOfSet(pattern: string, start: number): number {
  let at = start;
  if (pattern[at] === '!' || pattern[at] === '^') at += 1;
  if (pattern[at] === ']') at += 1;
  while (at < pattern.length) {
    const char = pattern[at];
    if (char === ']') return at;
    if (char === '\\') at += 1;
    if (char === '[' && /[:.=]/.test(pattern[at + 1] ?? '')) {
      const end = pattern.indexOf(`${pattern[at + 1]}]`, at + 2);
      if (end >= 0) at = end + 1;
    }
    at += 1;
  }
  return -1;
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: '\\p{L}',
  digit: '0-9',
  alnum: '\\p{L}0-9',
  upper: '\\p{Lu}',
  lower: '\\p{Ll}',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  print: '\\x20-\\x7e\\u{a0}-\\u{10ffff}',
  graph: '\\x21-\\x7e\\u{a1}-\\u{10ffff}',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
  word: '\\p{L}0-9_',
};

/** The inside of a bracket expression as a JavaScript character class (for the `u` flag). */
export function setSource(inside: string): string {
  const negated = inside[0] === '!' || inside[0] === '^';
  let source = negated ? '[^' : '[';
  const body = inside.slice(negated ? 1 : 0);
  for (let at = 0; at < body.length; at += 1) {
    const named = /^\[:(\w+):\]/.exec(body.slice(at, at + 12));
    if (named !== null) {
      source += CLASSES[named[1] as string] ?? '';
      at += named[0].length - 1;
    } else if (body[at] === '-' && at > 0 && at < body.length - 1) source += '-';
    else {
      if (body[at] === '\\' && at + 1 < body.length) at += 1;
      source += characterAt(body, at) === '-' ? '\\-' : quoteForRegExp(characterAt(body, at));
      at += characterAt(body, at).length - 1;
    }
  }
  return `${source}]`;
}

/** A text as a regular expression that matches just it. */
export function quoteForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** A pattern as the source of a regular expression for the flags `su`; `anything` is what `*` stands for. */
export function patternSource(pattern: string, anything = '[\\s\\S]*'): string {
  let source = '';
  for (let at = 0; at < pattern.length; ) {
    const char = characterAt(pattern, at);
    if (/[?*+@!]/.test(char) && pattern[at + 1] === '(') {
      const end = closing(pattern, at + 1);
      if (end > 0) {
        source += extendedSource(char, alternatives(pattern.slice(at + 2, end)), pattern.slice(end + 1), anything);
        at = end + 1;
        continue;
      }
    }
    at += char.length;
    if (char === '*') source += anything;
    else if (char === '?') source += '[\\s\\S]';
    else if (char === '[' && endOfSet(pattern, at) >= 0) {
      const end = endOfSet(pattern, at);
      source += setSource(pattern.slice(at, end));
      at = end + 1;
    } else if (char === '\\' && at < pattern.length) {
      const quoted = characterAt(pattern, at);
      source += quoteForRegExp(quoted);
      at += quoted.length;
    } else source += quoteForRegExp(char);
  }
  return source;
}

function extendedSource(operator: string, options: readonly string[], rest: string, anything: string): string {
  const either = options.map((option) => patternSource(option, anything)).join('|');
  if (operator === '!') return `(?!(?:${either})${patternSource(rest, anything)}$)${anything}`;
  return `(?:${either})${operator === '@' ? '' : operator}`;
}

function closing(pattern: string, open: number): number {
  let depth = 0;
  for (let at = open; at < pattern.length; at += 1) {
    if (pattern[at] === '\\') at += 1;
    else if (pattern[at] === '(') depth += 1;
    else if (pattern[at] === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

/** Splits at the bars that are not inside parentheses. */
function alternatives(list: string): string[] {
  const options: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < list.length; at += 1) {
    if (list[at] === '\\') at += 1;
    else if (list[at] === '(') depth += 1;
    else if (list[at] === ')') depth -= 1;
    else if (list[at] === '|' && depth === 0) {
      options.push(list.slice(from, at));
      from = at + 1;
    }
  }
  options.push(list.slice(from));
  return options;
}

/** Characters that mean something in a pattern, quoted. */
export function quotePattern(text: string): string {
  return /[\\*?[\](){}|!@+-]/.test(text) ? text.replace(/[\\*?[\](){}|!@+-]/g, '\\$&') : text;
}
