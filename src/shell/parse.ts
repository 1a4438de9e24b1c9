import { forEachChild, type ParsedScript, parse as parseBash, type Statement, type SyntaxNode } from 'unbash';
import { changedPart } from './changed-part.ts';
import { documentsEnd } from './here-documents.ts';
import { type BashSyntaxError, syntaxErrorOf } from './syntax-error.ts';

/** A text that was read, or a part of one, and where it stands in a program's text now. */
export interface Part {
  readonly text: string;
  /** What is added to its offsets, and to its lines. */
  readonly by: number;
  readonly lines: number;
}

/** A statement of a program's top level: a tree in the offsets of a part, which stands somewhere in the program's text. */
export class PlacedStatement {
  constructor(
    readonly node: Statement,
    readonly part: Part,
  ) {}

  get pos(): number {
    return this.node.pos + this.part.by;
  }

  get end(): number {
    return this.node.end + this.part.by;
  }
}

/** A text as a program: the statements that bash would run, and the error at which it stops reading. */
export interface Program {
  readonly text: string;
  /** All that was read, also behind an error. */
  readonly read: readonly PlacedStatement[];
  readonly statements: readonly PlacedStatement[];
  readonly error: BashSyntaxError | undefined;
  /** True where extended patterns may be written in it. */
  readonly isExtended: boolean;
}

/** Characters of text whose programs are kept: enough for what a loop evaluates again and again. */
const CACHE_LIMIT = 200_000;
const cache = new Map<string, Program>();
let cached = 0;

/**
 * Parses a text; the same text is parsed once. bash reads and runs a script line by line, so the statements on the
 * complete lines before a syntax error are there.
 */
export function parseProgram(text: string): Program {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const program = readWhole(text);
  cached += text.length;
  if (cached > CACHE_LIMIT) {
    cache.clear();
    cached = text.length;
  }
  cache.set(text, program);
  return program;
}

let latest: Program | undefined;

/** Parses the text of a lab. Of a version of the lab that was parsed last only what is another there is read. */
export function parseLab(text: string): Program {
  if (latest?.text !== text) latest = (latest && readEdited(latest, text)) ?? readWhole(text);
  return latest;
}

