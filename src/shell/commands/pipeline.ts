import type { CommandNode, Pipeline } from 'unbash';
import type { Running } from '../../userland/process.ts';
import { checkStatus } from '../errexit.ts';
import { execute } from '../interpreter.ts';
import type { OpenFile } from '../open-file.ts';
import { Pipe } from '../pipe.ts';
import type { Task } from '../scheduler.ts';
import type { Shell } from '../shell.ts';
import { UNSET } from '../variables.ts';
import { startTask } from './job.ts';
import { runSubshell } from './subshell.ts';
import { tested } from './tested.ts';

/** `time ! a | b |& c` (bash manual, "Pipelines"). */
export function* executePipeline(shell: Shell, node: Pipeline): Running {
  const negations = node.prefixes.filter((prefix) => prefix.type === 'Negation').length;
  const time = node.prefixes.find((prefix) => prefix.type === 'Time');
  const start = shell.session.clock.now;
  let status = yield* runNegated(shell, node, negations > 0);
  if (time !== undefined) shell.put(2, timing(shell.session.clock.now - start, time.posix !== undefined));
  if (negations > 0) status = (status === 0) === (negations % 2 === 1) ? 1 : 0;
  else if (node.commands.length > 1) status = yield* checkStatus(shell, status);
  return status;
}

function* runNegated(shell: Shell, node: Pipeline, negated: boolean): Running {
  const only = node.commands.length === 1 ? node.commands[0] : undefined;
  if (only !== undefined) return negated ? yield* tested(shell, only) : yield* execute(shell, only);
  if (node.commands.length === 0) return 0;
  if (negated) shell.tested += 1;
  try {
    return yield* runElements(shell, node);
  } finally {
    if (negated) shell.tested -= 1;
  }
}

/** Runs the elements at the same time, each in a subshell, and waits for all of them. */
function* runElements(shell: Shell, node: Pipeline): Running {
  const tasks: Task[] = [];
  let input: OpenFile | undefined;
  node.commands.forEach((command, at) => {
    const operator = node.operators[at];
    const pipe = operator === undefined ? undefined : new Pipe();
    tasks.push(startElement(shell, command, input, pipe, operator === '|&'));
    input = pipe === undefined ? undefined : { kind: 'reading', pipe };
  });
  // The next element is there before the first one runs, so that no pipe looks as if nobody read it.
  yield { ready: () => tasks.every((task) => task.done) };
  const statuses = tasks.map((task) => task.status ?? 0);
  setPipeStatus(shell, statuses);
  const last = statuses[statuses.length - 1] ?? 0;
  if (!shell.option('pipefail')) return last;
  return statuses.findLast((status) => status !== 0) ?? 0;
}

function startElement(
  shell: Shell,
  command: CommandNode,
  input: OpenFile | undefined,
  output: Pipe | undefined,
  both: boolean,
): Task {
  const child = shell.fork();
  if (input !== undefined) child.state.files.set(0, input);
  if (output !== undefined) {
    const end: OpenFile = { kind: 'writing', pipe: output };
    child.state.files.set(1, end);
    if (both) child.state.files.set(2, end);
  }
  return startTask(child, runSubshell(child, execute(child, command)));
}

/** `PIPESTATUS`. */
export function setPipeStatus(shell: Shell, statuses: readonly number[]): void {
  const indexed = new Map(statuses.map((status, at) => [at, String(status)]));
  shell.state.variables.setGlobal('PIPESTATUS', { ...UNSET, kind: 'indexed', indexed });
}

/** What `time` prints; the simulated processor takes no time. */
function timing(elapsed: number, posix: boolean): string {
  if (posix) return `real ${(elapsed / 1_000_000).toFixed(2)}\nuser 0.00\nsys 0.00\n`;
  const seconds = Math.floor(elapsed / 1000) / 1000;
  const real = `${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(3)}s`;
  return `\nreal\t${real}\nuser\t0m0.000s\nsys\t0m0.000s\n`;
}
