import type { Rule } from '../../../kernel/netfilter/rule.ts';
import type { Table } from '../../../kernel/netfilter/table.ts';
import type { RulesetLayout } from '../print-ruleset.ts';

/** A rule of iptables in nft's words. */
export function printXtRule(rule: Rule, _table: Table, _layout: RulesetLayout): string {
  return rule.text;
}
