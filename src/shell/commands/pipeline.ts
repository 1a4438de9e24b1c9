import type { CommandNode, Pipeline } from 'unbash';
import type { Running } from '../../userland/process.ts';
import { CommandPrinter } from '../command-text.ts';
import { Killed } from '../control.ts';
import { checkStatus } from '../errexit.ts';
import { execute } from '../interpreter.ts';
import { tellKilledPipeline } from '../killed.ts';
import { hold, type OpenFile } from '../open-file.ts';
import { Pipe } from '../pipe.ts';
import type { Task } from '../scheduler.ts';
import type { Shell } from '../shell.ts';
import { timeText } from '../time-format.ts';
import { announce } from '../trap.ts';
import { bodyOf, startTask } from './job.ts';
import { runForked } from './subshell.ts';
import { tested } from './tested.ts';

/** `time ! a | b |& c` (bash manual, "Pipelines"). */
export function* executePipeline(shell: Shell, node: Pipeline): Running {
  const negations = node.prefixes.filter((prefix) => prefix.type === 'Negation').length;
  const time = node.prefixes.find((prefix) => prefix.type === 'Time');
  const start = shell.session.clock.now;
  let status = yield* runNegated(shell, node, negations > 0);
  if (time !== undefined) shell.put(2, timing(shell, shell.session.clock.now - start, time.posix !== undefined));
  if (negations > 0) {
    status = (status === 0) === (negations % 2 === 1) ? 1 : 0;
    // Of these two, what is remembered is turned round as well.
    if (/^(?:Test|Arithmetic)Command$/.test(node.commands[0]?.type ?? '')) shell.state.pipeStatus = [status];
  }
  if (negations === 0 && node.commands.length > 1)
    status = yield* checkStatus(shell, node, status, shell.state.pipeStatus);
  return status;
}

function* runNegated(shell: Shell, node: Pipeline, negated: boolean): Running {
  const only = node.commands.length === 1 ? node.commands[0] : undefined;
  if (node.commands.length === 0) return 0;
  const run = only === undefined ? runElements(shell, node) : execute(shell, only);
  return negated ? yield* inverted(shell, only, run) : yield* run;
}

/**
 * What stands behind `!`: with `set -e` bash tests all that runs in it, else it only overlooks the status of the whole, so
 * that the ERR trap hears of what fails inside.
 */
function* inverted(shell: Shell, only: CommandNode | undefined, run: Running): Running {
  const { inverted: outer } = shell;
  const isTested = shell.option('errexit') ? 1 : 0;
  shell.inverted = only;
  shell.tested += isTested;
  try {
    return yield* run;
  } finally {
    shell.inverted = outer;
    shell.tested -= isTested;
  }
}

/** Runs the elements at the same time, each in a subshell, and waits for all of them. */
function* runElements(shell: Shell, node: Pipeline): Running {
  const tasks: Task[] = [];
  let input: OpenFile | undefined;
  for (const [at, command] of node.commands.entries()) {
    const operator = node.operators[at];
    const pipe = operator === undefined ? undefined : new Pipe();
    // bash runs the DEBUG trap before it starts the element's process.
    if (command.type === 'Command') yield* announce(shell, command);
    if (operator === undefined && input !== undefined && shell.state.shopts.has('lastpipe')) {
      return yield* runLast(shell, command, input, tasks);
    }
    tasks.push(startElement(shell, command, input, pipe, operator === '|&'));
    input = pipe === undefined ? undefined : { kind: 'reading', pipe };
  }
  const isJob = shell.elements !== undefined;
  if (isJob) shell.elements = tasks;
  // The next element is there before the first one runs, so that no pipe looks as if nobody read it.
  yield { ready: () => tasks.every((task) => task.done) };
  shell.position = node.pos;
  const killed = decisive(shell, tasks)?.killed;
  if (isJob && killed !== undefined) throw new Killed(shell.pid, killed);
  if (killed !== undefined) {
    tellKilledPipeline(shell, killed, tasks, new CommandPrinter(shell.source.text, 'line').elements(node));
  }
  return conclude(
    shell,
    tasks.map((task) => task.status ?? 0),
  );
}

/** `shopt -s lastpipe`: the last element runs in the shell itself. */
function* runLast(shell: Shell, command: CommandNode, input: OpenFile, tasks: readonly Task[]): Running {
  const { files } = shell.state;
  shell.state.files = new Map(files).set(0, input);
  hold(input, 1);
  let status: number;
  try {
    status = yield* tested(shell, command);
  } finally {
    shell.state.files = files;
    hold(input, -1);
  }
  yield { ready: () => tasks.every((task) => task.done) };
  return conclude(shell, [...tasks.map((task) => task.status ?? 0), status]);
}

/** The element whose status is that of the pipeline. */
function decisive(shell: Shell, tasks: readonly Task[]): Task | undefined {
  const failed = shell.option('pipefail') ? tasks.findLast((task) => task.status !== 0) : undefined;
  return failed ?? tasks.at(-1);
}

/** Remembers the statuses of the elements and answers that of the pipeline. */
function conclude(shell: Shell, statuses: readonly number[]): number {
  shell.state.pipeStatus = statuses;
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
  child.announced = command;
  child.body = bodyOf(command);
  child.last = command;
  if (input !== undefined) child.state.files.set(0, input);
  if (output !== undefined) {
    const end: OpenFile = { kind: 'writing', pipe: output };
    child.state.files.set(1, end);
    if (both) child.state.files.set(2, end);
  }
  return startTask(child, runForked(child, execute(child, command)));
}

function timing(shell: Shell, elapsed: number, posix: boolean): string {
  return timeText(elapsed, posix, shell.state.variables.get('TIMEFORMAT')?.value);
}
