// @ts-check
/** @type {readonly import('./rule.mjs').Rule[]} Times that ping, arping, tracepath and traceroute measure; the number of ping's process. */
export const iputils = [
  { pattern: /time=[0-9.]+ ms/g, to: 'time=T ms' },
  { pattern: /= [0-9.]+\/[0-9.]+\/[0-9.]+\/[0-9.]+ ms/g, to: '= T ms' },
  { pattern: /ipg\/ewma [0-9.]+\/[0-9.]+ ms/g, to: 'ipg/ewma T ms' },
  { pattern: / ident=[0-9]+ /g, to: ' ident=PID ' },
  { pattern: /, time [0-9]+ms/g, to: ', time Tms' },
  { pattern: / {2}[0-9]+\.[0-9]+ ?ms/g, to: '  T ms' },
];
