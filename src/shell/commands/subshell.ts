import type { Statement, Subshell } from 'unbash';
import type { Running } from '../../userland/process.ts';
import { dropConnections } from '../connected.ts';
import { BrokenPipe, Exit, ExpansionFailed, Killed, LoopExit, Return, SIGPIPE_STATUS } from '../control.ts';
import { executeStatements, type Node } from '../interpreter.ts';
import { tellKilled } from '../killed.ts';
import { hold } from '../open-file.ts';
import type { Shell } from '../shell.ts';
import { runTrap } from '../trap.ts';

const SIGKILL = 9;

/** `( … )`. */
export function* executeSubshell(shell: Shell, node: Subshell): Running {
  const child = shell.fork();
  child.last = lastOf(node.body.commands.at(-1));
  try {
    return yield* runForked(child, executeStatements(child, node.body.commands));
  } catch (thrown) {
    if (!(thrown instanceof Killed) || thrown.pid !== child.pid) throw thrown;
    return tellKilled(shell, thrown, node);
  }
}

/** The command behind which a process whose last statement it is has nothing to do. */
export function lastOf(last: Statement | undefined): Node | undefined {
  if (last === undefined || last.background === true) return undefined;
  return last.command.type === 'AndOr' ? last.command.commands.at(-1) : last.command;
}

/** Runs a part of a script in a process of its own: `( … )`, an element of a pipeline, a job. Traces of its EXIT trap are a level deeper. */
export function runForked(child: Shell, body: Running): Running {
  return runSubshell(child, body, 1);
}

/** Runs what happens in an environment of its own to its end, its EXIT trap included. */
export function* runSubshell(child: Shell, body: Running, deeper = 0): Running {
  try {
    return yield* untilTraps(child, body, deeper);
  } finally {
    for (const file of child.kept) hold(file, -1);
    child.kept = [];
    const { files } = child.state;
    child.state.files = new Map();
    dropConnections(child, files);
  }
}

/** A substitution that a signal ends only has a status. */
export function* untilKilled(child: Shell, running: Running): Running {
  try {
    return yield* running;
  } catch (thrown) {
    if (thrown instanceof Killed && thrown.pid === child.pid) return thrown.status;
    throw thrown;
  }
}

function* untilTraps(child: Shell, body: Running, deeper: number): Running {
  let status: number;
  const exitTrap = function* (ended: number): Running {
    child.traceDepth += deeper;
    yield* runTrap(child, 'EXIT');
    return ended;
  };
  try {
    status = yield* untilExit(body);
  } catch (thrown) {
    if (thrown instanceof BrokenPipe) {
      if (child.state.traps.has('EXIT')) yield* untilExit(exitTrap(child.state.status));
      return SIGPIPE_STATUS;
    }
    if (!(thrown instanceof Killed) || thrown.pid !== child.pid) throw thrown;
    if (thrown.signal !== SIGKILL && child.state.traps.has('EXIT')) yield* untilExit(exitTrap(thrown.status));
    throw thrown;
  }
  child.state.status = status;
  if (!child.state.traps.has('EXIT')) return status;
  return yield* untilExit(exitTrap(status));
}

/** The status a shell ends with, by whichever way it leaves. */
function* untilExit(body: Running): Running {
  try {
    return yield* body;
  } catch (thrown) {
    if (thrown instanceof Exit || thrown instanceof Return) return thrown.status;
    if (thrown instanceof LoopExit) return 0;
    if (thrown instanceof ExpansionFailed) return 1;
    throw thrown;
  }
}
