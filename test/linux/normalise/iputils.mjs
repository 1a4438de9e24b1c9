// @ts-check
/** @type {readonly import('./rule.mjs').Rule[]} Times that ping, arping, tracepath and traceroute measure; the number of ping's process. */
export const iputils = [
  { pattern: /time=[0-9.]+ ms/g, to: 'time=T ms' },
  { pattern: /= [0-9.]+\/[0-9.]+\/[0-9.]+\/[0-9.]+ ms/g, to: '= T ms' },
  { pattern: /ipg\/ewma [0-9.]+\/[0-9.]+ ms/g, to: 'ipg/ewma T ms' },
  // A header that is shown whole, with its random number.
  {
    pattern:
      /^( 4 {2}5 {2}[0-9a-f]{2} [0-9a-f]{4}) [0-9a-f]{4}( {3}\d [0-9a-f]{4} {2}[0-9a-f]{2} {2}[0-9a-f]{2}) [0-9a-f]{4} /gm,
    to: '$1 ID$2 SUM ',
  },
  { pattern: / ident=[0-9]+ /g, to: ' ident=PID ' },
  { pattern: /, time [0-9]+ms/g, to: ', time Tms' },
  { pattern: / {2}[0-9]+\.[0-9]+ ?ms/g, to: '  T ms' },
];
