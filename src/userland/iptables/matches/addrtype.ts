import { ADDRTYPE } from '../../../grammar/iptables/matches/addrtype.ts';
import type { AddrtypeMatch } from '../../../kernel/netfilter/matches/addrtype.ts';
import type { AddressType } from '../../../kernel/netfilter/skb.ts';
import { complain } from '../complaint.ts';
import { type Extension, negated } from '../extension.ts';
import { parseNameList } from '../option-value.ts';

/** Types in the order of their numbers (RTN_*), in which they are written. */
const TYPES: readonly AddressType[] = [
  'UNSPEC',
  'UNICAST',
  'LOCAL',
  'BROADCAST',
  'ANYCAST',
  'MULTICAST',
  'BLACKHOLE',
  'UNREACHABLE',
  'PROHIBIT',
  'THROW',
  'NAT',
  'XRESOLVE',
];

function parseTypes(text: string, index: number): AddressType[] {
  const wanted = parseNameList(text, TYPES, (rest) => {
    // The last of several is quoted in another way.
    return complain(`addrtype: bad type ${rest.includes(',') ? `\`${rest}'` : `"${rest}"`}`, index);
  });
  return TYPES.filter((type) => wanted.includes(type));
}

/** libxt_addrtype. */
export const ADDRTYPE_EXTENSION: Extension<AddrtypeMatch> = {
  label: 'addrtype',
  options: ADDRTYPE,
  begin() {
    let match: AddrtypeMatch = { kind: 'addrtype' };
    return {
      option({ name, value, invert, index }) {
        if (name === '--src-type') match = { ...match, source: { types: parseTypes(value, index), invert } };
        else if (name === '--dst-type') match = { ...match, destination: { types: parseTypes(value, index), invert } };
        else match = { ...match, limit: name === '--limit-iface-in' ? 'in' : 'out' };
      },
      finish() {
        if (match.source !== undefined || match.destination !== undefined) return match;
        return complain('addrtype: you must specify --src-type or --dst-type');
      },
    };
  },
  save({ source, destination, limit }) {
    const parts: string[] = [];
    if (source !== undefined) parts.push(negated(source.invert, `--src-type ${source.types.join(',')}`));
    if (destination !== undefined) parts.push(negated(destination.invert, `--dst-type ${destination.types.join(',')}`));
    if (limit !== undefined) parts.push(`--limit-iface-${limit}`);
    return parts.join(' ');
  },
  print({ source, destination, limit }) {
    const parts = ['ADDRTYPE match'];
    if (source !== undefined) parts.push(`src-type ${source.invert ? '!' : ''}${source.types.join(',')}`);
    if (destination !== undefined)
      parts.push(`dst-type ${destination.invert ? '!' : ''}${destination.types.join(',')}`);
    if (limit !== undefined) parts.push(`limit-${limit}`);
    return parts.join(' ');
  },
};
