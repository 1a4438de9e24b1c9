import type { ProcessSubstitutionPart } from 'unbash';
import { startTask } from '../commands/job.ts';
import { runSubshell, untilKilled } from '../commands/subshell.ts';
import { executeStatements } from '../interpreter.ts';
import { hold, type OpenFile } from '../open-file.ts';
import { Pipe } from '../pipe.ts';
import type { Task } from '../scheduler.ts';
import type { Shell } from '../shell.ts';
import { SubstitutionSource } from '../substitution-source.ts';
import type { Expanding } from './word.ts';

/**
 * The path that stands for a process substitution (bash manual, "Process Substitution"). Unlike in bash the commands of
 * `<(…)` run to their end before the command that reads them, unless that is a redirection (`readBeside`). Those of `>(…)` run beside it, and the shell waits for them
 * unless `exec` has made the pipe its own.
 */
export function* substituteProcess(shell: Shell, part: ProcessSubstitutionPart): Expanding<string> {
  const fd = shell.substitutions;
  shell.substitutions -= 1;
  const child = forked(shell, part);
  // It does not hold the pipes of those before it open.
  for (let other = fd + 1; other <= 63; other += 1) child.state.files.delete(other);
  if (part.operator === '<') {
    const output: Extract<OpenFile, { kind: 'capture' }> = { kind: 'capture', text: '', holders: 0 };
    child.state.files.set(1, output);
    const body = executeStatements(child, part.script?.commands ?? []);
    const status = yield* untilKilled(child, runSubshell(child, body));
    shell.state.lastJob = child.pid;
    shell.state.ended.set(child.pid, status);
    shell.state.files.set(fd, { kind: 'text', rest: output.text });
    shell.pendingSubstitutions.push(() => closed(shell, fd));
    return `/dev/fd/${fd}`;
  }
  const pipe = new Pipe();
  const end: OpenFile = { kind: 'writing', pipe };
  child.state.files.set(0, { kind: 'reading', pipe });
  const task = startBeside(shell, child, part);
  hold(end, 1);
  shell.state.files.set(fd, end);
  shell.pendingSubstitutions.push(function* () {
    shell.state.files.delete(fd);
    if ([...shell.state.files.values()].includes(end)) {
      shell.kept.push(end);
      return;
    }
    hold(end, -1);
    yield { ready: () => task.done };
  });
  return `/dev/fd/${fd}`;
}

function* closed(shell: Shell, fd: number): Expanding {
  shell.state.files.delete(fd);
  yield* [];
}

/**
 * The end to read from of `< <(…)`, whose commands run beside the one that reads. Nobody waits for them; once nobody reads
 * any more, they cannot write any more.
 */
export function readBeside(shell: Shell, part: ProcessSubstitutionPart): OpenFile {
  const child = forked(shell, part);
  const pipe = new Pipe();
  const end: OpenFile = { kind: 'reading', pipe };
  child.state.files.set(1, { kind: 'writing', pipe });
  hold(end, 1);
  startBeside(shell, child, part);
  shell.pendingSubstitutions.push(function* () {
    if ([...shell.state.files.values()].includes(end)) shell.kept.push(end);
    else hold(end, -1);
    yield* [];
  });
  return end;
}

function forked(shell: Shell, part: ProcessSubstitutionPart): Shell {
  const child = shell.fork();
  child.traceDepth += 1;
  const { source, line } = shell;
  const { commands = [], source: own } = part.script ?? {};
  const whole = own === undefined ? undefined : source.origin(part.pos, part.end);
  child.source = new SubstitutionSource(own ?? source.text, commands, source, line, whole);
  child.isCaptured = true;
  return child;
}

/** Starts the commands in a process of their own, which `$!` names and `wait` knows. */
function startBeside({ state }: Shell, child: Shell, part: ProcessSubstitutionPart): Task {
  state.lastJob = child.pid;
  const { ended } = state;
  const running = runSubshell(child, executeStatements(child, part.script?.commands ?? []));
  return startTask(child, running, (status) => ended.set(child.pid, status));
}

/** Ends the process substitutions of a command that has ended: all pipes first, since one of them may hold another's. */
export function* finishSubstitutions(shell: Shell): Expanding {
  const endings = shell.pendingSubstitutions.map((each) => each());
  shell.pendingSubstitutions = [];
  const waits = endings.map((ending) => ending.next());
  for (const [i, { done, value }] of waits.entries()) {
    if (done) continue;
    yield value;
    yield* endings[i]!;
  }
  shell.substitutions = 63;
}
