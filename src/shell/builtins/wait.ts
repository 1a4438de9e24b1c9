import type { Running, Wait } from '../../userland/process.ts';
import { tellKilledJob, tellKilledJobs } from '../killed.ts';
import { setVariable } from '../parameters.ts';
import type { Job, Shell } from '../shell.ts';
import { signalNumber } from '../signals.ts';
import { type Builtin, type Call, invalidOption, refuse } from './builtin.ts';
import { jobOf } from './job-spec.ts';

const USAGE = 'wait [-fn] [-p var] [id ...]';

/** `wait [-fn] [-p name] [id …]`: until the jobs have ended, or a signal comes that has a trap. */
export const wait: Builtin = (shell, call) => run(shell, call);

function* run(shell: Shell, call: Call): Running {
  const { argv } = call;
  let next = false;
  let variable: string | undefined;
  let at = 1;
  for (; /^-./.test(argv[at] ?? '') && argv[at] !== '--'; at += 1) {
    const word = argv[at] as string;
    const bad = /[^fnp]/.exec(word.slice(1));
    if (bad !== null) return invalidOption(shell, 'wait', `-${bad[0]}`, USAGE);
    if (word.includes('n')) next = true;
    if (!word.includes('p')) continue;
    at += 1;
    variable = argv[at] ?? '';
    if (shell.state.variables.get(variable)?.readonly)
      return refuse(shell, call, at, `${variable}: cannot unset: readonly variable`);
    shell.state.variables.unset(variable);
  }
  if (argv[at] === '--') at += 1;
  if (next) return yield* waitForNext(shell, call, at, variable);
  if (at === argv.length) return yield* waitForAll(shell);
  let status = 0;
  for (; at < argv.length; at += 1) status = yield* waitFor(shell, call, at, variable);
  return status;
}

/** Waits until `done`; answers the status of a trapped signal that comes before. */
function* until(shell: Shell, done: () => boolean): Generator<Wait, number | undefined, void> {
  if (!done()) yield { ready: () => shell.pending.length > 0 || done() };
  const signal = shell.pending[0];
  return signal === undefined ? undefined : 128 + signalNumber(signal);
}

function* waitForAll(shell: Shell): Running {
  const own = shell.jobs.filter((job) => !job.foreign);
  const interrupted = yield* until(shell, () => own.every(({ task }) => task.done));
  tellKilledJobs(shell);
  shell.jobs = shell.jobs.filter(({ task }) => !task.done);
  if (interrupted === undefined) shell.state.ended.clear();
  return interrupted ?? 0;
}

function* waitForNext(shell: Shell, { argv }: Call, from: number, variable: string | undefined): Running {
  const among = from < argv.length ? argv.slice(from).map((word) => jobOf(shell, word)) : shell.jobs;
  const jobs = among.filter((job): job is Job => job !== undefined && !job.foreign);
  if (jobs.length === 0) return 127;
  const interrupted = yield* until(shell, () => jobs.some(({ task }) => task.done));
  const ended = jobs.find(({ task }) => task.done);
  if (interrupted !== undefined || ended === undefined) return interrupted ?? 127;
  return finish(shell, ended, variable);
}

function* waitFor(shell: Shell, call: Call, at: number, variable: string | undefined): Running {
  const word = call.argv[at] as string;
  const job = jobOf(shell, word);
  if (job !== undefined && !job.foreign) {
    const interrupted = yield* until(shell, () => job.task.done);
    return interrupted ?? finish(shell, job, variable);
  }
  const remembered = shell.state.ended.get(Number(word));
  if (remembered !== undefined && /^\d+$/.test(word)) return remembered;
  if (word.startsWith('%')) return refuse(shell, call, at, `${word}: no such job`, 127);
  if (!/^\d+$/.test(word)) return refuse(shell, call, at, `\`${word}': not a pid or valid job spec`, 1);
  return refuse(shell, call, at, `pid ${word} is not a child of this shell`, 127);
}

function finish(shell: Shell, job: Job, variable: string | undefined): number {
  tellKilledJob(shell, job);
  shell.jobs = shell.jobs.filter((each) => each !== job);
  if (variable !== undefined) setVariable(shell, variable, String(job.task.pid));
  return job.task.status ?? 0;
}
