import type { Word, WordPart } from 'unbash';
import type { Origin, Wait } from '../../userland/process.ts';
import type { Shell } from '../shell.ts';
import { evaluateArithmetic } from './arithmetic/evaluate.ts';
import { arithmeticText } from './arithmetic-text.ts';
import { braceWords } from './brace.ts';
import { substituteCommand } from './command-substitution.ts';
import { glob } from './glob.ts';
import { expandParameter, expandSimple } from './parameter.ts';
import { substituteProcess } from './process-substitution.ts';
import { FieldSink, PatternSink, type Sink, TextSink } from './sink.ts';
import { tildePrefix } from './tilde.ts';

/** An expansion in progress: it waits where a command substitution does. */
export type Expanding<T = void> = Generator<Wait, T, void>;

const SPECIAL = /[~\\*?[\]{}@+!]/;

/** The text of a word that stands for itself whatever the state of the shell; undefined for any other word. */
export function literalText(word: Word): string | undefined {
  if (word.parts === undefined) {
    const { text } = word;
    return SPECIAL.test(text) ? undefined : text;
  }
  const only = word.parts.length === 1 ? word.parts[0] : undefined;
  if (only?.type === 'SingleQuoted' || only?.type === 'AnsiCQuoted') return only.value;
  if (only?.type !== 'DoubleQuoted') return undefined;
  if (only.parts.length === 0) return '';
  const inside = only.parts.length === 1 ? only.parts[0] : undefined;
  return inside?.type === 'Literal' ? inside.value : undefined;
}

/** Expands the words of a command into fields (bash manual, "Shell Expansions"), each with the origin of its word. */
export function* expandWords(
  shell: Shell,
  words: readonly Word[],
  argv: string[],
  origins: (Origin | undefined)[],
): Expanding {
  for (const word of words) yield* expandWord(shell, word, argv, origins);
}

export function* expandWord(shell: Shell, word: Word, argv: string[], origins: (Origin | undefined)[]): Expanding {
  const origin = shell.source.origin(word.pos, word.end);
  const literal = literalText(word);
  if (literal !== undefined) {
    argv.push(literal);
    origins.push(origin);
    return;
  }
  for (const each of braceWords(shell, word)) {
    const sink = new FieldSink(separators(shell));
    yield* expandInto(shell, each, sink, 'word');
    sink.break();
    for (const field of sink.fields) {
      for (const text of field.pattern === undefined ? [field.text] : glob(shell, field.text, field.pattern)) {
        argv.push(text);
        origins.push(origin);
      }
    }
  }
}

/** The value of IFS; blank, tab and newline when it is not set. */
export function separators(shell: Shell): string {
  const variable = shell.state.variables.get('IFS');
  return variable === undefined ? ' \t\n' : (variable.value ?? ' \t\n');
}

/** Expands a word to one string, without splitting and globbing. In an assignment, tildes stand after each colon too. */
export function* expandText(
  shell: Shell,
  word: Word,
  place: 'word' | 'assignment' | 'condition' = 'word',
): Expanding<string> {
  const literal = literalText(word);
  if (literal !== undefined) return literal;
  const sink = new TextSink(place === 'condition' ? place : undefined);
  yield* expandInto(shell, word, sink, place === 'assignment' ? place : 'word');
  return sink.text;
}

/** Expands a word to a pattern, in which what was quoted stands for itself. */
export function* expandPattern(shell: Shell, word: Word, quote?: (text: string) => string): Expanding<string> {
  const sink = quote === undefined ? new PatternSink() : new PatternSink(quote);
  yield* expandInto(shell, word, sink, 'word');
  return sink.text;
}

/** Expands a word into a sink. */
export function* expandInto(shell: Shell, word: Word, sink: Sink, place: 'word' | 'assignment' | 'operand'): Expanding {
  const parts = word.parts;
  if (parts === undefined) {
    emitLiteral(shell, word.text, sink, true, place);
    return;
  }
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] as WordPart;
    if (part.type === 'Literal') emitLiteral(shell, part.text, sink, at === 0, place);
    else yield* expandPart(shell, part, sink, false);
  }
}

/** Text outside quotes: tilde prefixes, backslashes and, in the operand of an unquoted expansion, splitting. */
function emitLiteral(
  shell: Shell,
  text: string,
  sink: Sink,
  first: boolean,
  place: 'word' | 'assignment' | 'operand',
): void {
  let rest = text;
  if (rest.includes('~')) {
    if (place === 'assignment') rest = expandColonTildes(shell, rest, sink, first);
    else if (first && rest.startsWith('~')) rest = emitTilde(shell, rest, sink, '/');
  }
  if (place === 'operand' && sink.splits) emitUnquoted(rest, sink, (each) => sink.split(each));
  else emitUnquoted(rest, sink, (each) => sink.literal(each));
}

