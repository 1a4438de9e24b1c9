import { ICMP } from '../../../grammar/iptables/matches/icmp.ts';
import type { IcmpMatch } from '../../../kernel/netfilter/matches/icmp.ts';
import { complain } from '../complaint.ts';
import { type Extension, negated } from '../extension.ts';
import { parseUnsigned } from '../number.ts';

interface IcmpName {
  readonly name: string;
  readonly type: number;
  readonly min: number;
  readonly max: number;
}

/** Names of ICMP types with the codes they cover; the first that fits is the one printed. */
const NAMES: readonly IcmpName[] = [
  ['any', 255, 0, 255],
  ['echo-reply', 0, 0, 255],
  ['pong', 0, 0, 255],
  ['destination-unreachable', 3, 0, 255],
  ['network-unreachable', 3, 0, 0],
  ['host-unreachable', 3, 1, 1],
  ['protocol-unreachable', 3, 2, 2],
  ['port-unreachable', 3, 3, 3],
  ['fragmentation-needed', 3, 4, 4],
  ['source-route-failed', 3, 5, 5],
  ['network-unknown', 3, 6, 6],
  ['host-unknown', 3, 7, 7],
  ['network-prohibited', 3, 9, 9],
  ['host-prohibited', 3, 10, 10],
  ['TOS-network-unreachable', 3, 11, 11],
  ['TOS-host-unreachable', 3, 12, 12],
  ['communication-prohibited', 3, 13, 13],
  ['host-precedence-violation', 3, 14, 14],
  ['precedence-cutoff', 3, 15, 15],
  ['source-quench', 4, 0, 255],
  ['redirect', 5, 0, 255],
  ['network-redirect', 5, 0, 0],
  ['host-redirect', 5, 1, 1],
  ['TOS-network-redirect', 5, 2, 2],
  ['TOS-host-redirect', 5, 3, 3],
  ['echo-request', 8, 0, 255],
  ['ping', 8, 0, 255],
  ['router-advertisement', 9, 0, 255],
  ['router-solicitation', 10, 0, 255],
  ['time-exceeded', 11, 0, 255],
  ['ttl-exceeded', 11, 0, 255],
  ['ttl-zero-during-transit', 11, 0, 0],
  ['ttl-zero-during-reassembly', 11, 1, 1],
  ['parameter-problem', 12, 0, 255],
  ['ip-header-bad', 12, 0, 0],
  ['required-option-missing', 12, 1, 1],
  ['timestamp-request', 13, 0, 255],
  ['timestamp-reply', 14, 0, 255],
  ['address-mask-request', 17, 0, 255],
  ['address-mask-reply', 18, 0, 255],
].map(([name, type, min, max]) => ({ name, type, min, max }) as IcmpName);

/** A type by name or an abbreviation of one, `8`, `3/1` (ipt_parse_icmp). */
function parseType(text: string, index: number): Omit<IcmpName, 'name'> {
  const lower = text.toLowerCase();
  const [found, second] = NAMES.filter(({ name }) => name.toLowerCase().startsWith(lower));
  const exact = NAMES.find(({ name }) => name.toLowerCase() === lower);
  if (exact !== undefined) return exact;
  if (found !== undefined && second !== undefined) {
    complain(`Ambiguous ICMP type \`${text}': \`${found.name}' or \`${second.name}'?`, index);
  }
  if (found !== undefined) return found;
  const slash = text.indexOf('/');
  const type = parseUnsigned(slash < 0 ? text : text.slice(0, slash), 255);
  if (type === undefined) complain(`Unknown ICMP type \`${text}'`, index);
  if (slash < 0) return { type, min: 0, max: 255 };
  const code = parseUnsigned(text.slice(slash + 1), 255);
  // The real tool has cut the word at its slash by now, and puts it back for the message.
  if (code === undefined) complain(`Unknown ICMP code \`${text}'`, index);
  return { type, min: code, max: code };
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
    const known = NAMES.find((each) => each.type === type && each.min === minCode && each.max === maxCode);
    const not = invert ? '!' : '';
    if (!numeric && known !== undefined) return `icmp ${not}${known.name}`;
    const text = `${invert ? 'icmp !type' : 'icmptype'} ${type}`;
    if (minCode === 0 && maxCode === 255) return text;
    return minCode === maxCode ? `${text} code ${minCode}` : `${text} codes ${minCode}-${maxCode}`;
  },
};
