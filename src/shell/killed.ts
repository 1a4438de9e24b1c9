import { CommandPrinter } from './command-text.ts';
import type { Killed } from './control.ts';
import type { Node } from './interpreter.ts';
import type { Job, Shell } from './shell.ts';
import { signalName, signalText } from './signals.ts';

/** Signals that end a process without a word of bash. */
const SILENT: ReadonlySet<string | undefined> = new Set(['INT', 'PIPE']);

/** Says that a signal ended a command the shell waited for; answers its status. */
export function tellKilled(shell: Shell, { pid, signal, status }: Killed, node: Node): number {
  const name = signalName(String(signal));
  // A subshell's last command takes its place: nobody is left to say so.
  if (shell.subshells > 0) return status;
  if (name === 'TERM') shell.put(2, 'Terminated\n');
  else if (!SILENT.has(name)) {
    shell.put(2, notice(shell, pid, signal, new CommandPrinter(shell.source.text).command(node)));
  }
  return status;
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
  shell.put(2, notice(shell, pid, killed, job.text));
}

function notice(shell: Shell, pid: number, signal: number, text: string): string {
  return `${shell.messagePrefix()}${String(pid).padStart(5)} ${signalText(signal).padEnd(24)}${text}\n`;
}
