import type { RulesetOwner } from '../../kernel/netfilter/owner.ts';
import type { TableName } from '../../kernel/netfilter/requests.ts';
import type { Rule } from '../../kernel/netfilter/rule.ts';
import { type Chain, HOOKS_OF_TABLE } from '../../kernel/netfilter/table.ts';
import { isBuiltin } from './foreign.ts';
import { asXtables } from './foreign-rule.ts';

/** A chain as iptables shows it: base chains that were never used look like empty ones. */
export interface ChainView {
  readonly name: string;
  readonly policy: 'ACCEPT' | 'DROP' | undefined;
  readonly packets: number;
  readonly bytes: number;
  readonly rules: readonly Rule[];
}

/** The chains of a table: base chains in the order of their hooks, then the user's by name. */
export function chainViews(owner: RulesetOwner, table: TableName): ChainView[] {
  const chains = owner.netfilter.tables.get(table)?.chains;
  const base = HOOKS_OF_TABLE[table].map((hook): ChainView => {
    const chain = chains?.get(hook);
    if (chain !== undefined && isBuiltin(chain, table)) return viewOf(chain, owner, chain.policy);
    return { name: hook, policy: 'ACCEPT', packets: 0, bytes: 0, rules: [] };
  });
  const own = [...(chains?.values() ?? [])].filter((chain) => chain.hook === undefined);
  own.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return [...base, ...own.map((chain) => viewOf(chain, owner, undefined))];
}

/** A chain whose rules of nft are read as iptables' own. */
function viewOf({ name, packets, bytes, rules }: Chain, owner: RulesetOwner, policy: ChainView['policy']): ChainView {
  return { name, policy, packets, bytes, rules: rules.map((rule) => asXtables(rule, owner) ?? rule) };
}
