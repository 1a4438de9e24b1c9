import { matchesPattern, patternSource, safeRegExp } from './pattern.ts';

/** `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}`: the text without the shortest or longest prefix or suffix that matches. */
export function removeMatch(
  text: string,
  pattern: string,
  operator: '#' | '##' | '%' | '%%',
  ignoreCase = false,
): string {
  const options = { ignoreCase };
  const prefix = operator[0] === '#';
  const longest = operator.length === 2;
  const ends = cutsOf(text);
  // A prefix grows with its end; a suffix shrinks.
  if (longest === prefix) ends.reverse();
  for (const cut of ends) {
    const piece = prefix ? text.slice(0, cut) : text.slice(cut);
    if (matchesPattern(piece, pattern, options)) return prefix ? text.slice(cut) : text.slice(0, cut);
  }
  return text;
}

/** The offsets at which a text can be cut: not inside a surrogate pair. */
function cutsOf(text: string): number[] {
  const cuts: number[] = [];
  for (let at = 0; at <= text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (!(code >= 0xdc00 && code <= 0xdfff)) cuts.push(at);
  }
  return cuts;
}

/**
 * `${x/p/r}` and its kin. In the replacement an unquoted `&` is what matched, a backslash quotes (bash manual,
 * `patsub_replacement`).
 */
export function replaceMatch(
  text: string,
  pattern: string,
  replacement: string,
  operator: '/' | '//' | '/#' | '/%',
  ignoreCase = false,
): string {
  if (pattern === '' && operator === '/#') return replacementFor(replacement, '') + text;
  if (pattern === '' && operator === '/%') return text + replacementFor(replacement, '');
  if (pattern === '') return text;
  if (text === '') return matchesPattern('', pattern, { ignoreCase }) ? replacementFor(replacement, '') : '';
  const source = patternSource(pattern);
  const anchored = operator === '/#' ? `^(?:${source})` : operator === '/%' ? `(?:${source})$` : source;
  const flags = `su${ignoreCase ? 'i' : ''}${operator === '//' ? 'g' : ''}`;
  return text.replace(safeRegExp(anchored, flags), (match) =>
    match === '' && operator === '//' ? '' : replacementFor(replacement, match),
  );
}

function replacementFor(replacement: string, match: string): string {
  if (!/[\\&]/.test(replacement)) return replacement;
  return replacement.replace(/\\([\\&])|&/g, (_, quoted: string | undefined) => quoted ?? match);
}

/** Quotes a text for `replaceMatch`'s replacement. */
export function quoteReplacement(text: string): string {
  return text.replace(/[\\&]/g, '\\$&');
}

/** `${x^p}`, `${x^^p}`, `${x,p}`, `${x,,p}`: other letters for the characters that match. */
export function changeCase(text: string, pattern: string | undefined, operator: '^' | '^^' | ',' | ',,'): string {
  const all = operator.length === 2;
  let changed = '';
  let first = true;
  for (const char of text) {
    const applies = (all || first) && (pattern === undefined || matchesPattern(char, pattern));
    changed += applies ? (operator[0] === '^' ? char.toUpperCase() : char.toLowerCase()) : char;
    first = false;
  }
  return changed;
}

/** `${x~}`, `${x~~}`: the other case for the first letter, or for all. */
export function toggleCase(text: string, all: boolean): string {
  const toggled = (char: string) => (char === char.toUpperCase() ? char.toLowerCase() : char.toUpperCase());
  const [first = '', ...rest] = [...text];
  return toggled(first) + (all ? rest.map(toggled) : rest).join('');
}
