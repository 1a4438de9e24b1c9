// @ts-check
import { normalise } from './normalise.mjs';

/** @typedef {import('./real.mjs').Transcript} Transcript */

/** Puts neighbouring lines that are marked as unordered (`~ `) in order. @param {string[]} lines */
function inOrder(lines) {
  for (let start = 0; start < lines.length; start++) {
    let end = start;
    while (lines[end]?.startsWith('~ ')) end++;
    if (end - start > 1) lines.splice(start, end - start, ...lines.slice(start, end).sort());
    start = end;
  }
  return lines;
}

/** A transcript's text as it is compared, in lines. @param {string} text */
export function comparable(text) {
  return inOrder(normalise(text).split('\n'));
}

/**
 * The first line in which two texts differ, with the last command before it (a line that begins with `$ `, else the line
 * above); undefined when they are the same.
 * @param {string} what
 * @param {string} real
 * @param {string} simulated
 */
function textDifference(what, real, simulated) {
  const a = comparable(real);
  const b = comparable(simulated);
  const at = a.findIndex((line, i) => line !== b[i]);
  const index = at < 0 && b.length > a.length ? a.length : at;
  if (index < 0) return undefined;
  const command = a.slice(0, index + 1).findLast((line) => line.startsWith('$ '));
  const after = command ?? a[index - 1];
  const before = after === undefined ? '' : `    after      ${after}\n`;
  return `${what}, line ${index + 1}:\n${before}    Linux      ${around(a[index], b[index])}\n    simulated  ${around(b[index], a[index])}`;
}

/**
 * The part of a long line around the first difference to another.
 * @param {string | undefined} line
 * @param {string | undefined} other
 */
function around(line = '(end)', other = '(end)') {
  let at = 0;
  while (at < line.length && line[at] === other[at]) at++;
  const start = line.length > 160 ? Math.max(0, at - 60) : 0;
  return `${start > 0 ? '…' : ''}${line.slice(start, start + 160)}`;
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
