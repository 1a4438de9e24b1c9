import { Killed } from '../control.ts';
import type { Job, Shell } from '../shell.ts';
import { listSignals, signalName, signalNumber } from '../signals.ts';
import { type Builtin, type Call, complain, print, refuse } from './builtin.ts';
import { jobOf } from './job-spec.ts';

/** `kill [-s signal | -signal] id …`, `kill -l`. */
export const kill: Builtin = (shell, call) => {
  const { argv } = call;
  let at = 1;
  let signal = 'TERM';
  const option = argv[at] ?? '';
  if (option === '-l' || option === '-L') return listOne(shell, call);
  if (option === '-s' || option === '-n') {
    signal = argv[at + 1] ?? '';
    at += 2;
  } else if (/^-./.test(option) && option !== '--') {
    signal = option.slice(1);
    at += 1;
  }
  if (argv[at] === '--') at += 1;
  const name = signalName(signal);
  if (name === undefined) return refuse(shell, call, 1, `${signal}: invalid signal specification`);
  if (at >= argv.length) {
    shell.put(2, 'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n');
    return 2;
  }
  let status = 0;
  for (; at < argv.length; at += 1) status = killOne(shell, call, at, name) || status;
  return status;
};

function listOne(shell: Shell, { argv }: Call): number {
  if (argv[2] === undefined) return print(shell, 'kill', listSignals());
  let status = 0;
  for (const word of argv.slice(2)) {
    const known = /^\d+$/.test(word) ? signalName(String(Number(word) & 127)) : signalName(word);
    if (known === undefined) {
      complain(shell, 'kill', `${word}: invalid signal specification`);
      status = 1;
    } else print(shell, 'kill', `${/^\d+$/.test(word) ? known : signalNumber(word)}\n`);
  }
  return status;
}

function killOne(shell: Shell, call: Call, at: number, name: string): number {
  const word = call.argv[at] as string;
  const signal = Math.max(0, signalNumber(name));
  const job = jobOf(shell, word);
  const pid = job?.task.pid ?? Number(word);
  if (job === undefined && word.startsWith('%')) return refuse(shell, call, at, `${word}: no such job`);
  if (job === undefined && !/^-?\d+$/.test(word)) {
    return refuse(shell, call, at, `${word}: arguments must be process or job IDs`);
  }
  if (pid === shell.pid) {
    if (signal > 0 && !shell.receive(signal)) throw new Killed(pid, signal);
    return 0;
  }
  if (signalAll(shell, job, word, signal) || shell.session.scheduler.signal(pid, signal)) return 0;
  complain(shell, 'kill', `(${pid}) - No such process`);
  return 1;
}

/** Sends a signal to the elements of a pipeline in the background: all for `%N`, the last for its number (`$!`). */
function signalAll({ session }: Shell, job: Job | undefined, word: string, signal: number): boolean {
  const { elements = [] } = job?.shell ?? {};
  const meant = word.startsWith('%') ? elements : elements.slice(-1);
  return meant.map((task) => session.scheduler.signal(task.pid, signal)).includes(true);
}
