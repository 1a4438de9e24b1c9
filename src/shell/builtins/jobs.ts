import { stateOf } from '../killed.ts';
import type { Job, Shell } from '../shell.ts';
import { type Builtin, invalidOption, print, refuse } from './builtin.ts';
import { jobOf } from './job-spec.ts';

/** `jobs [-lnprs] [id …]`. Jobs that have ended are shown once. */
export const jobs: Builtin = (shell, call) => {
  const { argv } = call;
  let letters = '';
  let at = 1;
  for (; /^-./.test(argv[at] ?? '') && argv[at] !== '--'; at += 1) {
    const bad = /[^lnprs]/.exec((argv[at] as string).slice(1));
    if (bad !== null)
      return invalidOption(shell, 'jobs', `-${bad[0]}`, 'jobs [-lnprs] [jobspec ...] or jobs -x command [args]');
    letters += argv[at];
  }
  if (argv[at] === '--') at += 1;
  let wanted: readonly Job[] = shell.jobs;
  let status = 0;
  if (at < argv.length) {
    const named: Job[] = [];
    for (; at < argv.length; at += 1) {
      const job = jobOf(shell, argv[at] as string);
      if (job === undefined) status = refuse(shell, call, at, `${argv[at]}: no such job`);
      else named.push(job);
    }
    wanted = named;
  }
  const text = wanted.map((job) => line(shell, job, letters)).join('');
  shell.jobs = shell.jobs.filter((job) => !(job.task.done && wanted.includes(job)));
  return print(shell, 'jobs', text) || status;
};

function line(shell: Shell, job: Job, letters: string): string {
  const { task } = job;
  if (letters.includes('r') && task.done) return '';
  if (letters.includes('s')) return '';
  if (letters.includes('p')) return `${task.pid}\n`;
  const at = shell.jobs.indexOf(job);
  const mark = at === shell.jobs.length - 1 ? '+' : at === shell.jobs.length - 2 ? '-' : ' ';
  const pid = letters.includes('l') ? `${task.pid} ` : ' ';
  return `[${job.number}]${mark} ${pid}${stateOf(task).padEnd(24)}${job.text}${task.done ? '' : ' &'}\n`;
}

/** `disown [-ahr] [id …]`: forgets jobs, which go on. */
export const disown: Builtin = (shell, call) => {
  const { argv } = call;
  let at = 1;
  let letters = '';
  for (; /^-[ahr]+$/.test(argv[at] ?? ''); at += 1) letters += argv[at];
  if (letters.includes('h')) return 0;
  if (at === argv.length && !/[ar]/.test(letters)) {
    const last = shell.jobs.at(-1);
    if (last === undefined) return refuse(shell, call, 0, 'current: no such job');
    shell.jobs = shell.jobs.slice(0, -1);
    return 0;
  }
  if (at === argv.length) {
    shell.jobs = shell.jobs.filter((job) => letters.includes('r') && job.task.done);
    return 0;
  }
  let status = 0;
  for (; at < argv.length; at += 1) {
    const job = jobOf(shell, argv[at] as string);
    if (job === undefined) status = refuse(shell, call, at, `${argv[at]}: no such job`);
    else shell.jobs = shell.jobs.filter((each) => each !== job);
  }
  return status;
};
