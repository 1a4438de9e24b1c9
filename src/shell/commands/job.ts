import type { Statement } from 'unbash';
import { CommandPrinter } from '../command-text.ts';
import { execute, type Node } from '../interpreter.ts';
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
  const { command } = statement;
  child.isReplaced = command.type === 'Command';
  if (command.type === 'Pipeline' && command.commands.length > 1) child.elements = [];
  child.body = bodyOf(command);
  const running = runForked(child, execute(child, command));
  const { ended } = shell.state;
  const task = startTask(child, running, (status) => ended.set(child.pid, status));
  const number = Math.max(0, ...shell.jobs.map((job) => job.number)) + 1;
  const printer = new CommandPrinter(shell.source.text, 'line');
  const text = printer.command(command);
  const texts = command.type === 'Pipeline' ? printer.elements(command) : [];
  shell.jobs.push({ number, task, text, texts, shell: child });
  shell.state.lastJob = child.pid;
  return 0;
}

/** What a process that is made for a command runs, its redirections aside. */
export function bodyOf(command: Node): Node {
  return command.type === 'Redirected' ? command.command : command;
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
