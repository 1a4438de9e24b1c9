import { IPRANGE } from '../../../grammar/iptables/matches/iprange.ts';
import type { IprangeMatch } from '../../../kernel/netfilter/matches/iprange.ts';
import { formatIpv4 } from '../../../net/ipv4.ts';
import { formatIpv6, parseIpv6 } from '../../../net/ipv6.ts';
import { parseQuadOrBeginning } from '../address.ts';
import { complain } from '../complaint.ts';
import { type Extension, type Given, negated } from '../extension.ts';

type Range = NonNullable<IprangeMatch['source']>;

/** Addresses of IPv6, which are kept as they are written. */
function parseRange6({ name, value, invert, index, warn }: Given): Range {
  const [low = '', high = low] = value.split('-');
  const bound = (text: string) =>
    parseIpv6(text) ?? complain(`iprange: Bad value for "${name}" option: "${text}"`, index);
  const [min, max] = [bound(low), bound(high)];
  if (max < min) warn(`xt_iprange: range ${value} is reversed and will never match`);
  return { min: 0, max: 0, invert, written: `${formatIpv6(min)}-${formatIpv6(max)}` };
}

function parseRange({ name, value, invert, index, warn }: Given): Range {
  const dash = value.indexOf('-');
  const bound = (text: string) =>
    (text === '' ? undefined : parseQuadOrBeginning(text)) ??
    complain(`iprange: Bad value for "${name}" option: "${text}"`, index);
  const min = bound(dash < 0 ? value : value.slice(0, dash));
  const max = dash < 0 ? min : bound(value.slice(dash + 1));
  if (max < min) warn(`xt_iprange: range ${value} is reversed and will never match`);
  return { min, max, invert };
}

function format({ min, max, written, invert }: Range): string {
  return negated(invert, written ?? `${formatIpv4(min)}-${formatIpv4(max)}`);
}

function save(name: string, range: Range | undefined): string[] {
  if (range === undefined) return [];
  return [negated(range.invert, `${name} ${format({ ...range, invert: false })}`)];
}

/** libxt_iprange. */
export const IPRANGE_EXTENSION: Extension<IprangeMatch> = {
  label: 'iprange',
  options: IPRANGE,
  begin(family) {
    const parse = family === 4 ? parseRange : parseRange6;
    let match: IprangeMatch = { kind: 'iprange' };
    return {
      option(given) {
        match = { ...match, [given.name === '--src-range' ? 'source' : 'destination']: parse(given) };
      },
      finish() {
        if (match.source !== undefined || match.destination !== undefined) return match;
        return complain("iprange match: You must specify `--src-range' or `--dst-range'");
      },
    };
  },
  save: ({ source, destination }) => [...save('--src-range', source), ...save('--dst-range', destination)].join(' '),
  print({ source, destination }) {
    const parts: string[] = [];
    if (source !== undefined) parts.push(`source IP range ${format(source)}`);
    if (destination !== undefined) parts.push(`destination IP range ${format(destination)}`);
    return parts.join(' ');
  },
};
