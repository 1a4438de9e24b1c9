// @ts-check
/** @type {readonly import('./rule.mjs').Rule[]} What iptables and ipset say of chance. */
export const netfilter = [
  // Ticks of the clock at which `recent` saw packets.
  {
    pattern: /(last_seen: )\d{9,}( oldest_pkt: \d+)((?:,? \d{9,})+)/g,
    to: (_, seen, oldest, ticks) => `${seen}J${oldest}${ticks?.replace(/\d+/g, 'J')}`,
  },
  // The number that the hash of a set begins with, where the lab does not give one.
  { pattern: /(initval[ >]0x)(?!0000)[0-9a-f]{8}\b/g, to: '$1INITVAL' },
  // Seconds that an element of a set still has.
  {
    pattern: /([ <]timeout[ >]\d+)\d(?= packets| nomatch| comment|$|<\/timeout>(?!<(?:mark|zone|use)>))/gm,
    to: '$1T',
  },
  // When iptables-save was called.
  { pattern: /^(# (?:Generated|Completed) .*\bon ).*$/gm, to: '$1T' },
];
