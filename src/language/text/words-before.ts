import { CommandLine } from './command-line.ts';

/** The command that is being typed: the words before the cursor's, and the part of its own word before the cursor. */
export interface TypedCommand {
  readonly words: readonly string[];
  readonly partial: string;
  /** Where the cursor's word begins. */
  readonly start: number;
  readonly line: CommandLine;
}

/** Words after which a new command begins. */
const OPENERS = new Set(['then', 'do', 'else', 'elif', 'if', 'while', 'until', '!', '{', 'time']);
const TOKEN = /\\\n|[ \t]+|[;&|(`{}]+|\$\(|#[^\n]*|(?:"(?:\\.|[^"\\])*"?|'[^']*'?|\\.|[^\s;&|(`"'\\])+/gy;

/**
 * Reads the command line up to the cursor with the eyes of a typist: whatever is unfinished ends at the cursor. Undefined
 * in a comment.
 */
export function typedCommand(text: string, offset: number): TypedCommand | undefined {
  const from = logicalLineStart(text, offset);
  let words: { value: string; start: number; end: number }[] = [];
  TOKEN.lastIndex = from;
  while (TOKEN.lastIndex < offset) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text.slice(0, offset));
    if (match === null) break;
    const token = match[0];
    if (token.startsWith('#')) return undefined;
    if (/^(?:\\\n|[ \t]+)$/.test(token)) continue;
    if (/^(?:[;&|(`{}]+|\$\()$/.test(token)) words = [];
    else if (words.length === 0 && OPENERS.has(token) && TOKEN.lastIndex < offset) words = [];
    else if (words.length === 0 && /^\w+=/.test(token)) continue;
    else words.push({ value: unquote(token), start, end: start + token.length });
  }
  const last = words.at(-1);
  const inWord = last !== undefined && last.end === offset;
  const before = inWord ? words.slice(0, -1) : words;
  const argv = words.map((word) => word.value);
  const origins = words.map(({ start, end }) => ({ start, end }));
  return {
    words: before.map((word) => word.value),
    partial: inWord ? last.value : '',
    start: inWord ? last.start : offset,
    line: new CommandLine(argv, origins, { start: words[0]?.start ?? offset, end: offset }),
  };
}

/** The start of the line an offset is on, lines continued by a backslash taken together. */
function logicalLineStart(text: string, offset: number): number {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  while (start > 1 && text[start - 2] === '\\') start = text.lastIndexOf('\n', start - 2) + 1;
  return start;
}

function unquote(token: string): string {
  return token.replace(/["']/g, '').replace(/\\(.)/g, '$1');
}
