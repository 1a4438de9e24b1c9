// @ts-check
/** @type {readonly import('./rule.mjs').Rule[]} Ports that are chosen, processes and times, where sockets are listed or spoken of. */
export const sockets = [
  {
    pattern:
      /(\b\d+\.\d+\.\d+\.\d+:|^Connection received on [\w.]+ )(32(?:7[6-9]|[89]\d)\d|33\d{3}|3[4-9]\d{3}|[45]\d{4}|60\d{3})(?=[ ,.\n]|$)/gm,
    number: 'PORT',
  },
  { pattern: /,pid=\d+,/g, to: ',pid=N,' },
  { pattern: /(users:\(.*\)\)|PortProcess) +$/gm, to: '$1' },
  { pattern: /^((?:tcp|udp)6? .*) \d+\/([a-z]\w*) *$/gm, to: '$1 N/$2' },
  // How long curl and ncat took, and the day on which a web server says something.
  { pattern: / after \d+ (ms|milliseconds)/g, to: ' after T $1' },
  { pattern: / received in \d+\.\d\d seconds/g, to: ' received in T seconds' },
  { pattern: /\[\d\d\/[A-Z][a-z]{2}\/\d{4} \d\d:\d\d:\d\d\]/g, to: '[DATE]' },
  { pattern: /[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g, to: 'DATE' },
];
