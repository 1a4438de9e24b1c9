import type { Statement } from 'unbash';
import type { Running, Wait } from '../userland/process.ts';
import { Exit, ExpansionFailed } from './control.ts';
import { extendedPatternIn } from './extended-patterns.ts';
import { executeStatement } from './interpreter.ts';
import { type Program, parseProgram } from './parse.ts';
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
  between: (statement: Statement | undefined, index: number) => Wait | boolean | undefined = () => undefined,
): Running {
  const { statements } = program;
  let status = 0;
  let read = -1;
  let aliased: Source | undefined;
  for (let at = from; at < statements.length; at += 1) {
    const statement = statements[at] as Statement;
    const isFirst = at > read;
    const wait = between(statement, at);
    if (isFirst && wait === false) return status;
    if (typeof wait === 'object') yield wait;
    if (isFirst) {
      read = lastOnLine(shell, statements, at);
      const line = startLine(shell, program, at, read);
      if (line !== undefined && !(line instanceof Source)) return refuse(shell, line);
      aliased = line;
    }
    if (shell.option('noexec')) continue;
    try {
      if (aliased === undefined) status = yield* executeStatement(shell, statement);
      else {
        at = read;
        status = yield* runRead(shell, aliased);
      }
    } catch (thrown) {
      if (!(thrown instanceof ExpansionFailed)) throw thrown;
      status = 1;
      shell.state.status = status;
      if (shell.option('errexit') && !thrown.onlyDiscards) throw new Exit(status);
      at = lastOnLine(shell, statements, at);
    }
  }
  if (between(undefined, statements.length) === false) return status;
  if (shell.option('verbose'))
    echoInput(shell, shell.source.text.slice(readBefore(shell, statements, statements.length)));
  return program.error === undefined ? status : refuse(shell, program.error);
}

/**
 * What bash does when it reads the line of some statements, before it runs the first: an error for what cannot be read,
 * another text where aliases stand for their commands.
 */
function startLine(shell: Shell, program: Program, at: number, last: number): BashSyntaxError | Source | undefined {
  const { statements } = program;
  const line = statements.slice(at, last + 1);
  if (program.isExtended) {
    const error = refusedPattern(shell, line);
    if (error !== undefined) return error;
  }
  const { text } = shell.source;
  const end = () => lineEnd(text, statements[last] as Statement);
  if (shell.option('verbose')) echoInput(shell, text.slice(readBefore(shell, statements, at), end()));
  if (last === statements.length - 1) warnOfDocuments(shell, line);
  if (shell.state.aliases.size === 0) return undefined;
  return withoutAliases(shell, { statements: line, start: (statements[at] as Statement).pos, end: end() });
}

/** The offset up to which bash has read before the line of a statement. */
function readBefore({ source }: Shell, statements: readonly Statement[], at: number): number {
  const previous = statements[at - 1];
  return previous === undefined ? 0 : lineEnd(source.text, previous);
}

/** Runs a line in which aliases have been expanded. */
function* runRead(shell: Shell, line: Source): Running {
  const { source } = shell;
  shell.source = line;
  try {
    const program = parseProgram(line.text);
    let status = 0;
    for (const statement of program.statements) status = yield* executeStatement(shell, statement);
    return program.error === undefined ? status : refuse(shell, program.error);
  } finally {
    shell.source = source;
  }
}

/** Ends with what bash says of a text it cannot read on. */
function refuse(shell: Shell, error: BashSyntaxError): number {
  reportSyntaxError(shell, error);
  if (error.isEnd && shell.source.reader === '') return shell.state.status;
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
function lastOnLine(shell: Shell, statements: readonly Statement[], at: number): number {
  let last = at;
  while (last + 1 < statements.length) {
    const next = statements[last + 1] as Statement;
    if (shell.source.text.slice((statements[last] as Statement).end, next.pos).includes('\n')) break;
    last += 1;
  }
  return last;
}

function reportSyntaxError(shell: Shell, error: BashSyntaxError): void {
  const { source } = shell;
  const { text } = source;
  shell.position = error.at;
  const prefix = shell.messagePrefix(source.reader).replace(/\d+: $/, '');
  const line = error.atEnd ? source.firstLine + countLines(text) : source.lineAt(error.at);
  const origin = source.origin(error.start, error.end);
  const { message = 'syntax error in conditional expression' } = error;
  if (origin !== undefined) shell.session.observer.syntaxError(message, origin);
  if (error.message !== undefined) shell.put(2, `${prefix}${line}: ${error.message}\n`);
  // With `set -e` bash has ended before it shows the line.
  if (error.line !== undefined && !shell.option('errexit')) shell.put(2, `${prefix}${line}: \`${error.line}'\n`);
}

/** The lines of a text, whether or not the last one is ended. */
function countLines(text: string): number {
  const breaks = text.split('\n').length - 1;
  return text.endsWith('\n') ? breaks : breaks + 1;
}
