/** What the shell gives a meaning anywhere in a word, and what only at its start. */
const SPECIAL = /[ !"$&'()*;<=>?[\\^`|]|\p{Cc}|^[#~]|^[{}]$/u;

/** A name as the programs of coreutils say it: quoted as a shell would read it (quotearg(3), shell_escape_always_quoting_style). */
export function quote(text: string): string {
  if (/\p{Cc}/u.test(text)) {
    const pieces = text.split(/(\p{Cc}+)/u);
    if (pieces.at(-1) === '') pieces.pop();
    return pieces.map((piece, i) => (i % 2 === 0 ? plain(piece) : `$'${escaped(piece)}'`)).join('');
  }
  return text.includes("'") && !/["$`\\!]/.test(text) ? `"${text}"` : plain(text);
}

/** The same, but as it is where a shell would read it so (shell_escape_quoting_style). */
export function quoteIfNeeded(text: string): string {
  return text === '' || SPECIAL.test(text) ? quote(text) : text;
}

const plain = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const NAMES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
};

function escaped(text: string): string {
  return [...text].map((each) => NAMES[each] ?? `\\${each.charCodeAt(0).toString(8).padStart(3, '0')}`).join('');
}
