// @ts-check
import { difference } from './difference.mjs';

/** @typedef {import('./real.mjs').Transcript} Transcript */

/**
 * How often the real kernel is asked. Delays of chance (of duplicate address detection and router solicitation, of timers
 * on a busy machine) make it answer differently at times; what it never says is a difference.
 */
const MOST_ATTEMPTS = 3;

/**
 * Holds the simulator's answer against the real kernel's, which is asked again when they differ.
 * @param {() => Promise<Transcript>} ask
 * @param {Transcript} simulated
 * @returns {Promise<{ attempts: number, found: string | undefined }>} the attempt that answered the same, or the first difference
 */
export async function compareAttempts(ask, simulated) {
  /** @type {string | undefined} */
  let first;
  for (let attempts = 1; attempts <= MOST_ATTEMPTS; attempts++) {
    const found = difference(await ask(), simulated);
    if (found === undefined) return { attempts, found };
    first ??= found;
  }
  return { attempts: MOST_ATTEMPTS, found: first };
}

/** What is said of a lab without a difference. @param {number} attempts */
export function verdict(attempts) {
  return attempts === 1 ? '' : ` (${attempts === 2 ? 'second' : 'third'} run)`;
}
