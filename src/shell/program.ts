import type { Statement } from 'unbash';
import type { Running, Wait } from '../userland/process.ts';
import { Exit, ExpansionFailed } from './control.ts';
import { extendedPatternIn } from './extended-patterns.ts';
import { executeStatement } from './interpreter.ts';
import { type PlacedStatement, type Program, parseProgram } from './parse.ts';
import { PartSources } from './part-sources.ts';
import { echoInput, lineEnd, warnOfDocuments, withoutAliases } from './reading.ts';
import type { Shell } from './shell.ts';
import { Source } from './source.ts';
import { type BashSyntaxError, syntaxErrorOf } from './syntax-error.ts';

/** The exit status of a text that bash cannot read. */
const SYNTAX_STATUS = 2;

/**
 * Runs a text from one of its statements on: the script, or a string of `eval`, `trap`, `source`. An expansion that fails
 * discards the rest of its line. `between` is called before each statement, which waits for what it returns, and at the
 * end; before the first statement of a line it ends the run when it answers false.
 */
export function* runProgram(
  shell: Shell,
  program: Program,
  from = 0,
  between: (statement: PlacedStatement | undefined, index: number) => Wait | boolean | undefined = () => undefined,
): Running {
  const { text, statements } = program;
  const sources = new PartSources(program, shell.source);
  let status = 0;
  let read = -1;
  let aliased: Source | undefined;
  for (let at = from; at < statements.length; at += 1) {
    const statement = statements[at]!;
    const isFirst = at > read;
    const wait = between(statement, at);
    if (isFirst && wait === false) return status;
    if (typeof wait === 'object') yield wait;
    if (isFirst) {
      read = lastOnLine(text, statements, at);
      const line = startLine(shell, program, at, read, sources.of(statement));
      if (line !== undefined && !(line instanceof Source)) return refuse(shell, line);
      aliased = line;
    }
    if (shell.option('noexec')) continue;
    try {
      if (aliased === undefined) status = yield* executePlaced(shell, sources, statement);
      else {
        at = read;
        status = yield* runRead(shell, aliased);
      }
    } catch (thrown) {
      if (!(thrown instanceof ExpansionFailed)) throw thrown;
      status = 1;
      shell.state.status = status;
      if (shell.option('errexit') && !thrown.onlyDiscards) throw new Exit(status);
      if (thrown.endsString && shell.fromString && shell.source.file === undefined) return status;
      at = lastOnLine(text, statements, at);
    }
  }
  if (between(undefined, statements.length) === false) return status;
  if (shell.option('verbose')) echoInput(shell, text.slice(readBefore(text, statements, statements.length)));
  return program.error === undefined ? status : refuse(shell, program.error);
}

/** Executes a statement in the offsets of the part that it was read in. */
function* executePlaced(shell: Shell, sources: PartSources, statement: PlacedStatement): Running {
  const { source } = shell;
  shell.source = sources.of(statement);
  try {
    return yield* executeStatement(shell, statement.node);
  } finally {
    shell.source = source;
    shell.position += statement.part.by;
  }
}

/**
 * What bash does when it reads the line of some statements, before it runs the first: an error for what cannot be read,
 * another text where aliases stand for their commands.
 */
function startLine(
  shell: Shell,
  { text, statements, isExtended }: Program,
  at: number,
  last: number,
  source: Source,
): BashSyntaxError | Source | undefined {
  const line = statements.slice(at, last + 1).map(({ node }) => node);
  if (isExtended) {
    const error = refusedPattern(shell, line);
    if (error !== undefined) return error;
  }
  const end = () => lineEnd(text, statements[last]!);
  if (shell.option('verbose')) echoInput(shell, text.slice(readBefore(text, statements, at), end()));
  if (last === statements.length - 1) warnOfDocuments(shell, line);
  if (shell.state.aliases.size === 0) return undefined;
  const { node, part } = statements[at]!;
  return withoutAliases(shell, { source, statements: line, start: node.pos, end: end() - part.by });
}

/** The offset up to which bash has read before the line of a statement. */
function readBefore(text: string, statements: readonly PlacedStatement[], at: number): number {
  const previous = statements[at - 1];
  return previous === undefined ? 0 : lineEnd(text, previous);
}

/** Runs a line in which aliases have been expanded. */
function* runRead(shell: Shell, line: Source): Running {
  const { source } = shell;
  shell.source = line;
  try {
    const program = parseProgram(line.text);
    let status = 0;
    for (const { node } of program.statements) status = yield* executeStatement(shell, node);
    return program.error === undefined ? status : refuse(shell, program.error);
  } finally {
    shell.source = source;
  }
}

/** Ends with what bash says of a text it cannot read on. */
function refuse(shell: Shell, error: BashSyntaxError): number {
  reportSyntaxError(shell, error);
  const isNested = shell.source.reader === 'eval' || shell.calls.at(-1)?.kind === 'file';
  if (error.isEnd && !isNested) return shell.state.status || (error.status ?? 0);
  shell.state.status = error.status ?? SYNTAX_STATUS;
  return shell.state.status;
}

/** A parenthesis that would belong to an extended pattern, had `extglob` been on when the line was read. */
function refusedPattern(shell: Shell, statements: readonly Statement[]): BashSyntaxError | undefined {
  if (shell.state.shopts.has('extglob')) return undefined;
  const { text } = shell.source;
  for (const statement of statements) {
    const at = extendedPatternIn(statement);
    if (at >= 0) return syntaxErrorOf(text, 'unexpected token', at + 1);
  }
  return undefined;
}

/** The last of the statements that bash read together with this one. */
function lastOnLine(text: string, statements: readonly PlacedStatement[], at: number): number {
  let last = at;
  while (last + 1 < statements.length) {
    if (text.slice(statements[last]!.end, statements[last + 1]!.pos).includes('\n')) break;
    last += 1;
  }
  return last;
}

function reportSyntaxError(shell: Shell, error: BashSyntaxError): void {
  const { source } = shell;
  const { text } = source;
  shell.position = error.at;
  const prefix = shell.messagePrefix(source.reader).replace(/\d+: $/, '');
  const lineOf = (at: number | undefined) =>
    at === undefined ? source.firstLine + countLines(text) : source.lineAt(at);
  const line = lineOf(error.atEnd ? undefined : error.at);
  const origin = source.origin(error.start, error.end);
  const { message = 'syntax error in conditional expression' } = error;
  if (origin !== undefined) shell.session.observer.syntaxError(message, origin);
  if (error.message !== undefined) shell.put(2, `${prefix}${line}: ${error.message}\n`);
  for (const { text, at } of error.more ?? []) shell.put(2, `${prefix}${lineOf(at)}: ${text}\n`);
  // With `set -e` bash has ended before it shows the line.
  if (error.line !== undefined && !shell.option('errexit')) shell.put(2, `${prefix}${line}: \`${error.line}'\n`);
}

/** The lines of a text, whether or not the last one is ended. */
function countLines(text: string): number {
  const breaks = text.split('\n').length - 1;
  return text.endsWith('\n') ? breaks : breaks + 1;
}
