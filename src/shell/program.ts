import type { Statement } from 'unbash';
import type { Running } from '../userland/process.ts';
import { Exit, ExpansionFailed } from './control.ts';
import { extendedPatternIn } from './extended-patterns.ts';
import { executeStatement } from './interpreter.ts';
import type { Program } from './parse.ts';
import type { Shell } from './shell.ts';
import { type BashSyntaxError, syntaxErrorOf } from './syntax-error.ts';

/** The exit status of a text that bash cannot read. */
const SYNTAX_STATUS = 2;

/**
 * Runs a text from one of its statements on: the script, or a string of `eval`, `trap`, `source`. An expansion that fails
 * discards the rest of its line. `between` is called before each statement.
 */
export function* runProgram(
  shell: Shell,
  program: Program,
  from = 0,
  between: (statement: Statement, index: number) => void = () => {},
): Running {
  let status = 0;
  let read = -1;
  for (let at = from; at < program.statements.length; at += 1) {
    const statement = program.statements[at] as Statement;
    if (program.isExtended && at > read) {
      read = lastOnLine(shell, program.statements, at);
      const error = refusedPattern(shell, program.statements.slice(at, read + 1));
      if (error !== undefined) return refuse(shell, error);
    }
    between(statement, at);
    try {
      status = yield* executeStatement(shell, statement);
    } catch (thrown) {
      if (!(thrown instanceof ExpansionFailed)) throw thrown;
      status = 1;
      shell.state.status = status;
      if (shell.option('errexit') && !thrown.onlyDiscards) throw new Exit(status);
      at = lastOnLine(shell, program.statements, at);
    }
  }
  return program.error === undefined ? status : refuse(shell, program.error);
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