function emitTilde(shell: Shell, text: string, sink: Sink, ends: string): string {
  const prefix = tildePrefix(shell, text, ends);
  if (prefix === undefined) return text;
  sink.quoted(prefix.directory);
  return text.slice(prefix.length);
}

function expandColonTildes(shell: Shell, text: string, sink: Sink, first: boolean): string {
  const pieces = text.split(':');
  for (let at = 0; at < pieces.length; at += 1) {
    let piece = pieces[at] as string;
    if ((at > 0 || first) && piece.startsWith('~')) piece = emitTilde(shell, piece, sink, '/:');
    emitUnquoted(at < pieces.length - 1 ? `${piece}:` : piece, sink, (each) => sink.literal(each));
  }
  return '';
}

/** Backslashes quote the next character; a backslash before a newline vanishes with it. */
function emitUnquoted(text: string, sink: Sink, emit: (text: string) => void): void {
  let from = 0;
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', from)) {
    if (at > from) emit(text.slice(from, at));
    if (at + 1 >= text.length) {
      sink.quoted('\\');
      return;
    }
    if (text[at + 1] !== '\n') sink.quoted(text[at + 1] as string);
    from = at + 2;
  }
  if (from < text.length) emit(text.slice(from));
}

/** Expands one part of a word; `quoted` inside double quotes and here-documents. */
export function* expandPart(shell: Shell, part: WordPart, sink: Sink, quoted: boolean): Expanding {
  switch (part.type) {
    case 'Literal':
      if (quoted) sink.quoted(part.value);
      else emitUnquoted(part.text, sink, (each) => sink.literal(each));
      return;
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      sink.quoted(part.value);
      return;
    case 'DoubleQuoted':
    case 'LocaleString':
      yield* expandQuoted(shell, part.parts, sink);
      return;
    case 'SimpleExpansion':
      expandSimple(shell, part.text.slice(1), sink, quoted);
      return;
    case 'ParameterExpansion':
      yield* expandParameter(shell, part, sink, quoted);
      return;
    case 'CommandExpansion':
      emit(sink, yield* substituteCommand(shell, part), quoted);
      return;
    case 'ArithmeticExpansion': {
      const text = yield* arithmeticText(shell, part);
      emit(sink, String(evaluateArithmetic(shell, text)), quoted);
      return;
    }
    case 'ProcessSubstitution':
      sink.quoted(yield* substituteProcess(shell, part));
      return;
    default:
      yield* expandPatternPart(shell, part, sink);
  }
}

type PatternPart = Extract<WordPart, { type: 'Glob' | 'ExtendedGlob' | 'BraceExpansion' }>;

/** Parts that look like patterns: their own expansions are done, the rest is text. */
function* expandPatternPart(shell: Shell, part: PatternPart, sink: Sink): Expanding {
  if (part.parts === undefined || part.parts.every((each) => each.type === 'Literal')) {
    emitUnquoted(part.text, sink, (each) => sink.literal(each));
    return;
  }
  const opening = part.type === 'ExtendedGlob' ? 2 : 1;
  sink.literal(part.text.slice(0, opening));
  for (const each of part.parts) yield* expandPart(shell, each, sink, false);
  sink.literal(part.text.slice(-1));
}

/** The inside of double quotes. `"$@"` without parameters makes no field; any other quoted text does. */
export function* expandQuoted(shell: Shell, parts: readonly WordPart[], sink: Sink): Expanding {
  const hasList = parts.some(isList);
  if (!(parts.length === 1 && isListItself(parts[0] as WordPart))) sink.quoted('');
  const { besideList } = sink;
  sink.besideList = hasList && parts.length > 1;
  for (const part of parts) yield* expandPart(shell, part, sink, true);
  sink.besideList = besideList === true;
}

/** The text of a here-document. */
export function* expandDocument(shell: Shell, parts: readonly WordPart[]): Expanding<string> {
  const sink = new TextSink('document');
  sink.besideList = parts.some(isList);
  for (const part of parts) yield* expandPart(shell, part, sink, true);
  return sink.text;
}

/** True for what may expand to several fields: `$@`, `${a[@]}`, what is made of them and what they stand in behind `:-`. */
function isList(part: WordPart): boolean {
  if (isListItself(part)) return true;
  if (part.type !== 'ParameterExpansion' || part.prefix === '#') return false;
  return part.operation?.type === 'Default' && (part.operation.operand.parts ?? []).some(isList);
}

/** True for `$@`, `${a[@]}` and what is made of them: they may expand to no field at all. */
function isListItself(part: WordPart): boolean {
  if (part.type === 'SimpleExpansion') return part.text === '$@';
  if (part.type !== 'ParameterExpansion' || part.prefix === '#') return false;
  return part.parameter === '@' || part.index?.text === '@';
}

function emit(sink: Sink, text: string, quoted: boolean): void {
  if (quoted) sink.quoted(text);
  else sink.split(text);
}
