import type { ProcessSubstitutionPart } from 'unbash';
import { runSubshell } from '../commands/subshell.ts';
import { executeStatements } from '../interpreter.ts';
import type { OpenFile } from '../open-file.ts';
import type { Shell } from '../shell.ts';
import type { Expanding } from './word.ts';

/**
 * The path that stands for a process substitution (bash manual, "Process Substitution"). Unlike in bash the commands of
 * `<(…)` run to their end before the command that reads them, those of `>(…)` after the command that writes to them.
 */
export function* substituteProcess(shell: Shell, part: ProcessSubstitutionPart): Expanding<string> {
  const fd = shell.substitutions;
  shell.substitutions -= 1;
  const child = shell.fork();
  const statements = part.script?.commands ?? [];
  if (part.operator === '<') {
    const output: Extract<OpenFile, { kind: 'capture' }> = { kind: 'capture', text: '', holders: 0 };
    child.state.files.set(1, output);
    yield* runSubshell(child, executeStatements(child, statements));
    shell.state.files.set(fd, { kind: 'text', rest: output.text });
  } else {
    shell.state.files.set(fd, { kind: 'capture', text: '', holders: 0 });
  }
  shell.pendingSubstitutions.push(function* () {
    const file = shell.state.files.get(fd);
    shell.state.files.delete(fd);
    if (file?.kind !== 'capture') return;
    child.state.files.set(0, { kind: 'text', rest: file.text });
    yield* runSubshell(child, executeStatements(child, statements));
  });
  return `/dev/fd/${fd}`;
}

/** Ends the process substitutions of a command that has ended: what was written to `>(…)` is read now. */
export function* finishSubstitutions(shell: Shell): Expanding {
  const pending = shell.pendingSubstitutions;
  shell.pendingSubstitutions = [];
  for (const each of pending) yield* each();
  shell.substitutions = 63;
}