const EXTENDED = /[?*+@!]\(/;

/** Parses a text as a whole. */
export function readWhole(text: string): Program {
  const isExtended = EXTENDED.test(text);
  const script = parseBash(text);
  const part = { text, by: 0, lines: 0 };
  const placed = (statements: readonly Statement[]) => statements.map((each) => new PlacedStatement(each, part));
  const read = placed(script.commands);
  const [first, ...others] = errorsOf(script, SUBSTITUTION.test(text));
  if (first === undefined) return { text, read, statements: read, error: undefined, isExtended };
  // Of a `[[` that it cannot read, the parser says first what it stumbles over.
  const inTest = others.find(({ message }) => message.includes("']]' to close"));
  // Of what does not end, the innermost is what bash was reading.
  const inner = /^unterminated/.test(first.message)
    ? others.findLast(({ message }) => /^unterminated (command|process|parameter)/.test(message))
    : undefined;
  const blamed = inner ?? first;
  const known = syntaxErrorOf(text, (inTest ?? blamed).message, blamed.pos);
  const isConditional = known.more !== undefined;
  const error = isConditional && first.isSubstituted ? { ...known, isEnd: false, status: 1 } : known;
  return { text, read, statements: placed(statementsBefore(text, script, first.pos)), error, isExtended };
}

/** Parts that a program may be made of; with more of them it is read as a whole again. */
const MOST_PARTS = 32;

/**
 * Parses a text by reading only the lines that differ from another, whose program is known: between two statements, at
 * the beginning of a line, bash remembers nothing of what it has read. Undefined where it cannot be told so easily where
 * that is: with errors, here-documents and extended patterns, and behind a line that is continued.
 */
export function readEdited(old: Program, text: string): Program | undefined {
  if (old.error !== undefined || isIntricate(old.text) || isIntricate(text)) return undefined;
  const { start, oldEnd, newEnd } = changedPart(old.text, text);
  const by = newEnd - oldEnd;
  const [first, from] = lastBorder(old, start);
  const [next, to] = nextBorder(old, first, oldEnd);
  if (isContinued(text, from) || isContinued(text, to + by)) return undefined;
  const lines = text.slice(from, to + by);
  if (lines.length > text.length / 2) return undefined;
  const script = parseBash(lines);
  if (errorsOf(script, SUBSTITUTION.test(lines)).length > 0) return undefined;
  // Some things may go on without an end, and without an error.
  if (to < old.text.length && (script.commands.at(-1)?.end ?? 0) >= lines.length) return undefined;
  const part = { text: lines, by: from, lines: lineEnds(text.slice(0, from)) };
  const between = script.commands.map((each) => new PlacedStatement(each, part));
  const moreLines = lineEnds(text.slice(start, newEnd)) - lineEnds(old.text.slice(start, oldEnd));
  const behind = moved(old.statements.slice(next), by, moreLines);
  const statements = [...old.statements.slice(0, first), ...between, ...behind];
  if (new Set(statements.map((each) => each.part)).size > MOST_PARTS) return undefined;
  return { text, read: statements, statements, error: undefined, isExtended: false };
}

const isIntricate = (text: string): boolean => text.includes('<<') || EXTENDED.test(text);
const lineStart = (text: string, offset: number): number => (offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1);
const isContinued = (text: string, start: number): boolean => start > 1 && text[start - 2] === '\\';

function lineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** The beginning of the last line up to an offset at which no statement is under way, and the first statement behind it. */
function lastBorder({ text, statements }: Program, offset: number): [statement: number, border: number] {
  let border = lineStart(text, offset);
  let index = statements.length;
  while (index > 0 && statements[index - 1]!.end >= border) {
    index -= 1;
    border = Math.min(border, lineStart(text, statements[index]!.pos));
  }
  return [index, border];
}

/** The beginning of the first line behind an offset that begins with a statement, and that statement; else the end. */
function nextBorder({ text, statements }: Program, from: number, offset: number): [statement: number, border: number] {
  for (let index = from; index < statements.length; index += 1) {
    const { pos } = statements[index]!;
    if (pos <= offset) continue;
    const border = lineStart(text, pos);
    if (border > offset && (statements[index - 1]?.end ?? 0) < border) return [index, border];
  }
  return [statements.length, text.length];
}

function moved(statements: readonly PlacedStatement[], by: number, lines: number): readonly PlacedStatement[] {
  if (by === 0 && lines === 0) return statements;
  const parts = new Map<Part, Part>();
  return statements.map(({ node, part }) => {
    let now = parts.get(part);
    if (now === undefined) {
      now = { text: part.text, by: part.by + by, lines: part.lines + lines };
      parts.set(part, now);
    }
    return new PlacedStatement(node, now);
  });
}

const SUBSTITUTION = /[$<>]\(/;

interface ParserError {
  readonly message: string;
  readonly pos: number;
  /** True inside a substitution. */
  readonly isSubstituted: boolean;
}

/** The parser's errors in the order of the text, those inside substitutions included: bash reads these together with the command. */
function errorsOf(script: ParsedScript, hasSubstitution: boolean): readonly ParserError[] {
  const errors: ParserError[] = [];
  const take = (of: ParsedScript, isSubstituted: boolean) => {
    for (const error of of.errors ?? []) errors.push({ ...error, isSubstituted });
  };
  const look = (node: SyntaxNode) => {
    if (node.type === 'Script') take(node as ParsedScript, node !== script);
    // The text between backquotes is read only when it is expanded.
    if (node.type !== 'CommandExpansion' || node.text.startsWith('$')) forEachChild(node, look);
  };
  if (hasSubstitution) look(script);
  else take(script, false);
  return errors.sort((left, right) => left.pos - right.pos);
}

/** The statements on lines that were complete before the place where reading failed. */
function statementsBefore(text: string, script: ParsedScript, failure: number): readonly Statement[] {
  for (let count = script.commands.length; count > 0; count -= 1) {
    const last = script.commands[count - 1] as Statement;
    if (last.end > failure) continue;
    const next = script.commands[count]?.pos ?? failure;
    const end = text.indexOf('\n', Math.max(last.end, documentsEnd(last, 0)));
    if (end < 0 || end >= Math.max(next, failure)) continue;
    const before = parseBash(text.slice(0, end + 1));
    if (before.errors === undefined || before.errors.length === 0) return before.commands.slice(0, count);
  }
  return [];
}
