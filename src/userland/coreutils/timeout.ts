import type { Process, Program, Running } from '../process.ts';
import { misused, parseOptions } from './options.ts';
import { quote } from './quote.ts';
import { SIGNALS } from './signals.ts';
import { parseDuration } from './sleep.ts';

/** An option without a letter. */
const PRESERVES = '\u0001';

const TABLE = {
  letters: `fk:s:v${PRESERVES}`,
  long: { foreground: 'f', 'kill-after': 'k', signal: 's', 'preserve-status': PRESERVES, verbose: 'v' },
  failure: 125,
  posix: true,
};

const SIGKILL = 9;

/** timeout(1): ends a command when its time on the virtual clock is up, with the status 124. */
export const timeout: Program = (process) => {
  const options = parseOptions(process, TABLE);
  if (typeof options === 'number') return options;
  const [limit, name] = options.operands;
  if (limit === undefined || name === undefined) {
    process.stderr.write("Try 'timeout --help' for more information.\n");
    return 125;
  }
  const signal = options.given.get('s');
  if (signal !== undefined && signalOf(signal) === undefined)
    return misused(process, `${quote(signal)}: invalid signal`, 125);
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
  return watch(process, running, name, duration, options.given);
};

function* watch(
  process: Process,
  running: Running,
  name: string,
  duration: number,
  given: ReadonlyMap<string, string>,
): Running {
  const { kernel } = process.system;
  const after = given.has('k') ? parseDuration(given.get('k') as string) : undefined;
  let deadline = duration === 0 ? Number.POSITIVE_INFINITY : kernel.now + duration;
  let signal = signalOf(given.get('s') ?? 'TERM') as number;
  let isLate = false;
  const status = (own: number) => (isLate && !given.has(PRESERVES) ? 124 : own);
  try {
    for (let step = running.next(); ; step = running.next()) {
      if (step.done) return status(step.value);
      const wait = step.value;
      const until = Math.min(wait.until ?? Number.POSITIVE_INFINITY, deadline);
      yield { ...wait, ...(Number.isFinite(until) ? { until } : {}) };
      const isReady = wait.ready?.() === true || (wait.until !== undefined && wait.until <= kernel.now);
      if (kernel.now < deadline || isReady) continue;
      isLate = true;
      if (given.has('v'))
        process.stderr.write(`timeout: sending signal ${SIGNALS[signal]} to command ${quote(name)}\n`);
      // So that its own status tells how the command ended.
      if (signal === SIGKILL) process.raise(SIGKILL);
      if (wait.caught?.(signal, true) !== true) return status(128 + signal);
      deadline = after === undefined ? Number.POSITIVE_INFINITY : kernel.now + after;
      signal = SIGKILL;
    }
  } finally {
    running.return(0);
  }
}

/** The number of a signal by its name or number; undefined for one there is not. */
function signalOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) < SIGNALS.length ? Number(text) : undefined;
  const at = SIGNALS.indexOf(text.toUpperCase().replace(/^SIG/, ''));
  return at < 0 ? undefined : at;
}
