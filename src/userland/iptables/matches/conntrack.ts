import { CONNTRACK } from '../../../grammar/iptables/matches/conntrack.ts';
import { IPS_ASSURED, IPS_CONFIRMED, IPS_EXPECTED, IPS_SEEN_REPLY } from '../../../kernel/netfilter/conntrack/info.ts';
import type { ConntrackMatch } from '../../../kernel/netfilter/matches/conntrack.ts';
import type { PortTest } from '../../../kernel/netfilter/matches/port-range.ts';
import type { Family } from '../../../net/prefix.ts';
import { type AddressWithMask, formatNetwork } from '../address.ts';
import { complain } from '../complaint.ts';
import { type Extension, type Given, negated } from '../extension.ts';
import { parseHostMask, parseHostMask6, parseNameList, parseNumberRange, parsePorts } from '../option-value.ts';
import { parseProtocol } from '../protocol.ts';
import { formatStates, parseStates } from './state.ts';

type Mutable = { -readonly [K in keyof ConntrackMatch]: ConntrackMatch[K] };

const STATUSES = [
  ['EXPECTED', IPS_EXPECTED],
  ['SEEN_REPLY', IPS_SEEN_REPLY],
  ['ASSURED', IPS_ASSURED],
  ['CONFIRMED', IPS_CONFIRMED],
] as const;

const ADDRESSES = {
  '--ctorigsrc': 'originalSource',
  '--ctorigdst': 'originalDestination',
  '--ctreplsrc': 'replySource',
  '--ctrepldst': 'replyDestination',
} as const;

const PORTS = {
  '--ctorigsrcport': 'originalSourcePort',
  '--ctorigdstport': 'originalDestinationPort',
  '--ctreplsrcport': 'replySourcePort',
  '--ctrepldstport': 'replyDestinationPort',
} as const;

function parseStatus(text: string, index: number): number {
  let bits = 0;
  const names = ['NONE', ...STATUSES.map(([name]) => name)];
  for (const name of parseNameList(text, names, (rest) => complain(`Bad ctstatus "${rest}"`, index))) {
    bits |= STATUSES.find(([known]) => known === name)?.[1] ?? 0;
  }
  return bits;
}

function formatStatus(bits: number): string {
  const names = STATUSES.filter(([, bit]) => (bits & bit) !== 0).map(([name]) => name);
  return names.length === 0 ? 'NONE' : names.join(',');
}

function read(match: Mutable, given: Given, family: Family): void {
  const { name, value, invert, index } = given;
  switch (name) {
    case '--ctstate':
      match.states = { mask: parseStates(value, 'ctstate', 7, index), invert };
      break;
    case '--ctproto':
      match.protocol = { number: parseProtocol(value, index), invert };
      break;
    case '--ctstatus':
      match.status = { mask: parseStatus(value, index), invert };
      break;
    case '--ctexpire':
      match.expire = { ...parseNumberRange('conntrack', given, 0xffffffff), invert };
      break;
    case '--ctdir': {
      const upper = value.toUpperCase();
      if (upper !== 'ORIGINAL' && upper !== 'REPLY') {
        complain(`conntrack: Bad value for "--ctdir" option: "${value}"`, index);
      }
      match.direction = { reply: upper === 'REPLY', invert };
      break;
    }
    default:
      if (name in PORTS) match[PORTS[name as keyof typeof PORTS]] = { ...parsePorts('conntrack', given), invert };
      else {
        match[ADDRESSES[name as keyof typeof ADDRESSES]] =
          family === 4
            ? { ...parseHostMask('conntrack', given), invert }
            : { address: 0, mask: 0, invert, written: parseHostMask6(given, false) };
      }
  }
}

/** Both forms in which it is written differ only in the dashes. */
function write(match: ConntrackMatch, dashes: string, names: boolean): string {
  const parts: string[] = [];
  const add = (name: string, test: { readonly invert: boolean } | undefined, text: () => string) => {
    if (test !== undefined) parts.push(negated(test.invert, `${dashes}${name} ${text()}`));
  };
  const { states, protocol, status, expire, direction } = match;
  add('ctstate', states, () => formatStates(states!.mask));
  add('ctproto', protocol, () => String(protocol!.number));
  for (const [name, key] of Object.entries(ADDRESSES)) {
    add(name.slice(2), match[key], () => formatPeer(match[key]!, names));
  }
  for (const [name, key] of Object.entries(PORTS)) add(name.slice(2), match[key], () => range(match[key]!));
  add('ctstatus', status, () => formatStatus(status!.mask));
  add('ctexpire', expire, () => range(expire!));
  add('ctdir', direction, () => (direction!.reply ? 'REPLY' : 'ORIGINAL'));
  return parts.join(' ');
}

/** `anywhere` where names are wanted. */
function formatPeer(test: AddressWithMask & { readonly written?: string }, names: boolean): string {
  if (test.written !== undefined) return test.written;
  return names && (test.mask === 0 || test.address === 0) ? 'anywhere' : formatNetwork(test, names);
}

function range({ min, max }: PortTest): string {
  return min === max ? `${min}` : `${min}:${max}`;
}

/** libxt_conntrack. */
export const CONNTRACK_EXTENSION: Extension<ConntrackMatch> = {
  label: 'conntrack',
  options: CONNTRACK,
  begin(family) {
    const match: Mutable = { kind: 'conntrack' };
    return {
      option: (given) => read(match, given, family),
      finish() {
        if (Object.keys(match).length === 1) complain('conntrack: At least one option is required');
        return match;
      },
    };
  },
  save: (match) => write(match, '--', false),
  print: (match, numeric) => write(match, '', !numeric),
};
