import type { CommandExpansionPart, ParsedScript, Statement } from 'unbash';
import type { Running } from '../../userland/process.ts';
import { runSubshell, untilKilled } from '../commands/subshell.ts';
import { executeStatements } from '../interpreter.ts';
import { openFailure, openForReading } from '../open.ts';
import { hold, type OpenFile, take } from '../open-file.ts';
import { parseProgram } from '../parse.ts';
import { runProgram } from '../program.ts';
import { warnOfDocuments } from '../reading.ts';
import type { Shell } from '../shell.ts';
import { Source } from '../source.ts';
import { BackquotedSource, SubstitutionSource } from '../substitution-source.ts';
import { type Expanding, expandText } from './word.ts';

/** What the commands of `$(…)` or backquotes write, without the newlines at its end (bash manual, "Command Substitution"). */
export function* substituteCommand(shell: Shell, part: CommandExpansionPart): Expanding<string> {
  const { script } = part;
  if (script === undefined) return '';
  const only = script.commands.length === 1 ? script.commands[0] : undefined;
  const content = only === undefined ? undefined : yield* fileContent(shell, only);
  if (content !== undefined) return withoutNewlines(content);
  const child = shell.fork();
  child.traceDepth += 1;
  if (!shell.state.shopts.has('inherit_errexit')) child.state.options.delete('errexit');
  child.source = sourceOf(shell, part, script);
  warnOfDocuments(child, script.commands);
  const body =
    script.errors === undefined || script.errors.length === 0 || part.text.startsWith('$')
      ? executeStatements(child, script.commands)
      : runBroken(child, part.text.slice(1, -1));
  return yield* captureOutput(shell, child, body);
}

/** Its text, which is one of its own inside double quotes, and how its lines are counted. */
function sourceOf({ source, line }: Shell, part: CommandExpansionPart, script: ParsedScript): Source {
  const whole = script.source === undefined ? undefined : source.origin(part.pos, part.end);
  const text = script.source ?? source.text;
  if (part.text.startsWith('$')) return new SubstitutionSource(text, script.commands, source, line, whole);
  if (script.source === undefined) return new BackquotedSource(source, part.pos, line);
  return new Source(text, undefined, whole, line, source.prefix, source.file);
}

/** Backquotes are read when they are expanded: up to the line of the error. */
function runBroken(child: Shell, text: string) {
  const { whole, prefix, file } = child.source;
  child.source = new Source(text, undefined, whole, child.line, prefix, file);
  return runProgram(child, parseProgram(text));
}

/** Runs a subshell with its standard output in a buffer; the status is left in `shell.substitutionStatus`. */
export function* captureOutput(shell: Shell, child: Shell, body: Running): Expanding<string> {
  const capture: Extract<OpenFile, { kind: 'capture' }> = { kind: 'capture', text: '', holders: 0 };
  child.state.files.set(1, capture);
  child.isCaptured = true;
  shell.session.budget.enter();
  try {
    hold(capture, 1);
    shell.substitutionStatus = yield* untilKilled(child, runSubshell(child, body));
    hold(capture, -1);
    // Background jobs that hold the pipe keep bash reading.
    if (capture.holders > 0) yield { ready: () => capture.holders === 0 };
  } finally {
    shell.session.budget.leave();
  }
  shell.state.status = shell.substitutionStatus;
  if (!capture.text.includes('\0')) return withoutNewlines(capture.text);
  shell.complain('warning: command substitution: ignored null byte in input');
  return withoutNewlines(capture.text.replaceAll('\0', ''));
}

function withoutNewlines(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 10) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** `$(<file)`: the content without a command. */
function* fileContent(shell: Shell, statement: Statement): Expanding<string | undefined> {
  const { command } = statement;
  if (command.type !== 'Command' || command.name !== undefined || command.prefix.length !== 1) return undefined;
  const redirect = command.prefix[0];
  if (redirect?.type !== 'Redirect' || redirect.operator !== '<' || redirect.target === undefined) return undefined;
  if (redirect.descriptor !== undefined) return undefined;
  const path = yield* expandText(shell, redirect.target);
  const file = openForReading(shell, path);
  if (!file.ok) {
    shell.failWith(openFailure(path, file.error));
    shell.substitutionStatus = 1;
    return '';
  }
  shell.substitutionStatus = 0;
  return take(file.value, shell) ?? '';
}
