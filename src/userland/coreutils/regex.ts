/** A compiled POSIX regular expression. */
export interface Regex {
  /** The leftmost match: the whole of it first, then the groups. */
  exec(text: string): readonly (string | undefined)[] | null;
  readonly regexp: RegExp;
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  print: '\\x20-\\x7e',
  graph: '\\x21-\\x7e',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
};

/** How a regular expression is to be read and compared. */
export interface RegexOptions {
  /** Extended (`grep -E`, `[[ =~ ]]`) rather than basic. */
  readonly extended: boolean;
  readonly ignoreCase?: boolean;
}

const cache = new Map<string, Regex | null>();

/**
 * Compiles a POSIX regular expression (regex(7)); undefined for one that is not valid. It is JavaScript's matcher that
 * runs: of alternatives it takes the first that matches, not the longest.
 */
export function compileRegex(source: string, options: RegexOptions): Regex | undefined {
  const key = `${options.extended ? 'E' : 'G'}${options.ignoreCase ? 'i' : ' '}${source}`;
  const known = cache.get(key);
  if (known !== undefined) return known ?? undefined;
  if (cache.size > 1_000) cache.clear();
  const compiled = compile(source, options);
  cache.set(key, compiled ?? null);
  return compiled;
}

function compile(source: string, options: RegexOptions): Regex | undefined {
  try {
    const regexp = new RegExp(translate(source, options.extended), options.ignoreCase ? 'is' : 's');
    return { regexp, exec: (text) => regexp.exec(text) };
  } catch {
    return undefined;
  }
}

/** Rewrites a POSIX expression as JavaScript's. */
function translate(source: string, extended: boolean): string {
  let result = '';
  for (let at = 0; at < source.length; ) {
    const char = source[at] as string;
    if (char === '[') {
      const set = bracket(source, at);
      result += set.source;
      at = set.end;
    } else if (char === '\\') {
      result += escaped(source[at + 1], extended);
      at += 2;
    } else {
      result += plain(char, result, extended, source[at + 1]);
      at += 1;
    }
  }
  return result;
}

function escaped(char: string | undefined, extended: boolean): string {
  if (char === undefined) throw new SyntaxError('Trailing backslash');
  if (!extended && '(){}|+?'.includes(char)) return char;
  if (char === '<') return '\\b(?=\\w)';
  if (char === '>') return '\\b(?<=\\w)';
  if ('bBwWsS'.includes(char) || /[1-9]/.test(char)) return `\\${char}`;
  return /[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char;
}

function plain(char: string, before: string, extended: boolean, next: string | undefined): string {
  if (extended) return char === '{' && !/[0-9,]/.test(next ?? '') ? '\\{' : char;
  if ('(){}|+?'.includes(char)) return `\\${char}`;
  // In a basic expression `*` at the beginning stands for itself, `^` and `$` elsewhere than at the ends too.
  if (char === '*' && (before === '' || before === '^' || before.endsWith('('))) return '\\*';
  if (char === '^' && before !== '' && !/[(|]$/.test(before)) return '\\^';
  if (char === '$' && next !== undefined && next !== '\\') return '\\$';
  return char;
}

function bracket(source: string, start: number): { readonly source: string; readonly end: number } {
  let at = start + 1;
  let set = '[';
  if (source[at] === '^') {
    set += '^';
    at += 1;
  }
  for (let first = true; at < source.length; first = false) {
    const char = source[at] as string;
    if (char === ']' && !first) return { source: `${set}]`, end: at + 1 };
    const named = /^\[([:.=])(.+?)\1\]/.exec(source.slice(at, at + 16));
    if (named !== null) {
      const inside = CLASSES[named[2] as string];
      if (named[1] === ':' && inside === undefined) throw new SyntaxError('Invalid character class name');
      set += inside ?? (named[2] as string).replace(/[\\\]^-]/g, '\\$&');
      at += named[0].length;
      continue;
    }
    set += char === '\\' || char === ']' || char === '[' ? `\\${char}` : char;
    at += 1;
  }
  throw new SyntaxError('Unmatched [');
}
