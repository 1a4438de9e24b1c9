import { ICMP6 } from '../../../grammar/iptables/matches/icmp6.ts';
import type { Icmp6Match } from '../../../kernel/netfilter/matches/ipv6.ts';
import { complain } from '../complaint.ts';
import { type Extension, negated } from '../extension.ts';
import { parseIcmpNumbers } from '../icmp-type.ts';

interface Icmp6Type {
  readonly name: string;
  readonly type: number;
  readonly min: number;
  readonly max: number;
}

const any = (name: string, type: number): Icmp6Type => ({ name, type, min: 0, max: 255 });
const one = (name: string, type: number, code: number): Icmp6Type => ({ name, type, min: code, max: code });

/** Types by name (RFC 4443, RFC 4861); the first of a type is the one that is listed. */
const TYPES: readonly Icmp6Type[] = [
  any('destination-unreachable', 1),
  one('no-route', 1, 0),
  one('communication-prohibited', 1, 1),
  one('beyond-scope', 1, 2),
  one('address-unreachable', 1, 3),
  one('port-unreachable', 1, 4),
  one('failed-policy', 1, 5),
  one('reject-route', 1, 6),
  any('packet-too-big', 2),
  any('time-exceeded', 3),
  any('ttl-exceeded', 3),
  one('ttl-zero-during-transit', 3, 0),
  one('ttl-zero-during-reassembly', 3, 1),
  any('parameter-problem', 4),
  one('bad-header', 4, 0),
  one('unknown-header-type', 4, 1),
  one('unknown-option', 4, 2),
  any('echo-request', 128),
  any('ping', 128),
  any('echo-reply', 129),
  any('pong', 129),
  any('router-solicitation', 133),
  any('router-advertisement', 134),
  any('neighbour-solicitation', 135),
  any('neighbor-solicitation', 135),
  any('neighbour-advertisement', 136),
  any('neighbor-advertisement', 136),
  any('redirect', 137),
];

/** A type by name or an abbreviation of one, `128`, `1/4` (parse_icmpv6). */
function parseType(text: string, index: number): Omit<Icmp6Type, 'name'> {
  const lower = text.toLowerCase();
  const exact = TYPES.find(({ name }) => name === lower);
  if (exact !== undefined) return exact;
  const [found, second] = TYPES.filter(({ name }) => name.startsWith(lower));
  if (found !== undefined && second !== undefined)
    complain(`Ambiguous ICMPv6 type \`${text}': \`${found.name}' or \`${second.name}'?`, index);
  if (found !== undefined) return found;
  return parseIcmpNumbers(text, 'ICMPv6', index);
}

/** libip6t_icmp6. */
export const ICMP6_EXTENSION: Extension<Icmp6Match> = {
  label: 'icmp6',
  options: ICMP6,
  begin() {
    let match: Icmp6Match = { kind: 'icmp6', type: 0, minCode: 0, maxCode: 255, invert: false };
    return {
      option({ value, invert, index }) {
        const { type, min, max } = parseType(value, index);
        match = { kind: 'icmp6', type, minCode: min, maxCode: max, invert };
      },
      finish: () => match,
    };
  },
  save({ type, minCode, maxCode, invert }) {
    return negated(invert, `--icmpv6-type ${type}${minCode === 0 && maxCode === 255 ? '' : `/${minCode}`}`);
  },
  print({ type, minCode, maxCode, invert }, numeric) {
    const known = TYPES.find((each) => each.type === type && each.min === minCode && each.max === maxCode);
    if (!numeric && known !== undefined) return `ipv6-icmp ${invert ? '!' : ''}${known.name}`;
    const text = `ipv6-icmp${invert ? ' !' : ''}type ${type}`;
    if (minCode === 0 && maxCode === 255) return text;
    return minCode === maxCode ? `${text} code ${minCode}` : `${text} codes ${minCode}-${maxCode}`;
  },
};
