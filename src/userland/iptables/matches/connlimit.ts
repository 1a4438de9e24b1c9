import { CONNLIMIT } from '../../../grammar/iptables/matches/connlimit.ts';
import type { ConnlimitMatch } from '../../../kernel/netfilter/matches/connlimit.ts';
import { parseMaskLength } from '../address.ts';
import { complain } from '../complaint.ts';
import type { Extension, Given } from '../extension.ts';
import { parseUnsigned } from '../number.ts';
import { parseNumber } from '../option-value.ts';

function parsePrefix({ name, value, index }: Given): number {
  const message = `connlimit: bad value for option "${name}", neither a valid network mask nor valid CIDR (0-32).\n`;
  return parseMaskLength(value) ?? complain(message, index);
}

function parsePrefix6({ name, value, index }: Given): number {
  const message = `connlimit: bad value for option "${name}", neither a valid network mask nor valid CIDR (0-128).\n`;
  return parseUnsigned(value, 128) ?? complain(message, index);
}

function bitsOf(mask: number): number {
  return Math.clz32(~mask);
}

/** libxt_connlimit. */
export const CONNLIMIT_EXTENSION: Extension<ConnlimitMatch> = {
  label: 'connlimit',
  options: CONNLIMIT,
  begin(family) {
    let match = { kind: 'connlimit', limit: 0, upTo: false, mask: 0xffffffff, which: 'source' } as const as Omit<
      ConnlimitMatch,
      'counted'
    >;
    if (family === 6) match = { ...match, bits: 128 };
    let isGiven = false;
    return {
      option(given) {
        const { name, invert } = given;
        if (name === '--connlimit-mask' && family === 6) match = { ...match, bits: parsePrefix6(given) };
        else if (name === '--connlimit-mask') match = { ...match, mask: parsePrefix(given) };
        else if (name === '--connlimit-saddr') match = { ...match, which: 'source' };
        else if (name === '--connlimit-daddr') match = { ...match, which: 'destination' };
        else {
          isGiven = true;
          const upTo = (name === '--connlimit-upto') !== invert;
          match = { ...match, limit: parseNumber('connlimit', given), upTo };
        }
      },
      finish() {
        if (!isGiven) complain('You must specify "--connlimit-above" or "--connlimit-upto".');
        return { ...match, counted: [] };
      },
    };
  },
  save({ limit, upTo, mask, bits, which }) {
    const address = which === 'source' ? '--connlimit-saddr' : '--connlimit-daddr';
    return `--connlimit-${upTo ? 'upto' : 'above'} ${limit} --connlimit-mask ${bits ?? bitsOf(mask)} ${address}`;
  },
  print: ({ limit, upTo, mask, bits, which }) =>
    `#conn ${which === 'source' ? 'src' : 'dst'}/${bits ?? bitsOf(mask)} ${upTo ? '<=' : '>'} ${limit}`,
};
