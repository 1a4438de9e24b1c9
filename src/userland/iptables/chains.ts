import type { RulesetOwner } from '../../kernel/netfilter/owner.ts';
import type { TableName } from '../../kernel/netfilter/requests.ts';
import type { Rule } from '../../kernel/netfilter/rule.ts';
import { referencesTo } from '../../kernel/netfilter/ruleset.ts';
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

/** What was asked of the kernel about a table's chains before its lines: iptables-restore lists these policies, counters and references. */
export type FetchedChains = ReadonlyMap<
  string,
  Pick<ChainView, 'policy' | 'packets' | 'bytes'> & { readonly uses: number }
>;

/** What the kernel says of a table's chains; nothing of one that begins anew. A chain is used by its own rules too. */
export function fetchChains(owner: RulesetOwner, name: TableName | undefined): FetchedChains {
  const table = name === undefined ? undefined : owner.netfilter.tables.get(name);
  const chains = table === undefined ? [] : chainViews(owner, name!);
  return new Map(
    chains.map(({ name: chain, policy, packets, bytes, rules }) => [
      chain,
      { policy, packets, bytes, uses: referencesTo(table!, chain) + rules.length },
    ]),
  );
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
