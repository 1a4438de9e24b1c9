// @ts-check
/** @type {readonly import('./rule.mjs').Rule[]} When frames were seen, and the numbers that hosts choose by chance. */
export const tcpdump = [
  { pattern: /^( ?)(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\.\d{6} /gm, to: '$1T ' },
  { pattern: /^\d{10}\.\d{6} /gm, to: 'T ' },
  { pattern: /(ICMP echo (?:request|reply), id )(\d+)/g, number: 'ID' },
  { pattern: /(, ttl \d+, id )([1-9]\d*)/g, number: 'IPID' },
  // Ports that are chosen, not those that traceroute asks for, from 33434 on, but where a packet comes from.
  {
    pattern:
      /(\b\d+\.\d+\.\d+\.\d+\.)(32(?:7[6-9]|[89]\d)\d|33[0-36-9]\d\d|33[45]\d\d(?= >)|3[4-9]\d{3}|[45]\d{4}|60\d{3})\b/g,
    number: 'PORT',
  },
  // TCP's clocks: each connection's starts somewhere, and how far it has come is measured.
  {
    pattern: /\bTS val \d+ ecr (0\b)?\d*/g,
    to: (_, none) => `TS val T ecr ${none === undefined ? 'T' : none}`,
  },
  { pattern: /(\b(?:seq|ack|val|ecr) )(\d{6,})/g, number: 'NUMBER' },
  { pattern: /( -> 0x)[0-9a-f]{4}/g, to: '$1SUM' },
];
