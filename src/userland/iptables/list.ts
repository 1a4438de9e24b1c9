import type { Rule, RuleSpec } from '../../kernel/netfilter/rule.ts';
import type { Family } from '../../net/prefix.ts';
import { formatNetwork } from './address.ts';
import { formatNetwork6 } from './address6.ts';
import type { ChainView } from './chains.ts';
import { formatDevice } from './device.ts';
import { matchExtension } from './matches/index.ts';
import { formatProtocol } from './protocol.ts';
import { extensionOf, isExtension } from './targets/index.ts';

/** How a listing looks: the options of -L. */
export interface Layout {
  readonly family: Family;
  readonly verbose: boolean;
  readonly numeric: boolean;
  readonly exact: boolean;
  readonly lineNumbers: boolean;
}

/** A counter: in five columns and rounded to K, M, G, T, or with -x in full in eight (xtables_print_num). */
function formatCount(count: number, exact: boolean, padded: boolean): string {
  if (exact) return `${String(count).padStart(padded ? 8 : 0)} `;
  if (count <= 99999) return `${String(count).padStart(padded ? 5 : 0)} `;
  // Rounding up makes nothing of the largest number of 64 bits.
  let rounded = count >= 2 ** 64 ? 0 : count;
  for (const unit of ['K', 'M', 'G', 'T']) {
    rounded = Math.floor((rounded + 500) / 1000);
    if (rounded <= 9999 || unit === 'T') return `${String(rounded).padStart(padded ? 4 : 0)}${unit} `;
  }
  return '';
}

/** The two lines above a chain's rules (print_header). */
export function formatHeader(chain: ChainView, references: number, layout: Layout): string {
  const { verbose, exact } = layout;
  let title = `Chain ${chain.name} (`;
  if (chain.policy !== undefined) {
    title += `policy ${chain.policy}`;
    if (verbose) {
      const packets = formatCount(chain.packets, exact, false);
      title += ` ${packets}packets, ${formatCount(chain.bytes, exact, false)}bytes`;
    }
  } else {
    title += references < 0 ? 'ERROR obtaining refs' : `${references} references`;
  }
  const number = layout.lineNumbers ? 'num  ' : '';
  const counters = verbose ? (exact ? '    pkts      bytes ' : ' pkts bytes ') : '';
  const devices = verbose ? ' in     out    ' : '';
  return `${title})\n${number}${counters}target     prot opt${devices} source               destination         \n`;
}

/** A line of -L (nft_ipv4_print_rule). */
export function formatRule(rule: Rule, number: number, layout: Layout): string {
  const { verbose, numeric, exact, lineNumbers } = layout;
  const { spec } = rule;
  let text = lineNumbers ? `${String(number).padEnd(4)} ` : '';
  if (verbose) text += formatCount(rule.packets, exact, true) + formatCount(rule.bytes, exact, true);
  text += `${targetName(spec).padEnd(9)} `;
  const protocol = numeric ? String(spec.protocol?.number ?? 0) : formatProtocol(spec.protocol?.number ?? 0);
  text += `${spec.protocol?.invert ? '!' : ' '}${protocol.padEnd(4)} ${fragmentColumn(spec)} `;
  if (verbose) {
    const any = numeric ? '*' : 'any';
    const device = (test: RuleSpec['inDevice']) =>
      (test === undefined ? any : `${test.invert ? '!' : ''}${formatDevice(test)}`).padEnd(6);
    text += ` ${device(spec.inDevice)} ${device(spec.outDevice)} `;
  }
  const { family } = layout;
  text += `${addressColumn(spec, 'source', family, numeric).padEnd(20)} `;
  text += `${addressColumn(spec, 'destination', family, numeric).padEnd(20)} `;
  return `${text}${suffix(spec, numeric)}\n`;
}

/** The line that -v prints while a rule is appended, inserted, deleted or checked. */
export function formatEcho(spec: RuleSpec, family: Family): string {
  const device = (test: RuleSpec['inDevice']) =>
    test === undefined ? '*' : `${test.invert ? '!' : ''}${formatDevice(test)}`;
  const protocol = formatProtocol(spec.protocol?.number ?? 0);
  const address = (side: 'source' | 'destination') => addressColumn(spec, side, family, true);
  return (
    `${targetName(spec)} ${spec.protocol?.invert ? '!' : ' '}${protocol} opt ${fragmentColumn(spec)} ` +
    `in ${device(spec.inDevice)} out ${device(spec.outDevice)} ${address('source')} ` +
    `${address('destination').replace(/^[ !]/, '$&-> ')}  ${suffix(spec, true)}\n`
  );
}

function targetName({ target }: RuleSpec): string {
  if (target === undefined) return '';
  return target.kind === 'jump' ? target.chain : target.kind;
}

function fragmentColumn({ fragment }: RuleSpec): string {
  if (fragment === undefined) return '--';
  return fragment.invert ? '!f' : '-f';
}

/** `!10.0.0.0/8`, ` anywhere`: one column for the negation, then the network. */
function addressColumn(spec: RuleSpec, side: 'source' | 'destination', family: Family, numeric: boolean): string {
  const test = spec[side];
  const test6 = spec[`${side}6`];
  const not = (test ?? test6)?.invert ? '!' : ' ';
  if (test6 !== undefined) return `${not}${formatNetwork6(test6)}`;
  if (test === undefined || (test.mask === 0 && test.address === 0)) {
    return `${not}${numeric ? (family === 4 ? '0.0.0.0/0' : '::/0') : 'anywhere'}`;
  }
  return `${not}${formatNetwork(test, !numeric)}`;
}

/** What matches and target say of themselves behind the columns. */
function suffix({ target, matches, protocol }: RuleSpec, numeric: boolean): string {
  let text = target?.kind === 'jump' && target.goto ? '[goto] ' : '';
  for (const match of matches) {
    const printed = matchExtension(match.kind)!.print(match, numeric, protocol?.number);
    if (printed !== '') text += ` ${printed}`;
  }
  if (target === undefined || !isExtension(target)) return text;
  const printed = extensionOf(target).print(target, numeric, protocol?.number);
  return printed === '' ? text : `${text} ${printed}`;
}
