import { CommandPrinter } from './command-text.ts';
import { type Killed, SIGPIPE_STATUS } from './control.ts';
import type { Node } from './interpreter.ts';
import type { Task } from './scheduler.ts';
import type { Job, Shell } from './shell.ts';
import { signalName, signalText } from './signals.ts';

/** Signals that end a process without a word of bash. */
const SILENT: ReadonlySet<string | undefined> = new Set(['INT', 'PIPE']);

/** A process as bash lists it: how it ended and what it was. */
interface Listed {
  readonly pid: number;
  readonly state: string;
  readonly text: string;
}

/** How far a process of a job has come, in the words of `jobs`. */
export function stateOf(task: Task): string {
  if (!task.done) return 'Running';
  if (task.killed !== undefined) return signalText(task.killed);
  if (task.status === SIGPIPE_STATUS) return 'Broken pipe';
  return task.status === 0 ? 'Done' : `Exit ${task.status}`;
}

/** Says that a signal ended a command the shell waited for; answers its status. */
export function tellKilled(shell: Shell, { pid, signal, status }: Killed, node: Node): number {
  const text = new CommandPrinter(shell.source.text, 'line').command(node);
  tell(shell, signal, [{ pid, state: signalText(signal), text }]);
  return status;
}

/** The same of a pipeline, by how its elements ended; `signal` ended the one whose status is the pipeline's. */
export function tellKilledPipeline(
  shell: Shell,
  signal: number,
  tasks: readonly Task[],
  texts: readonly string[],
): void {
  tell(shell, signal, listed(tasks, texts));
}

/** Says which jobs a signal has ended since the shell looked last, and forgets them. */
export function tellKilledJobs(shell: Shell): void {
  for (const job of shell.jobs) tellKilledJob(shell, job);
  shell.jobs = shell.jobs.filter((job) => job.told !== true);
}

/** The same of one job that was waited for. */
export function tellKilledJob(shell: Shell, job: Job): void {
  const { killed, pid } = job.task;
  if (killed === undefined || job.foreign || job.told) return;
  const name = signalName(String(killed));
  if (SILENT.has(name) || name === 'TERM') return;
  job.told = true;
  const { elements = [] } = job.shell;
  const processes =
    elements.length > 1 ? listed(elements, job.texts) : [{ pid, state: signalText(killed), text: job.text }];
  shell.put(2, notice(shell, processes));
}

function listed(tasks: readonly Task[], texts: readonly string[]): readonly Listed[] {
  return tasks.map((task, at) => ({ pid: task.pid, state: stateOf(task), text: texts[at] ?? '' }));
}

/** A substitution has nobody to tell. */
function tell(shell: Shell, signal: number, processes: readonly Listed[]): void {
  const name = signalName(String(signal));
  if (shell.isCaptured || SILENT.has(name)) return;
  shell.put(2, name === 'TERM' ? 'Terminated\n' : notice(shell, processes));
}

/** A line for each process; a state that is the first one's is not repeated. */
function notice(shell: Shell, processes: readonly Listed[]): string {
  const lines = processes.map(({ pid, state, text }, at) => {
    const number = String(pid).padStart(5);
    if (at === 0) return `${shell.messagePrefix()}${number} ${state.padEnd(24)}${text}\n`;
    const shown = state === processes[0]?.state ? ''.padEnd(22) : state.padEnd(24);
    return `     ${number} ${shown}| ${text}\n`;
  });
  return lines.join('');
}
