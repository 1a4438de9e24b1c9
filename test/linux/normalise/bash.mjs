// @ts-check
/** @type {readonly import('./rule.mjs').Rule[]} Numbers of processes and pipes, and what is the test machine's own. */
export const bash = [
  // Of a process that a signal ended.
  { pattern: /(: line \d+:) +\d+ (?=[A-Z][\w /]* {2,}\S)/g, to: '$1 PID ' },
  { pattern: /^ +\d+ (?=(?:[A-Z][\w /]*)? {2,}\| )/gm, to: '     PID ' },
  { pattern: /\bpipe \d+$/gm, to: 'pipe N' },
  // sudo complains of the machine's host name, not of the lab.
  { pattern: /^sudo: unable to resolve host .*\n/gm, to: '' },
];
