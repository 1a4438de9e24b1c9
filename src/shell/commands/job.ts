import type { Statement } from 'unbash';
import { CommandPrinter } from '../command-text.ts';
import { execute } from '../interpreter.ts';
import { hold, type OpenFile } from '../open-file.ts';
import { Task } from '../scheduler.ts';
import type { Shell } from '../shell.ts';
import { runForked } from './subshell.ts';

const IGNORED = { text: '', base: undefined, origin: undefined };

/** `command &`: starts a job that runs when this shell waits (bash manual, "Lists"). */
export function startJob(shell: Shell, statement: Statement): number {
  const child = shell.fork();
  // Without job control, a background command reads from /dev/null.
  child.state.files.set(0, { kind: 'text', rest: '' });
  // As long as there is no job control, it is started with these ignored.
  for (const signal of ['INT', 'QUIT']) child.state.traps.set(signal, IGNORED);
  child.isReplaced = statement.command.type === 'Command';
  if (statement.command.type === 'Pipeline') child.elements = [];
  const running = runForked(child, execute(child, statement.command));
  const { ended } = shell.state;
  const task = startTask(child, running, (status) => ended.set(child.pid, status));
  const number = Math.max(0, ...shell.jobs.map((job) => job.number)) + 1;
  const text = new CommandPrinter(shell.source.text).command(statement.command);
  shell.jobs.push({ number, task, text, shell: child });
  shell.state.lastJob = child.pid;
  return 0;
}

/** Starts a thread of control for a forked shell; its open pipes count as held until it ends. */
export function startTask(
  child: Shell,
  running: ReturnType<typeof runForked>,
  ended: (status: number) => void = () => {},
): Task {
  const held: OpenFile[] = [...child.state.files.values()];
  for (const file of held) hold(file, 1);
  const { processes } = child.session.system;
  processes.enter(child.pid, child.netns);
  const task = new Task(child.pid, running, child, (status) => {
    processes.leave(child.pid);
    for (const file of held) hold(file, -1);
    ended(status);
  });
  child.session.scheduler.start(task);
  return task;
}
