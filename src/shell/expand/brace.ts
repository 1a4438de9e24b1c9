import { parse, type Word } from 'unbash';
import type { Shell } from '../shell.ts';

const cache = new Map<string, readonly Word[]>();
/** bash has no limit; this one keeps `{1..999999999}` from filling the memory. */
const LIMIT = 100_000;

/** The words that a word's braces make of it (bash manual, "Brace Expansion"); the word itself when it has none. */
export function braceWords(shell: Shell, word: Word): readonly Word[] {
  if (!word.parts?.some((part) => part.type === 'BraceExpansion')) return [word];
  if (!shell.state.options.has('braceexpand')) return [word];
  const known = cache.get(word.text);
  if (known !== undefined) return known;
  if (cache.size > 1_000) cache.clear();
  const words = expandBraces(word.text).flatMap(parseWord);
  cache.set(word.text, words);
  return words;
}

/** A text as a word of its own. An empty text (of `{,a}`) is no word. */
function parseWord(text: string): readonly Word[] {
  const command = parse(`: ${text}`).commands[0]?.command;
  const word = command?.type === 'Command' ? command.suffix[0] : undefined;
  return word?.type === 'Word' ? [word] : [];
}

/** All texts that the braces of a text stand for, from left to right. */
export function expandBraces(text: string): string[] {
  for (let at = 0; at < text.length; at = skip(text, at)) {
    if (text[at] !== '{' || text[at - 1] === '$') continue;
    const group = groupAt(text, at);
    if (group === undefined) continue;
    const before = text.slice(0, at);
    const after = expandBraces(text.slice(group.end));
    const texts: string[] = [];
    for (const option of group.options) {
      for (const rest of after) {
        if (texts.length >= LIMIT) return texts;
        texts.push(before + option + rest);
      }
    }
    return texts;
  }
  return [text];
}

/** The offset behind a character, a quoted text or a substitution. */
function skip(text: string, at: number): number {
  const char = text[at];
  if (char === '\\') return at + 2;
  if (char === "'") return after(text, text.indexOf("'", at + 1));
  if (char === '"' || char === '`') {
    let end = at + 1;
    while (end < text.length && text[end] !== char) end += text[end] === '\\' ? 2 : 1;
    return end + 1;
  }
  if (char === '$' && (text[at + 1] === '{' || text[at + 1] === '(')) return endOfNest(text, at + 1);
  return at + 1;
}

function after(text: string, at: number): number {
  return at < 0 ? text.length : at + 1;
}

function endOfNest(text: string, open: number): number {
  const opening = text[open] as string;
  const closing = opening === '{' ? '}' : ')';
  let depth = 0;
  for (let at = open; at < text.length; at = text[at] === opening ? at + 1 : skip(text, at)) {
    if (text[at] === opening) depth += 1;
    else if (text[at] === closing) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

/** A `{a,b}` or `{1..3}` at an offset, its options expanded. */
function groupAt(text: string, open: number): { options: string[]; end: number } | undefined {
  const commas: number[] = [];
  let depth = 0;
  for (let at = open; at < text.length; at = text[at] === '{' ? at + 1 : skip(text, at)) {
    const char = text[at];
    if (char === '{' && text[at - 1] !== '$') depth += 1;
    else if (char === ',' && depth === 1) commas.push(at);
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return optionsOf(text, open, at, commas);
    }
  }
  return undefined;
}

function optionsOf(text: string, open: number, close: number, commas: readonly number[]) {
  const end = close + 1;
  if (commas.length === 0) {
    const options = sequence(text.slice(open + 1, close));
    return options === undefined ? undefined : { options, end };
  }
  const cuts = [open, ...commas, close];
  const options = cuts.slice(1).flatMap((cut, at) => expandBraces(text.slice((cuts[at] as number) + 1, cut)));
  return { options, end };
}

/** Between Z and a stand two characters that quote: what is left of them. */
const LETTERS: Readonly<Record<string, string>> = { '\\': "''", '`': '\\`' };

/** `x..y` and `x..y..step`, for integers (padded with zeros when one end is) and single letters. */
function sequence(inside: string): string[] | undefined {
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(inside);
  if (numbers !== null) return numberSequence(numbers[1] as string, numbers[2] as string, numbers[3]);
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d+))?$/.exec(inside);
  if (letters === null) return undefined;
  const codes = steps(
    (letters[1] as string).charCodeAt(0),
    (letters[2] as string).charCodeAt(0),
    Number(letters[3] ?? 1),
  );
  return codes.map((code) => LETTERS[String.fromCharCode(code)] ?? String.fromCharCode(code));
}

function numberSequence(first: string, last: string, step: string | undefined): string[] {
  const padded = /^-?0\d/.test(first) || /^-?0\d/.test(last);
  const width = padded ? Math.max(first.length, last.length) : 0;
  return steps(Number(first), Number(last), Number(step ?? 1)).map((value) =>
    value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0'),
  );
}

function steps(first: number, last: number, step: number): number[] {
  const by = Math.abs(step) || 1;
  const values: number[] = [];
  for (let at = 0; at <= Math.abs(last - first) && values.length < LIMIT; at += by) {
    values.push(first <= last ? first + at : first - at);
  }
  return values;
}
