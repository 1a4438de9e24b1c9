import type { Running } from '../../userland/process.ts';
import { Exit } from '../control.ts';
import type { Job, Shell } from '../shell.ts';
import { listSignals, signalName, signalNumber, signalText } from '../signals.ts';
import { runTrap } from '../trap.ts';
import { type Builtin, type Call, complain, print, refuse } from './builtin.ts';

/** The job or process that `%n`, `%%`, `%name` or a process number names. */
function jobOf(shell: Shell, word: string): Job | undefined {
  if (!word.startsWith('%')) return shell.jobs.find((job) => String(job.task.pid) === word);
  const spec = word.slice(1);
  if (spec === '' || spec === '%' || spec === '+') return shell.jobs.at(-1);
  if (spec === '-') return shell.jobs.at(-2);
  return shell.jobs.find((job) => String(job.number) === spec || job.text.startsWith(spec));
}

/** `wait [-n] [id …]`: until the jobs have ended. */
export const wait: Builtin = (shell, call) => runWait(shell, call);

function* runWait(shell: Shell, call: Call): Running {
  const { argv } = call;
  if (argv[1] === '-n') {
    const { jobs } = shell;
    if (jobs.length === 0) return 127;
    yield { ready: () => jobs.some((job) => job.task.done) };
    return finish(shell, jobs.find((job) => job.task.done) as Job);
  }
  if (argv.length === 1) {
    const { jobs } = shell;
    yield { ready: () => jobs.every((job) => job.task.done) };
    shell.jobs = [];
    return 0;
  }
  let status = 0;
  for (let at = 1; at < argv.length; at += 1) status = yield* waitFor(shell, call, at);
  return status;
}

function* waitFor(shell: Shell, call: Call, at: number): Running {
  const word = call.argv[at] as string;
  const job = jobOf(shell, word);
  if (job !== undefined) {
    if (!job.task.done) yield { ready: () => job.task.done };
    return finish(shell, job);
  }
  const remembered = shell.state.ended.get(Number(word));
  if (remembered !== undefined && /^\d+$/.test(word)) return remembered;
  if (word.startsWith('%')) return refuse(shell, call, at, `${word}: no such job`, 127);
  if (!/^\d+$/.test(word)) return refuse(shell, call, at, `\`${word}': not a pid or valid job spec`, 1);
  return refuse(shell, call, at, `pid ${word} is not a child of this shell`, 127);
}

function finish(shell: Shell, job: Job): number {
  shell.jobs = shell.jobs.filter((each) => each !== job);
  return job.task.status ?? 0;
}

/** `jobs [-lpr]`. */
export const jobs: Builtin = (shell, { argv }) => {
  const letters = argv.slice(1).join('');
  const known = [...shell.jobs];
  let text = '';
  known.forEach((job, at) => {
    const mark = at === known.length - 1 ? '+' : at === known.length - 2 ? '-' : ' ';
    const { task } = job;
    if (letters.includes('r') && task.done) return;
    const state = !task.done
      ? 'Running'
      : task.killed
        ? signalText((task.status ?? 128) - 128)
        : task.status === 0
          ? 'Done'
          : `Exit ${task.status}`;
    const pid = letters.includes('l') ? ` ${task.pid}` : '';
    if (letters.includes('p')) text += `${task.pid}\n`;
    else text += `[${job.number}]${mark} ${pid} ${state.padEnd(24)}${job.text}${task.done ? '' : ' &'}\n`;
  });
  shell.jobs = shell.jobs.filter((job) => !job.task.done);
  return print(shell, 'jobs', text);
};

/** `kill [-s signal | -signal] id …`, `kill -l`. */
export const kill: Builtin = (shell, call) => runKill(shell, call);

function* runKill(shell: Shell, call: Call): Running {
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
  for (; at < argv.length; at += 1) status = (yield* killOne(shell, call, at, name)) || status;
  return status;
}

function listOne(shell: Shell, { argv }: Call): number {
  if (argv[2] === undefined) return print(shell, 'kill', listSignals());
  const number = Number(argv[2]);
  const text = Number.isNaN(number) ? String(signalNumber(argv[2])) : (signalName(String(number & 127)) ?? '');
  return print(shell, 'kill', `${text}\n`);
}

function* killOne(shell: Shell, call: Call, at: number, name: string): Running {
  const word = call.argv[at] as string;
  const number = signalNumber(name);
  if (Number(word) === shell.pid || Number(word) === shell.state.pid) return yield* signalSelf(shell, name, number);
  const job = jobOf(shell, word);
  if (job !== undefined && !job.task.done) {
    if (number > 0 && number !== 17 && number !== 18) job.task.signal(number);
    return 0;
  }
  if (word.startsWith('%')) return refuse(shell, call, at, `${word}: no such job`);
  if (!/^-?\d+$/.test(word)) return refuse(shell, call, at, `${word}: arguments must be process or job IDs`);
  complain(shell, 'kill', `(${word}) - No such process`);
  return 1;
}

function* signalSelf(shell: Shell, name: string, number: number): Running {
  if (number <= 0) return 0;
  const trapped = shell.state.traps.get(name);
  if (trapped === undefined) throw new Exit(128 + number);
  yield* runTrap(shell, name);
  return 0;
}
