/** Control characters by their letter in `$'…'`. */
const LETTERS: Readonly<Record<string, string>> = {
  '\x07': 'a',
  '\b': 'b',
  '\x1b': 'E',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '\v': 'v',
};

/** Quotes with single quotes, as `${x@Q}` and traces do. */
export function singleQuoted(text: string): string {
  if (text === "'") return "\\'";
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Quotes with `$'…'`, for text with control characters. */
export function ansiQuoted(text: string): string {
  let quoted = '';
  for (const char of text) {
    const letter = LETTERS[char];
    if (letter !== undefined) quoted += `\\${letter}`;
    else if (char === "'" || char === '\\') quoted += `\\${char}`;
    else if (char < ' ' || char === '\x7f') quoted += `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
    else quoted += char;
  }
  return `$'${quoted}'`;
}

/** True for text with characters that a terminal does not show. */
export function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 || code === 127) return true;
  }
  return false;
}

/** A word as `set -x` shows it: quoted where it would not be read as the one word it is. */
export function traced(text: string): string {
  if (text === '') return "''";
  if (hasControl(text.replace(/[\t\n]/g, ''))) return ansiQuoted(text);
  return /[\s'"\\|&;()<>!{}*[\]?^$`]|^[#~]|[:=]~/.test(text) ? singleQuoted(text) : text;
}

/** A value in double quotes, as `declare -p` shows it. */
export function declared(text: string): string {
  return hasControl(text) ? ansiQuoted(text) : `"${text.replace(/["\\$`]/g, '\\$&')}"`;
}
