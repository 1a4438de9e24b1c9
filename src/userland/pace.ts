import type { Process, Wait } from './process.ts';

/**
 * How long a program takes from one system call on a socket to the next, in microseconds. Commands take no time here, but
 * what they send must not overtake the answers of a network that is faster than any program.
 */
const STEP = 100;

/** Lets the network have its turn between two steps of a program. */
export function pace(process: Process): Wait {
  return { until: process.system.kernel.now + STEP };
}
