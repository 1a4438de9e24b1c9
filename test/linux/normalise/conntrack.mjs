// @ts-check
/** Seconds that are left, to the next ten. @type {(match: string, before?: string, left?: string) => string} */
const roundedUp = (_, before, left) => `${before}${Math.ceil(Number(left) / 10) * 10}`;

/** @type {readonly import('./rule.mjs').Rule[]} When, who, the ids that are hashes, the ports and echo ids that are chosen, and what is left of a timeout. */
export const conntrack = [
  { pattern: /^\[\d{10}\.\d{6}\]\t/gm, to: '[T]\t' },
  { pattern: /\[(start|stop)=[^\]]*\]/g, to: '[$1=T]' },
  { pattern: /delta-time=\d+/g, to: 'delta-time=T' },
  { pattern: /<deltatime>\d+/g, to: '<deltatime>T' },
  { pattern: / portid=\d+( progname=\S+)?/g, to: ' portid=N' },
  { pattern: /( id=| --icmp-id )(\d+)\b/g, number: 'ID' },
  { pattern: /(<id>)(\d+)\b/g, number: 'ID' },
  {
    pattern:
      /( [sd]port=|<[sd]port>| --(?:[sd]port|reply-port-(?:src|dst)) )(32[89]\d\d|3[3-9]\d{3}|[45]\d{4}|60\d{3})\b(?<!3343\d|334[4-9]\d)/g,
    number: 'PORT',
  },
  { pattern: /^(.*\b(?:icmp|udp|tcp|unknown) +\d+ )(\d*[2-9])(?= )/gm, to: roundedUp },
  { pattern: /^(-A -t |.*<timeout>)(\d*[2-9])\b/gm, to: roundedUp },
];
