import type { TableName } from '../../kernel/netfilter/requests.ts';
import type { Rule } from '../../kernel/netfilter/rule.ts';
import { HOOKS_OF_TABLE } from '../../kernel/netfilter/table.ts';
import type { Netns } from '../../kernel/netns/netns.ts';

/** A chain as iptables shows it: base chains that were never used look like empty ones. */
export interface ChainView {
  readonly name: string;
  readonly policy: 'ACCEPT' | 'DROP' | undefined;
  readonly packets: number;
  readonly bytes: number;
  readonly rules: readonly Rule[];
}

/** The chains of a table: base chains in the order of their hooks, then the user's by name. */
export function chainViews(netns: Netns, table: TableName): ChainView[] {
  const chains = netns.netfilter.tables.get(table)?.chains;
  const base = HOOKS_OF_TABLE[table].map((hook): ChainView => {
    return chains?.get(hook) ?? { name: hook, policy: 'ACCEPT', packets: 0, bytes: 0, rules: [] };
  });
  const own = [...(chains?.values() ?? [])].filter((chain) => chain.hook === undefined);
  own.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return [...base, ...own.map((chain) => ({ ...chain, policy: undefined }))];
}
