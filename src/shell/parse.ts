import { forEachChild, type ParsedScript, parse as parseBash, type Statement, type SyntaxNode } from 'unbash';
import { documentsEnd } from './here-documents.ts';
import { type BashSyntaxError, syntaxErrorOf } from './syntax-error.ts';

/** A text as a program: the statements that bash would run, and the error at which it stops reading. */
export interface Program {
  /** All that was read, also behind an error. */
  readonly script: ParsedScript;
  readonly statements: readonly Statement[];
  readonly error: BashSyntaxError | undefined;
  /** True where extended patterns may be written in it. */
  readonly isExtended: boolean;
}

/** Characters of text whose programs are kept: enough for what a loop evaluates again and again, and for few versions of a lab. */
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
  const program = read(text);
  cached += text.length;
  if (cached > CACHE_LIMIT) {
    cache.clear();
    cached = text.length;
  }
  cache.set(text, program);
  return program;
}

function read(text: string): Program {
  const isExtended = /[?*+@!]\(/.test(text);
  const script = parseBash(text);
  const first = firstError(script, /[$<>]\(/.test(text));
  if (first === undefined) return { script, statements: script.commands, error: undefined, isExtended };
  const inTest = (script.errors ?? []).find(({ message }) => message.includes("']]' to close"));
  const { message } = first.pos <= (inTest?.pos ?? -1) && inTest !== undefined ? inTest : first;
  const error = syntaxErrorOf(text, message, first.pos);
  return { script, statements: statementsBefore(text, script, first.pos), error, isExtended };
}

/** The first error, those inside substitutions included: bash reads these together with the command. */
function firstError(script: ParsedScript, hasSubstitution: boolean): { message: string; pos: number } | undefined {
  let first: { message: string; pos: number } | undefined;
  const look = (node: SyntaxNode) => {
    if (node.type === 'Script') {
      for (const error of (node as ParsedScript).errors ?? []) {
        if (first === undefined || error.pos < first.pos) first = error;
      }
    }
    // The text between backquotes is read only when it is expanded.
    if (node.type !== 'CommandExpansion' || node.text.startsWith('$')) forEachChild(node, look);
  };
  if (hasSubstitution) look(script);
  else for (const error of script.errors ?? []) if (first === undefined || error.pos < first.pos) first = error;
  return first;
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
