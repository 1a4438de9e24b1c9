// @ts-check
/** @type {readonly import('./rule.mjs').Rule[]} What brctl says of chance. */
export const bridgeUtils = [
  // How long timers still run, and how long ago a station was heard.
  { pattern: /((?:gc|hello|message age) timer\t+) *(?!0\.00)\d+\.\d\d/g, to: '$1 T' },
  { pattern: /(forward delay timer\t+) *\d+\.\d\d/g, to: '$1 T' },
  { pattern: /^( *\d+\t[0-9a-f:]{17}\t(?:yes|no)\t\t) *(?!0\.00)\d+\.\d\d$/gm, to: '$1T' },
];
