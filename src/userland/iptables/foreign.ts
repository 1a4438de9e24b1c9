import type { RulesetOwner } from '../../kernel/netfilter/owner.ts';
import type { TableName } from '../../kernel/netfilter/requests.ts';
import { isBaseChain } from '../../kernel/netfilter/ruleset.ts';
import { type Chain, xtablesBase } from '../../kernel/netfilter/table.ts';
import { asXtables } from './foreign-rule.ts';

/** What nft has put into a table of iptables that iptables cannot show (nft_is_table_compatible). */
export type Foreign = 'nothing' | 'rules' | 'base-chains';

/** What of a table is nft's alone. */
export function foreignIn(netns: RulesetOwner, table: TableName): Foreign {
  const chains = [...(netns.netfilter.tables.get(table)?.chains.values() ?? [])];
  const own = chains.filter((chain) => chain.base === undefined || isBuiltin(chain, table));
  if (own.some(({ rules }) => rules.some((rule) => asXtables(rule, netns) === undefined))) return 'rules';
  return own.length === chains.length ? 'nothing' : 'base-chains';
}

/** Whether a base chain is hooked as iptables hooks the one of its name. */
export function isBuiltin({ name, base }: Chain, table: TableName): boolean {
  if (!isBaseChain(table, name) || base === undefined) return false;
  const { type, hook, priority } = xtablesBase(table, name);
  return base.type === type && base.hook === hook && base.priority === priority;
}
