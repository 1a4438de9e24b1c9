import type { Process, Running, Wait } from './process.ts';

/**
 * How long a program takes from one system call on a socket to the next, in microseconds. Commands take no time here, but
 * what they send must not overtake the answers of a network that is faster than any program.
 */
const STEP = 100;

/** Lets the network have its turn between two steps of a program. */
export function pace(process: Pick<Process, 'system'>): Wait {
  return { until: process.system.kernel.now + STEP };
}

/** How long a program takes to end, in microseconds: what it sent last has arrived, and was read, before the next command. */
const END = 1000;

/** Runs a program that talks with others, and lets these finish what it left them with. */
export function* settled(process: Process, running: Running): Running {
  const status = yield* running;
  yield { until: process.system.kernel.now + END };
  return status;
}
