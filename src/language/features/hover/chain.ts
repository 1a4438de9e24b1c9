import type { FirewallChainInfo, FirewallRuleInfo } from '../../../kernel/netfilter/requests.ts';
import type { Analysis } from '../../analysis.ts';
import type { Place } from '../../network/network.ts';
import { code, paragraphs, table } from '../markdown.ts';

/** Rules listed at most. */
const LIMIT = 12;

/** A chain of a packet filter: its policy, and its rules with what each has matched as of the line. */
export function hoverOnChain(info: FirewallChainInfo, lab: Analysis, place: Place): string {
  const { chain, policy, rules, packets, native } = info;
  const made = madeOn(lab, info.cause);
  const rows = rules.slice(0, LIMIT).map((rule) => [String(rule.number), ...ruleCells(lab, rule)]);
  return paragraphs(
    `**Chain ${code(chain)}** of table ${code(info.table)} in ${code(place.name)}`,
    policy === undefined
      ? made && `Made on ${made}.`
      : `Policy ${code(policy)}${made && ` since ${made}`}${native ? '' : `: it decided about ${packetsOf(packets)}`}.`,
    rules.length === 0 ? 'It has no rule.' : table(['', 'rule', 'matched', ''], rows),
    rules.length > LIMIT ? `… and ${rules.length - LIMIT} more` : undefined,
  );
}

/** Cells of a rule: its words, what it matched, where it was made. */
export function ruleCells(lab: Analysis, { text, packets, bytes, cause }: FirewallRuleInfo): string[] {
  return [code(text), matched(packets, bytes), madeOn(lab, cause)];
}

/** `3 packets, 252 bytes`. */
export function matched(packets: number, bytes: number): string {
  return packets === 0 ? packetsOf(0) : `${packetsOf(packets)}, ${bytes} bytes`;
}

function packetsOf(count: number): string {
  return count === 0 ? 'no packet' : `${count} packet${count === 1 ? '' : 's'}`;
}

function madeOn(lab: Analysis, cause: number): string {
  const record = lab.recordOf(cause);
  return record === undefined ? '' : `line ${record.line}`;
}
