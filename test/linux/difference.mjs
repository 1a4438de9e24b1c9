// @ts-check
import { normalise } from './normalise.mjs';

/** @typedef {import('./real.mjs').Transcript} Transcript */

/**
 * The first line in which two texts differ, with the last command before it (a line that begins with `$ `, else the line
 * above); undefined when they are the same.
 * @param {string} what
 * @param {string} real
 * @param {string} simulated
 */
function textDifference(what, real, simulated) {
  const a = normalise(real).split('\n');
  const b = normalise(simulated).split('\n');
  const at = a.findIndex((line, i) => line !== b[i]);
  const index = at < 0 && b.length > a.length ? a.length : at;
  if (index < 0) return undefined;
  const command = a.slice(0, index + 1).findLast((line) => line.startsWith('$ '));
  const after = command ?? a[index - 1];
  const before = after === undefined ? '' : `    after      ${after}\n`;
  return `${what}, line ${index + 1}:\n${before}    Linux      ${a[index] ?? '(end)'}\n    simulated  ${b[index] ?? '(end)'}`;
}

/**
 * The first difference between what the real kernel and the simulator said, in words; undefined without one.
 * @param {Transcript} real
 * @param {Transcript} simulated
 */
export function difference(real, simulated) {
  return (
    textDifference('stdout', real.stdout, simulated.stdout) ??
    textDifference('stderr', real.stderr, simulated.stderr) ??
    (real.status === simulated.status ? undefined : `exit status: Linux ${real.status}, simulated ${simulated.status}`)
  );
}
