import type { Process, Program, Running } from '../process.ts';
import { misused, parseOptions } from './options.ts';
import { parseDuration } from './sleep.ts';

const TABLE = {
  letters: 'fk:s:v',
  long: { foreground: 'f', 'kill-after': 'k', signal: 's', 'preserve-status': 'p', verbose: 'v' },
  failure: 125,
  posix: true,
};

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
  const killed = /^(?:9|KILL|SIGKILL)$/i.test(given.get('s') ?? '');
  try {
    for (let step = running.next(); ; step = running.next()) {
      if (step.done) return step.value;
      const wait = step.value;
      const until = Math.min(wait.until ?? deadline, deadline);
      yield { ...wait, ...(Number.isFinite(until) ? { until } : {}) };
      const isReady = wait.ready?.() === true || (wait.until !== undefined && wait.until <= kernel.now);
      if (kernel.now >= deadline && !isReady) break;
    }
  } finally {
    running.return(0);
  }
  if (killed) return 137;
  return given.has('p') ? 143 : 124;
}
