import type { Statement } from 'unbash';
import type { Running } from '../userland/process.ts';
import { Exit, ExpansionFailed } from './control.ts';
import { executeStatement } from './interpreter.ts';
import type { Program } from './parse.ts';
import type { Shell } from './shell.ts';
import type { BashSyntaxError } from './syntax-error.ts';

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
  for (let at = from; at < program.statements.length; at += 1) {
    const statement = program.statements[at] as Statement;
    between(statement, at);
    try {
      status = yield* executeStatement(shell, statement);
    } catch (thrown) {
      if (!(thrown instanceof ExpansionFailed)) throw thrown;
      status = 1;
      shell.state.status = status;
      if (shell.option('errexit')) throw new Exit(status);
      at = lastOnLine(shell, program.statements, at);
    }
  }
  if (program.error === undefined) return status;
  reportSyntaxError(shell, program.error);
  shell.state.status = SYNTAX_STATUS;
  return SYNTAX_STATUS;
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
  if (origin !== undefined) shell.session.observer.syntaxError(error.message, origin);
  shell.put(2, `${prefix}${line}: ${error.message}\n`);
  if (error.line !== undefined) shell.put(2, `${prefix}${line}: \`${error.line}'\n`);
}

/** The lines of a text, whether or not the last one is ended. */
function countLines(text: string): number {
  const breaks = text.split('\n').length - 1;
  return text.endsWith('\n') ? breaks : breaks + 1;
}
