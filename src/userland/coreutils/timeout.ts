import type { Process, Program, Running } from '../process.ts';
import { misused, parseOptions } from './options.ts';
import { parseDuration } from './sleep.ts';

const TABLE = {
  letters: 'fk:s:v',
  long: { foreground: 'f', 'kill-after': 'k', signal: 's', 'preserve-status': 'p', verbose: 'v' },
  failure: 125,
  posix: true,
};

const SIGKILL = 9;
const SIGTERM = 15;

/** The signals one ends a command with (signal(7)). */
const SIGNALS: Readonly<Record<string, number>> = { HUP: 1, INT: 2, QUIT: 3, KILL: SIGKILL, ALRM: 14, TERM: SIGTERM };

/** timeout(1): ends a command when its time on the virtual clock is up, with the status 124. */
export const timeout: Program = (process) => {
  const options = parseOptions(process, { ...TABLE, letters: 'fk:ps:v' });
  if (typeof options === 'number') return options;
  const [limit, name] = options.operands;
  if (limit === undefined || name === undefined) {
    const what = limit === undefined ? 'missing operand' : `missing operand after '${limit}'`;
    return misused(process, what, 125);
  }
  const duration = parseDuration(limit);
  if (duration === undefined) {
    process.blame(options.indexes[0] as number);
    return misused(process, `invalid time interval '${limit}'`, 125);
  }
  const at = options.indexes[1] as number;
  const running = process.spawn(process.argv.slice(at), process.origins.slice(at));
  if (running === undefined) {
    process.blame(at);
    process.stderr.write(`timeout: failed to run command '${name}': No such file or directory\n`);
    return 127;
  }
  return watch(process, running, duration, options.given);
};

function* watch(process: Process, running: Running, duration: number, given: ReadonlyMap<string, string>): Running {
  const { kernel } = process.system;
  const deadline = duration === 0 ? Number.POSITIVE_INFINITY : kernel.now + duration;
  const signal = signalOf(given.get('s') ?? 'TERM');
  let handled = false;
  try {
    for (let step = running.next(); ; step = running.next()) {
      if (step.done) return handled && !given.has('p') ? 124 : step.value;
      const wait = step.value;
      const until = Math.min(wait.until ?? Number.POSITIVE_INFINITY, handled ? Number.POSITIVE_INFINITY : deadline);
      yield { ...wait, ...(Number.isFinite(until) ? { until } : {}) };
      const isReady = wait.ready?.() === true || (wait.until !== undefined && wait.until <= kernel.now);
      if (kernel.now < deadline || isReady || handled) continue;
      handled = signal !== SIGKILL && wait.caught?.(signal) === true;
      if (!handled) break;
    }
  } finally {
    running.return(0);
  }
  if (signal === SIGKILL) return 137;
  return given.has('p') ? 128 + signal : 124;
}

function signalOf(text: string): number {
  const number = /^\d+$/.test(text) ? Number(text) : SIGNALS[text.toUpperCase().replace(/^SIG/, '')];
  return number ?? SIGTERM;
}
