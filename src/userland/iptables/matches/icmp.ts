import { ICMP } from '../../../grammar/iptables/matches/icmp.ts';
import type { IcmpMatch } from '../../../kernel/netfilter/matches/icmp.ts';
import { ICMP_TYPES, type IcmpType } from '../../netbase/icmp-types.ts';
import { complain } from '../complaint.ts';
import { type Extension, negated } from '../extension.ts';
import { parseIcmpNumbers } from '../icmp-type.ts';

/** A type by name or an abbreviation of one, `8`, `3/1` (ipt_parse_icmp). */
function parseType(text: string, index: number): Omit<IcmpType, 'name'> {
  const lower = text.toLowerCase();
  const [found, second] = ICMP_TYPES.filter(({ name }) => name.toLowerCase().startsWith(lower));
  const exact = ICMP_TYPES.find(({ name }) => name.toLowerCase() === lower);
  if (exact !== undefined) return exact;
  if (found !== undefined && second !== undefined) {
    complain(`Ambiguous ICMP type \`${text}': \`${found.name}' or \`${second.name}'?`, index);
  }
  if (found !== undefined) return found;
  return parseIcmpNumbers(text, 'ICMP', index);
}

/** libipt_icmp. */
export const ICMP_EXTENSION: Extension<IcmpMatch> = {
  label: 'icmp',
  options: ICMP,
  begin() {
    let match: IcmpMatch = { kind: 'icmp', type: 255, minCode: 0, maxCode: 255, invert: false };
    return {
      option({ value, invert, index }) {
        const { type, min, max } = parseType(value, index);
        match = { kind: 'icmp', type, minCode: min, maxCode: max, invert };
      },
      finish: () => match,
    };
  },
  save({ type, minCode, maxCode, invert }) {
    const code = minCode === 0 && maxCode === 255 ? '' : `/${minCode}`;
    return negated(invert, `--icmp-type ${type === 255 ? 'any' : `${type}${code}`}`);
  },
  print({ type, minCode, maxCode, invert }, numeric) {
    const known = ICMP_TYPES.find((each) => each.type === type && each.min === minCode && each.max === maxCode);
    const not = invert ? '!' : '';
    if (!numeric && known !== undefined) return `icmp ${not}${known.name}`;
    const text = `${invert ? 'icmp !type' : 'icmptype'} ${type}`;
    if (minCode === 0 && maxCode === 255) return text;
    return minCode === maxCode ? `${text} code ${minCode}` : `${text} codes ${minCode}-${maxCode}`;
  },
};
